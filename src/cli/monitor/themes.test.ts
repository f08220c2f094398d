import { describe, expect, it } from 'vitest'
import { colourCount, themeOf, THEMES, usualTheme } from './themes.ts'

const TONES = ['dim', 'good', 'warn', 'bad', 'info'] as const
const LEVELS = [0, 95, 135, 175, 215, 255]
const WHITE = 1
const BLACK = 0

/** Relative luminance of one of the 240 fixed colours, by WCAG 2. */
function luminance(index: number): number {
  const grey = 8 + (index - 232) * 10
  const cube = index - 16
  const channels =
    index >= 232
      ? [grey, grey, grey]
      : [LEVELS[Math.floor(cube / 36)], LEVELS[Math.floor(cube / 6) % 6], LEVELS[cube % 6]]
  const [red = 0, green = 0, blue = 0] = channels.map((value = 0) => {
    const part = value / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function colourIn(text: string): number {
  return Number(/[34]8;5;(\d+)m/.exec(text)?.[1])
}

describe('a theme of 256 colours', () => {
  it.each([
    ['dark', BLACK],
    ['cyberpunk', BLACK],
    ['light', WHITE],
  ] as const)('%s can be read on its background and on the selected row', (name, background) => {
    const { paint, select } = themeOf(name, 256)
    const selected = luminance(colourIn(select('x')))
    for (const tone of TONES) {
      const foreground = luminance(colourIn(paint(tone, 'x')))
      expect(contrast(foreground, background), `${tone} on the background`).toBeGreaterThan(4.5)
      expect(contrast(foreground, selected), `${tone} on the selected row`).toBeGreaterThan(4.5)
    }
  })
})

describe('every theme', () => {
  it.each(THEMES)('%s ends what it begins, and paints nothing into nothing', (name) => {
    for (const colours of [0, 16, 256] as const) {
      const { paint, select } = themeOf(name, colours)
      for (const tone of [...TONES, 'bold', 'plain'] as const) {
        expect(paint(tone, '')).toBe('')
        const codes = paint(tone, 'x').match(/\u001b\[[\d;]+m/g) ?? []
        expect([0, 2]).toContain(codes.length)
      }
      expect(select('x')).toMatch(/^\u001b\[[\d;]+mx\u001b\[(?:27|49)m$/)
    }
  })

  it('has weights alone where colours are not wanted', () => {
    const { paint } = themeOf('cyberpunk', colourCount({ NO_COLOR: '1' }, 24))
    expect(paint('bad', 'x')).toBe('x')
    expect(paint('bold', 'x')).not.toBe('x')
  })
})

describe('what a terminal can do', () => {
  it.each([
    [{}, 24, 256],
    [{}, 8, 256],
    [{}, 4, 16],
    [{}, 1, 0],
    [{ NO_COLOR: '1' }, 24, 0],
    [{ NO_COLOR: '' }, 8, 256],
  ])('with %j and %i bits is %i colours', (env, bits, colours) => {
    expect(colourCount(env, bits)).toBe(colours)
  })

  it('chooses the theme that can be read there', () => {
    expect(usualTheme({}, 256)).toBe('dark')
    expect(usualTheme({ COLORFGBG: '0;15' }, 256)).toBe('light')
    expect(usualTheme({ COLORFGBG: '0;default;15' }, 16)).toBe('light')
    expect(usualTheme({ COLORFGBG: '15;0' }, 256)).toBe('dark')
    expect(usualTheme({ COLORFGBG: '0;15' }, 0)).toBe('minimal')
  })
})

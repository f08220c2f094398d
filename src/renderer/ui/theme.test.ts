import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { THEMES } from '../../shared/domain/theme.ts'
import { drawnTheme, isTheme } from './theme.ts'

describe('the choice of a theme', () => {
  it('follows the system until one is chosen', () => {
    expect([drawnTheme('system', true), drawnTheme('system', false), drawnTheme('light', true)]).toEqual([
      'dark',
      'light',
      'light',
    ])
  })

  it('is one of those that there are', () => {
    expect(THEMES.every(isTheme)).toBe(true)
    expect(['url(evil)', '', null, 7].some(isTheme)).toBe(false)
  })
})

describe('the contrast of the themes', () => {
  const themes = readThemes(readFileSync(new URL('themes.css', import.meta.url), 'utf8'))
  const SERIES = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6']
  const grounds = ['ground', 'surface', 'surface-hover', 'surface-selected', 'tint-red', 'tint-amber']
  const codes = ['keyword', 'string', 'constant', 'property', 'comment'].map((name) => `code-${name}`)
  const texts = [
    'text',
    'text-muted',
    'text-faint',
    'accent',
    'red',
    'amber',
    'blue',
    'green',
    'grey',
    ...codes,
  ]

  it('reads every theme with the same names', () => {
    expect([...themes.keys()].toSorted()).toEqual(THEMES.filter((theme) => theme !== 'system').toSorted())
    const names = [...(themes.get('light') ?? new Map()).keys()]
    for (const colors of themes.values()) expect([...colors.keys()]).toEqual(names)
  })

  for (const [name, colors] of themes) {
    it(`is at least 4.5 to 1 for every text on every ground of ${name} (WCAG 2.2, AA)`, () => {
      const pairs = grounds.flatMap((ground) => texts.map((text) => [text, ground] as const))
      const poor = pairs.filter(([text, ground]) => contrast(colors.get(text), colors.get(ground)) < 4.5)
      expect(poor).toEqual([])
      expect(contrast(colors.get('on-accent'), colors.get('accent'))).toBeGreaterThanOrEqual(4.5)
    })

    it(`is at least 3 to 1 for every filled bar on its track of ${name}`, () => {
      const fills = ['bar-fill', 'bar-warning', 'bar-critical', ...SERIES]
      for (const fill of fills)
        expect(contrast(colors.get(fill), colors.get('surface')), fill).toBeGreaterThanOrEqual(3)
    })
  }
})

/** The colours of each theme by name, from the style sheet itself. The one without a name is light. */
function readThemes(css: string): Map<string, Map<string, string>> {
  const blocks = css.matchAll(/:root(?:\[data-theme="(\w+)"\])? \{([^}]*)\}/g)
  return new Map(
    [...blocks].map(([, name = 'light', body = '']) => {
      const colors = [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)]
      return [name, new Map(colors.map(([, color = '', value = '']) => [color, value]))]
    }),
  )
}

/** Contrast ratio as WCAG 2.2 defines it. */
function contrast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) throw new Error('no such colour')
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

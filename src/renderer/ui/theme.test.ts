import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawnTheme, keepTheme, nextTheme, readTheme, type ThemeStorage } from './theme.ts'

const REFUSING: ThemeStorage = {
  getItem() {
    throw new Error('storage is switched off')
  },
  setItem() {
    throw new Error('storage is switched off')
  },
}

describe('the choice of a theme', () => {
  it('goes round and comes back', () => {
    expect(nextTheme('system')).toBe('dark')
    expect(nextTheme(nextTheme(nextTheme('system')))).toBe('system')
  })

  it('follows the system until one is chosen', () => {
    expect([drawnTheme('system', true), drawnTheme('system', false), drawnTheme('light', true)]).toEqual([
      'dark',
      'light',
      'light',
    ])
  })

  it('is kept, and anything else that is stored is not believed', () => {
    const stored = new Map<string, string>()
    const storage: ThemeStorage = {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    }
    expect(readTheme(storage)).toBe('system')
    keepTheme(storage, 'dark')
    expect(readTheme(storage)).toBe('dark')
    stored.set('theme', 'url(evil)')
    expect(readTheme(storage)).toBe('system')
  })

  it('works without storage', () => {
    expect(readTheme(REFUSING)).toBe('system')
    expect(keepTheme(REFUSING, 'dark')).toBe(false)
  })
})

describe('the contrast of the themes', () => {
  const themes = readThemes(readFileSync(new URL('themes.css', import.meta.url), 'utf8'))
  const grounds = ['ground', 'surface', 'surface-hover', 'surface-selected', 'tint-red', 'tint-amber']
  const texts = ['text', 'text-muted', 'text-faint', 'accent', 'red', 'amber', 'blue', 'green', 'grey']

  it('reads both themes with the same names', () => {
    expect([...themes.keys()]).toEqual(['light', 'dark'])
    expect([...(themes.get('light') ?? new Map()).keys()]).toEqual([
      ...(themes.get('dark') ?? new Map()).keys(),
    ])
  })

  for (const [name, colors] of themes) {
    it(`is at least 4.5 to 1 for every text on every ground of ${name} (WCAG 2.2, AA)`, () => {
      const pairs = grounds.flatMap((ground) => texts.map((text) => [text, ground] as const))
      const poor = pairs.filter(([text, ground]) => contrast(colors.get(text), colors.get(ground)) < 4.5)
      expect(poor).toEqual([])
      expect(contrast(colors.get('on-accent'), colors.get('accent'))).toBeGreaterThanOrEqual(4.5)
    })

    it(`is at least 3 to 1 for every filled bar on its track of ${name}`, () => {
      for (const fill of ['bar-fill', 'bar-warning', 'bar-critical'])
        expect(contrast(colors.get(fill), colors.get('surface')), fill).toBeGreaterThanOrEqual(3)
    })
  }
})

/** The colours of each theme by name, from the style sheet itself. */
function readThemes(css: string): Map<string, Map<string, string>> {
  const blocks = css.matchAll(/:root(?:\[data-theme=["']dark["']\])? \{([^}]*)\}/g)
  return new Map(
    [...blocks].map(([, body = '']) => {
      const scheme = /color-scheme: (\w+)/.exec(body)?.[1] ?? 'none'
      const colors = [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)]
      return [scheme, new Map(colors.map(([, name = '', color = '']) => [name, color]))]
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

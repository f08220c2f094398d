import type { Paint, Tone } from '../output/style.ts'

export const THEMES = ['dark', 'light', 'cyberpunk', 'minimal'] as const
export type ThemeName = (typeof THEMES)[number]

/** How pieces of text, and whole lines, look. */
export interface Theme {
  readonly paint: Paint
  /** A whole line, which may hold painted text. */
  readonly select: (line: string) => string
}

/** Colours that a terminal shows: none, the 16 that people choose themselves, or 256. */
export type ColourCount = 0 | 16 | 256

interface Colours {
  readonly foregrounds: Readonly<Record<Exclude<Tone, 'plain' | 'dim' | 'bold'>, string>>
  readonly dim: string
  /** Of the selected row. */
  readonly background: string
}

const FOREGROUNDS_OF_16 = { good: '32', warn: '33', bad: '31', info: '36' } as const
const INVERSE = '7'
const OF_16: Colours = { foregrounds: FOREGROUNDS_OF_16, dim: '2', background: INVERSE }
/** Chosen so that text has a contrast of at least 4.5 : 1 on black, on white, and on the selected row. */
const OF_256: Readonly<Record<Exclude<ThemeName, 'minimal'>, Colours>> = {
  dark: {
    foregrounds: { good: '38;5;114', warn: '38;5;221', bad: '38;5;210', info: '38;5;117' },
    dim: '38;5;248',
    background: '48;5;237',
  },
  light: {
    foregrounds: { good: '38;5;22', warn: '38;5;94', bad: '38;5;124', info: '38;5;24' },
    dim: '38;5;240',
    background: '48;5;254',
  },
  cyberpunk: {
    foregrounds: { good: '38;5;48', warn: '38;5;227', bad: '38;5;205', info: '38;5;51' },
    dim: '38;5;141',
    background: '48;5;53',
  },
}

/** `minimal` has weights and no colours, as every theme has where there are none. */
export function themeOf(name: ThemeName, colours: ColourCount): Theme {
  if (name === 'minimal' || colours === 0) return WITHOUT_COLOURS
  const { foregrounds, dim, background } = colours === 16 ? OF_16 : OF_256[name]
  return {
    paint(tone, text) {
      if (tone === 'plain' || text === '') return text
      if (tone === 'bold') return styled('1', text)
      return styled(tone === 'dim' ? dim : foregrounds[tone], text)
    },
    select: (line) => styled(background, line),
  }
}

const WITHOUT_COLOURS: Theme = {
  paint: (tone, text) => (tone === 'bold' && text !== '' ? styled('1', text) : text),
  select: (line) => styled(INVERSE, line),
}

function styled(on: string, text: string): string {
  return `\u001b[${on}m${text}\u001b[${endOf(on)}m`
}

function endOf(on: string): string {
  if (on === '1' || on === '2') return '22'
  if (on === INVERSE) return '27'
  return on.startsWith('48') ? '49' : '39'
}

/**
 * What a terminal's environment and its depth in bits say. `NO_COLOR` rules out colours; bold and inverse text are none.
 */
export function colourCount(
  env: Readonly<Record<string, string | undefined>>,
  depthBits: number,
): ColourCount {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return 0
  if (depthBits >= 8) return 256
  return depthBits >= 4 ? 16 : 0
}

/** The theme where none is asked for: some terminals tell their background, as the last number of `COLORFGBG`. */
export function usualTheme(
  env: Readonly<Record<string, string | undefined>>,
  colours: ColourCount,
): ThemeName {
  if (colours === 0) return 'minimal'
  const background = /;(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1]
  return background === '7' || background === '15' ? 'light' : 'dark'
}

/** The colours of a terminal. */
export interface Palette {
  readonly background: string
  readonly foreground: string
  /** The 16 that people choose. */
  readonly colours: readonly string[]
}

export const DARK_TERMINAL: Palette = {
  background: '#0d1117',
  foreground: '#e6edf3',
  colours: list(
    '#484f58 #ff7b72 #57d364 #e3b341 #79c0ff #d2a8ff #56d4dd #c9d1d9',
    '#6e7681 #ffa198 #7ee787 #f2cc60 #a5d6ff #e2c5ff #b3f0ff #ffffff',
  ),
}

export const LIGHT_TERMINAL: Palette = {
  background: '#ffffff',
  foreground: '#1f2328',
  colours: list(
    '#24292f #cf222e #116329 #7d4e00 #0969da #8250df #1b7c83 #6e7781',
    '#57606a #a40e26 #1a7f37 #9a6700 #218bff #a475f9 #3192aa #8c959f',
  ),
}

function list(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '))
}

interface Style {
  readonly foreground?: string | undefined
  readonly background?: string | undefined
  readonly bold?: boolean
  readonly dim?: boolean
  readonly inverse?: boolean
}

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255]

/** A page that shows painted lines as a terminal would: each line as text with its colours, cell by cell. */
export function terminalPage(painted: string, palette: Palette): string {
  let style: Style = {}
  const lines = painted.replace(/\n$/, '').split('\n')
  const drawn = lines.map((line) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
    const pieces = line.split(/\u001b\[([\d;]*)m/)
    const spans = pieces.map((piece, index) => {
      if (index % 2 === 0) return piece === '' ? '' : span(piece, style, palette)
      style = styled(style, piece, palette)
      return ''
    })
    return `<div>${spans.join('') || ' '}</div>`
  })
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: ${palette.background}; color: ${palette.foreground} }
    main { display: inline-block; padding: 18px 20px; font: 17px/20px "DejaVu Sans Mono", monospace; white-space: pre }
    div { height: 20px } span { display: inline-block; height: 20px; vertical-align: top }
  </style><main>${drawn.join('')}</main>`
}

function span(text: string, { foreground, background, bold, dim, inverse }: Style, palette: Palette): string {
  const front = foreground ?? palette.foreground
  const back = background ?? palette.background
  const css = [
    `color:${inverse ? back : front}`,
    inverse ? `background:${front}` : background ? `background:${background}` : '',
    bold ? 'font-weight:bold' : '',
    dim ? 'opacity:0.62' : '',
  ]
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<span style="${css.filter((part) => part !== '').join(';')}">${safe}</span>`
}

function styled(before: Style, parameters: string, palette: Palette): Style {
  const codes = parameters === '' ? [0] : parameters.split(';').map(Number)
  let style = before
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    if ((code === 38 || code === 48) && codes[at + 1] === 5) {
      const colour = indexed(codes[at + 2] ?? 0, palette)
      style = code === 38 ? { ...style, foreground: colour } : { ...style, background: colour }
      at += 2
    } else style = plainly(style, code, palette)
  }
  return style
}

function plainly(style: Style, code: number, palette: Palette): Style {
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 7 || code === 27) return { ...style, inverse: code === 7 }
  if (code === 39) return { ...style, foreground: undefined }
  if (code === 49) return { ...style, background: undefined }
  if (code >= 30 && code <= 37) return { ...style, foreground: palette.colours[code - 30] }
  return code >= 90 && code <= 97 ? { ...style, foreground: palette.colours[code - 82] } : style
}

function indexed(index: number, palette: Palette): string {
  if (index < 16) return palette.colours[index] ?? palette.foreground
  if (index >= 232) return rgb(Array.from({ length: 3 }, () => 8 + (index - 232) * 10))
  const cube = index - 16
  return rgb(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => CUBE_LEVELS[step] ?? 0),
  )
}

function rgb(channels: readonly number[]): string {
  return `rgb(${channels.join(',')})`
}

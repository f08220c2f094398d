import { textWidth } from './text-width.ts'

/** Breaks a text between words so that each line fits; a word that is too long stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** The same, with the first line behind `lead` and the others below it. `lead` may be painted: its width is given. */
export function wrapBehind(lead: string, leadColumns: number, text: string, width: number): string[] {
  const [first = '', ...rest] = wrap(text, Math.max(1, width - leadColumns))
  return [lead + first, ...rest.map((line) => ' '.repeat(leadColumns) + line)]
}

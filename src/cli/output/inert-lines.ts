import { plainText } from '../../shared/domain/plain-text.ts'

/** Lines that cannot steer a terminal, each with the spaces and tabs that it begins with. */
export function inertLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const rest = line.trimStart()
      return line.slice(0, line.length - rest.length).replaceAll(/[^ \t]/g, '') + plainText(rest)
    })
    .join('\n')
}

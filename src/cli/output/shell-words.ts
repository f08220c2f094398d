import { plainText } from '../../shared/domain/plain-text.ts'

/**
 * Words as a POSIX shell reads them, on one line that no terminal is steered by: what cannot stand in it as it is, line
 * feeds above all, is written with its number.
 */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  if (word === plainText(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`
  const escaped = word
    .replaceAll('\\', String.raw`\\`)
    .replaceAll("'", String.raw`\'`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, numbered)
  return `$'${escaped}'`
}

function numbered(character: string): string {
  if (character === '\n') return String.raw`\n`
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
}

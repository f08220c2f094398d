import { describe, expect, it } from 'vitest'
import { LONGEST_CODE } from './code-highlighter.ts'
import { highlightCode } from './highlight-code.ts'

/** Words and signs that something begins or ends with in some language. */
const MARKS =
  '< </ <a <a> <!-- --> /* */ // # -- " \' ` ${ #{ {` ( { [ \\ => @@ 1. .. = : ; , \n \r\n \t \u2028 \0 \ud800 é a if """ <script> <style> ```'.split(
    ' ',
  )

const LANGUAGES = [
  'ts',
  'tsx',
  'python',
  'json',
  'diff',
  'bash',
  'html',
  'css',
  'yaml',
  'md',
  'sql',
  'rs',
  'go',
]

/** The same numbers each time, from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const colorOf = (text: string, language: string, word: string) =>
  highlightCode(text, language)?.find((piece) => piece.text.includes(word))?.color

describe('the colours of code', () => {
  it('tell keywords, texts, names and comments apart, by the name or the ending of the language', () => {
    const code = 'const port = "8080" // of the host\nnew Server(port)'
    for (const language of ['ts', 'TypeScript', 'js', 'mjs']) {
      expect(colorOf(code, language, 'const'), language).toBe('keyword')
      expect(colorOf(code, language, '8080'), language).toBe('string')
      expect(colorOf(code, language, 'of the host'), language).toBe('comment')
      expect(colorOf(code, language, 'Server'), language).toBe('constant')
    }
    expect(colorOf('def run(): # now', 'py', 'now')).toBe('comment')
    expect(colorOf('{"port": 8080}', 'json', 'port')).toBe('property')
  })

  it('are those of whole lines in a diff', () => {
    const diff = '@@ -1 +1 @@\n-const a = 1\n+const a = 2\n same'
    expect(highlightCode(diff, 'diff')?.map(({ color }) => color)).toEqual([
      'keyword',
      'removed',
      'added',
      null,
    ])
  })

  it('are not there for a language that nobody knows', () => {
    for (const language of ['', 'klingon', 'constructor', '__proto__'])
      expect(highlightCode('const a = 1', language)).toBeNull()
  })

  it('leave every text as it is, whatever is thrown together', () => {
    const next = numbers(7)
    let colored = 0
    for (let round = 0; round < 400; round++) {
      const marks = Array.from({ length: 60 }, () => MARKS[Math.floor(next() * MARKS.length)] ?? '')
      const text = marks.join(round % 2 === 0 ? '' : ' ')
      const pieces = highlightCode(text, LANGUAGES[round % LANGUAGES.length] ?? '')
      if (pieces === null) continue
      colored += 1
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    }
    expect(colored).toBeGreaterThan(300)
  })

  it('are found for the longest block of every mark, and lose nothing of it', () => {
    for (const language of LANGUAGES) {
      for (const mark of MARKS) {
        const text = mark.repeat(LONGEST_CODE).slice(0, LONGEST_CODE)
        const pieces = highlightCode(text, language)
        if (pieces !== null) expect(pieces.map((piece) => piece.text).join('').length).toBe(text.length)
      }
    }
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tiktoken } from 'js-tiktoken/lite'
import cl100k from 'js-tiktoken/ranks/cl100k_base'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { describe, expect, it } from 'vitest'
import { loadTextCounter, LONGEST_UNBROKEN } from './count-text.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FAMILY = '👨‍👩‍👧‍👦'

describe.each([
  { encoding: 'o200k_base', data: o200k },
  { encoding: 'cl100k_base', data: cl100k },
] as const)('counting by $encoding', async ({ encoding, data }) => {
  const counter = await loadTextCounter(encoding)
  const tiktoken = new Tiktoken(data)
  const reference = (text: string): number => tiktoken.encode(text, [], []).length

  it('equals js-tiktoken on source code and documents', () => {
    const files = sampleFiles()
    expect(files.length).toBeGreaterThan(30)
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      expect([file, counter.count(text)]).toEqual([file, reference(text)])
    }
  })

  it('equals js-tiktoken on random text of many scripts, white space and broken surrogates', () => {
    const random = seededRandom(20_261_120)
    for (let i = 0; i < 1_500; i++) {
      const text = randomText(random)
      expect([text, counter.count(text)]).toEqual([text, reference(text)])
    }
  })

  it('equals js-tiktoken when a piece is counted again from memory', () => {
    const text = "don't   stop\r\n\r\n\tif (x_y1234567 !== 0.5e-10) { return `æøå${naïve}` }\n"
    expect(counter.count(text)).toBe(reference(text))
    expect(counter.count(text.repeat(3))).toBe(reference(text.repeat(3)))
  })

  it.each([
    ['one letter', 'a'.repeat(1_500)],
    ['spaces', ' '.repeat(1_500)],
    ['digits', '7'.repeat(1_500)],
    ['dashes', '-'.repeat(1_500)],
    ['line feeds', '\n'.repeat(1_500)],
    ['family emoji', FAMILY.repeat(40)],
    ['letters without a space', 'qzjxkvbw'.repeat(200)],
  ])('equals js-tiktoken on an unbroken run of %s', (_, text) => {
    expect(counter.count(text)).toBe(reference(text))
  })

  it('equals js-tiktoken on text that is counted in several stretches', () => {
    const line = 'const answer = 42 // the   answer to "everything"\n\n\t  and  more;\n/path x\n'
    const text = line.repeat(Math.ceil((2.5 * LONGEST_UNBROKEN) / line.length))
    expect(text.length).toBeGreaterThan(2 * LONGEST_UNBROKEN)
    expect(counter.count(text)).toBe(reference(text))
  })

  it('takes special tokens for plain text', () => {
    const text = 'a <|endoftext|> and <|endofprompt|><|fim_prefix|>'
    expect(counter.count(text)).toBe(reference(text))
    expect(counter.count('<|endoftext|>')).toBeGreaterThan(1)
  })

  it('counts a lone surrogate as the replacement character', () => {
    expect(counter.count('a \ud83d b')).toBe(reference('a \ufffd b'))
    expect(counter.count('\udc00')).toBe(reference('\udc00'))
  })

  it('finds nothing in nothing', () => {
    expect(counter.count('')).toBe(0)
  })
})

describe('long unbroken runs', async () => {
  const counter = await loadTextCounter()

  // js-tiktoken needs 20 seconds and more for each of these; the limit is generous for a busy machine.
  it.each([
    ['one letter', 'a'.repeat(20_000)],
    ['spaces', ' '.repeat(20_000)],
    ['family emoji', FAMILY.repeat(2_000)],
    ['a million letters', 'qzjx'.repeat(250_000)],
  ])('are counted without delay: %s', { timeout: 5_000 }, (_, text) => {
    expect(counter.count(text)).toBeGreaterThan(0)
  })

  it('do not exhaust the stack of the pattern, however long', () => {
    const text = '中'.repeat(4_000_000)
    expect(counter.count(text)).toBe(4_000_000)
  })

  it('are cut without breaking a character in two', () => {
    const emoji = '😀'
    const pairs = LONGEST_UNBROKEN / 2
    const fits = counter.count(`x${emoji.repeat(pairs - 1)}`)
    expect(counter.count(`x${emoji.repeat(pairs)}`)).toBe(fits + counter.count(emoji))
  })
})

/** Our own sources, and typings, scripts and documents of some dependencies. */
function sampleFiles(): string[] {
  return [
    ...filesIn(join(ROOT, 'src/core'), 30),
    ...filesIn(join(ROOT, 'node_modules/zod'), 10),
    ...filesIn(join(ROOT, 'node_modules/js-tiktoken/dist'), 4),
    ...filesIn(join(ROOT, 'node_modules/better-sqlite3'), 8),
  ]
}

function filesIn(folder: string, most: number): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|md|json|c|cpp)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).length < 60_000)
    .sort()
    .slice(0, most)
}

const ALPHABETS: readonly (() => string)[] = [
  () => ' ',
  () => '  \t\u00a0\u2003\u3000\ufeff\u0085',
  () => '\r\n',
  () => '\n',
  () => "'s't're've'm'll'd'S'LL",
  () => 'abcxyzABCXYZ',
  () => '0123456789²³½٣',
  () => '.,;:!?/\\(){}[]<>|=+-*_"`~#$%&@^',
  () => 'äöüßÀÉñŒıİǅʰ',
  () => 'абвГДЕ',
  () => '你好世界日本語한국어',
  () => 'سلامशब्द\u093f\u0301\u0308',
  () => '😀👍🏽𐐀𐐨𝒳',
  () => FAMILY,
  () => '\ud83d',
  () => '\udc00',
]

function randomText(random: () => number): string {
  let text = ''
  for (let runs = 1 + random() * 12; runs > 0; runs--) {
    const alphabet = ALPHABETS[Math.floor(random() * ALPHABETS.length)]?.() ?? ''
    for (let length = 1 + random() * 6; length > 0; length--) {
      const at = Math.floor(random() * alphabet.length)
      text += random() < 0.7 ? String.fromCodePoint(alphabet.codePointAt(at) ?? 0x20) : alphabet
    }
  }
  return text
}

/** The same numbers in [0, 1) on every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

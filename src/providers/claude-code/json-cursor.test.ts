import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.ts'
import { JsonCursor } from './json-cursor.ts'
import { TextSpan, textOf } from './text-span.ts'
import { KeyReader, keySet } from './word-table.ts'

const NO_KEYS = keySet([])

/** True where the text is one value, and nothing else. */
function isOneValue(text: string): boolean {
  const block = Buffer.from(`"${text}"`)
  const cursor = new JsonCursor()
  cursor.begin(block, 1, block.length - 1)
  cursor.skip()
  return !cursor.broken && cursor.atEnd
}

/** The members of an object as texts, `undefined` for those that are none. */
function textsOf(text: string): readonly (string | undefined)[] {
  const block = Buffer.from(text)
  const cursor = new JsonCursor()
  const keys = new KeyReader(NO_KEYS)
  const span = new TextSpan()
  const texts: (string | undefined)[] = []
  cursor.begin(block, 0, block.length)
  expect(cursor.enterObject(keys)).toBe(true)
  while (cursor.nextMember(keys)) {
    cursor.readText(span)
    texts.push(textOf(block, span))
  }
  expect(cursor.broken).toBe(false)
  return texts
}

describe('JsonCursor', () => {
  it.each([
    '0',
    '-1',
    '1.5e-7',
    '12345678901234567890',
    'true',
    'false',
    'null',
    '""',
    '"\\\\"',
    '"\\""',
    '[]',
    '{}',
    '[[],{"a":[1,"]"]}]',
  ])('steps over %s', (text) => {
    expect(isOneValue(text)).toBe(true)
    expect(isOneValue(` \t${text}\r `)).toBe(true)
  })

  it.each([
    '',
    ' ',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '+1',
    'nul',
    'nulll',
    'True',
    'NaN',
    '"',
    '"\\"',
    '"\\\\\\"',
    '[',
    '{',
    '[1',
    ']',
    '}',
    ',',
    '1 2',
    '"a" "b"',
  ])('does not take %j for one value', (text) => {
    expect(isOneValue(text)).toBe(false)
  })

  it('finds the end of a string of any length, whatever stands in it', () => {
    const parts = [
      '"',
      '\\',
      '\n',
      'x',
      '{',
      '}',
      ',',
      'é',
      '🎉',
      '\u2028',
      'some longer text without anything in it',
    ]
    const random = seededRandom(7)
    for (let times = 0; times < 3000; times++) {
      const length = random.below(times % 10 === 0 ? 4000 : 60)
      const texts = [0, 1, 2].map(() =>
        Array.from({ length: random.below(length + 1) }, () => random.pick(parts)).join(''),
      )
      expect(textsOf(JSON.stringify({ a: texts[0], b: texts[1], c: texts[2] }))).toEqual(texts)
    }
  })

  it('reads no further than the end it was given', () => {
    const text = JSON.stringify({
      a: ['x', { b: 'long enough to be searched natively, with a "quote" in it' }],
      c: 1,
    })
    const block = Buffer.from(`${text}"}]}`)
    const cursor = new JsonCursor()
    for (let end = 0; end < text.length; end++) {
      cursor.begin(block, 0, end)
      cursor.skip()
      expect(cursor.broken, `cut after ${end} bytes`).toBe(true)
    }
  })

  it('takes only a member between its commas for a member', () => {
    for (const text of [
      '{,}',
      '{"a":1,}',
      '{"a":1 "b":2}',
      '{"a"}',
      '{"a":}',
      '{a:1}',
      '{"a":1]',
      '{"a":1,"b',
    ]) {
      const block = Buffer.from(text)
      const cursor = new JsonCursor()
      const keys = new KeyReader(NO_KEYS)
      cursor.begin(block, 0, block.length)
      cursor.enterObject(keys)
      while (cursor.nextMember(keys)) cursor.skip()
      expect(cursor.broken, text).toBe(true)
    }
  })

  it('needs no more for a million levels than for one', () => {
    const deep = '['.repeat(1_000_000)
    expect(isOneValue(deep + ']'.repeat(1_000_000))).toBe(true)
    expect(isOneValue(deep)).toBe(false)
  })

  it.each([
    ['0', 0],
    ['7', 7],
    ['1234567', 1_234_567],
    ['-7', Number.NaN],
    ['7.5', Number.NaN],
    ['7e2', Number.NaN],
    ['"7"', Number.NaN],
    ['null', Number.NaN],
    ['[7]', Number.NaN],
  ])('reads %s as the count %d', (text, count) => {
    const block = Buffer.from(`${text}5`)
    const cursor = new JsonCursor()
    cursor.begin(block, 0, text.length)
    expect(cursor.readCount()).toBe(count)
    expect(cursor.atEnd).toBe(true)
  })
})

describe('KeyReader', () => {
  const KEYS = keySet(['one', 'two', 'three'], ['other'])

  function valuesOf(
    cursor: JsonCursor,
    keys: KeyReader<string>,
    text: string,
  ): readonly (string | undefined)[] {
    const block = Buffer.from(text)
    const values: (string | undefined)[] = []
    cursor.begin(block, 0, block.length)
    cursor.enterObject(keys)
    while (cursor.nextMember(keys)) {
      values.push(keys.value)
      cursor.skip()
    }
    expect(cursor.broken).toBe(false)
    return values
  }

  it('finds keys in any order, however often that changes', () => {
    const cursor = new JsonCursor()
    const keys = new KeyReader(KEYS)
    const random = seededRandom(3)
    const known = new Set(['one', 'two', 'three'])
    for (let times = 0; times < 500; times++) {
      const names = Array.from({ length: random.below(6) }, () =>
        random.pick(['one', 'two', 'three', 'other', 'on', 'onee', '', 'new']),
      )
      const spaces = times % 3 === 0 ? ' ' : ''
      const text = `{${names.map((name) => `"${name}"${spaces}:${spaces}1`).join(',')}}`
      expect(valuesOf(cursor, keys, text)).toEqual(names.map((name) => (known.has(name) ? name : undefined)))
    }
  })
})

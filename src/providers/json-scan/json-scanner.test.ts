import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.ts'
import { JsonScanner, LONGEST_TEXT } from './json-scanner.ts'
import { countIn, isTrue, Place } from './place.ts'
import { each, shapeOf } from './shape.ts'

const scanner = new JsonScanner()

const SHAPE = shapeOf((places) => ({
  a: places.text(),
  b: { ...places.text(), ...places.scalar() },
  c: places.scalar(),
  inner: places.object((inner) => ({
    text: inner.text(),
    deep: inner.object((deep) => ({ n: deep.scalar() })),
  })),
  list: places.list(3, (item) => {
    const text = item.text()
    return { ...text, members: { text }, ...each({ ...text, firstStays: true }) }
  }),
}))
const { a, b, c, inner, list } = SHAPE.root.members

/** Where the object ends in the text that is scanned from `from` on; `undefined` where none is found. */
function endOf(text: string | Buffer, from = 0): number | undefined {
  const block = Buffer.from(text)
  const start = scanner.placeText(block, from, block.length)
  const end = scanner.scan(SHAPE, start, start + block.length - from)
  return end === 0 ? undefined : end - start + from
}

function placeOf(place: number): Place {
  return new Place(scanner.places, place)
}

/** What stands at a place, as it is spelt. */
function found(place: number): string | undefined {
  const { start, end, present } = placeOf(place)
  return present ? scanner.bytes.toString('utf8', start, end) : undefined
}

/** What stands at the places of a text, a scalar of either kind, an inner text and number, and at those of the list. */
function parsedPlaces(): readonly unknown[] {
  const texts = [a.text, b.text, inner.members.text.text].map(found)
  const scalars = [b.scalar, c.scalar, inner.members.deep.members.n.scalar].map(found)
  const { count, first } = list.elements
  const elements = Array.from({ length: Math.max(0, placeOf(count).start) }, (_, index) =>
    found(first + index),
  )
  return [
    ...[...texts, ...elements].map((text) => text !== undefined && JSON.parse(`"${text}"`)),
    ...scalars.map((scalar) => scalar !== undefined && JSON.parse(scalar)),
  ]
}

function expectedPlaces(said: Readonly<Record<string, unknown>>): readonly unknown[] {
  const inside = objectOf(said['inner'])
  const elements = Array.isArray(said['list']) ? said['list'].slice(0, list.elements.most) : []
  const firstText = (element: unknown): unknown =>
    Array.isArray(element) ? element.find((one) => typeof one === 'string') : objectOf(element)['text']
  const texts = [said['a'], said['b'], inside['text']]
  const items = elements.map((element: unknown) =>
    typeof element === 'string' ? element : firstText(element),
  )
  const scalars = [said['b'], said['c'], objectOf(inside['deep'])['n']]
  return [
    ...[...texts, ...items].map((text: unknown) => typeof text === 'string' && text),
    ...scalars.map((scalar) => scalar !== undefined && !isTextOrContainer(scalar) && scalar),
  ]
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function isTextOrContainer(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
}

function isOneValue(text: string): boolean {
  const whole = `{"unknown":${text}}`
  const known = `{"c":${text}}`
  const isOne = endOf(whole) === Buffer.byteLength(whole)
  expect(endOf(known) === Buffer.byteLength(known), text).toBe(isOne)
  return isOne
}

describe('the scanner', () => {
  it.each([
    '0',
    '-1',
    '1.5e-7',
    '-0.5E+10',
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
    '-01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '+1',
    'nul',
    'nulll',
    'falsy',
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
      'a longer text without any of them',
    ]
    const random = seededRandom(7)
    for (let times = 0; times < 3000; times++) {
      const length = random.below(times % 10 === 0 ? 4000 : 60)
      const texts = [0, 1, 2].map(() =>
        Array.from({ length: random.below(length + 1) }, () => random.pick(parts)).join(''),
      )
      const json = JSON.stringify({ skipped: texts[0], a: texts[1], b: texts[2], list: [texts[0]] })
      expect(endOf(json)).toBe(Buffer.byteLength(json))
      const spelt = [found(a.text), found(b.text), found(list.elements.first)]
      expect(spelt.map((text) => JSON.parse(`"${text}"`))).toEqual([texts[1], texts[2], texts[0]])
    }
  })

  it('says of any text what JSON says, but for what it only steps over', () => {
    const random = seededRandom(11)
    const pieces = [
      '"a"',
      '"b"',
      '"c"',
      ':',
      ',',
      '{',
      '}',
      '[',
      ']',
      '1',
      'null',
      '"x"',
      '"\\""',
      ' ',
      '"list"',
    ]
    let objects = 0
    for (let times = 0; times < 60_000; times++) {
      const text = `{"a":${Array.from({ length: 1 + random.below(9) }, () => random.pick(pieces)).join('')}}`
      if (!isObject(text)) continue
      objects++
      expect(endOf(text), text).toBe(text.length)
    }
    expect(objects).toBeGreaterThan(300)
  })

  it('reads no further than the end it was given', () => {
    const text = JSON.stringify({
      a: ['x', { b: 'long enough to be looked at in one go, with a "quote" in it' }],
      c: 1,
    })
    const block = Buffer.from(`${text}"}]}`)
    const start = scanner.placeText(block, 0, block.length)
    for (let end = 0; end < text.length; end++)
      expect(scanner.scan(SHAPE, start, start + end), `cut after ${end} bytes`).toBe(0)
    expect(scanner.scan(SHAPE, start, start + text.length)).toBe(start + text.length)
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
    ])
      expect(endOf(text), text).toBeUndefined()
  })

  it('begins at an object only', () => {
    for (const text of ['', '1', '[{}]', '"a"', '}']) expect(endOf(text), text).toBeUndefined()
  })

  it('needs no more for a million levels than for one', () => {
    const deep = '['.repeat(1_000_000)
    expect(isOneValue(deep + ']'.repeat(1_000_000))).toBe(true)
    expect(isOneValue(deep)).toBe(false)
  })

  it('scans a text where it lies in its memory, and copies any other', () => {
    const block = scanner.block(64)
    block.write('{"a":"there"}', 8)
    expect(scanner.placeText(block, 8, 21)).toBe(block.byteOffset + 8)
    const elsewhere = Buffer.from('xx{"a":"here"}')
    const start = scanner.placeText(elsewhere, 2, elsewhere.length)
    expect(scanner.scan(SHAPE, start, start + 12)).toBe(start + 12)
    expect(found(a.text)).toBe('here')
    expect(block.toString('utf8', 8, 21)).toBe('{"a":"there"}')
  })

  it('has no room for a text that is longer than it says', () => {
    const long = Buffer.alloc(LONGEST_TEXT + 1)
    expect(scanner.placeText(long, 0, long.length)).toBe(-1)
    expect(scanner.placeText(long, 1, long.length)).toBeGreaterThan(0)
  })

  it('grows a block in its place', () => {
    scanner.block(8).write('written')
    expect(scanner.block(1 << 20).toString('latin1', 0, 7)).toBe('written')
    expect(scanner.block(2 * LONGEST_TEXT)).toHaveLength(LONGEST_TEXT)
  })
})

describe('places', () => {
  it('are there for what the shape asks for, and for nothing else', () => {
    endOf('{"x":{"a":"no"},"a":"yes","c":[1],"inner":{"text":"in","c":5,"deep":{"n":7}}}')
    expect([found(a.text), found(c.scalar), found(inner.members.text.text)]).toEqual(['yes', undefined, 'in'])
    expect(found(inner.members.deep.members.n.scalar)).toBe('7')
    expect(found(inner.inner.own)).toBe('{"text":"in","c":5,"deep":{"n":7}}')
    endOf('{}')
    expect([found(a.text), found(inner.members.text.text), found(inner.inner.own)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('hold what JSON.parse finds there, whatever the values are and wherever spaces stand', () => {
    const random = seededRandom(23)
    const value = (depth: number): unknown =>
      random.pick<() => unknown>([
        () => random.pick(['', 'text', '"', '\\', '}{][,:', 'a longer text with a "quote" and a \\ in it']),
        () => random.pick([0, 7, -1, 2.5, 1e21, true, false, null]),
        () => (depth > 3 ? [] : Array.from({ length: random.below(4) }, () => value(depth + 1))),
        () => (depth > 3 ? {} : object(depth + 1)),
      ])()
    const object = (depth: number): Record<string, unknown> =>
      Object.fromEntries(
        Array.from({ length: random.below(6) }, () => [
          random.pick(['a', 'b', 'c', 'inner', 'text', 'deep', 'n', 'list', 'x']),
          value(depth),
        ]),
      )
    for (let times = 0; times < 5000; times++) {
      const said = object(0)
      const json = JSON.stringify(said, undefined, random.pick(['', ' ', '\t']))
      expect(endOf(json), json).toBe(Buffer.byteLength(json))
      expect(parsedPlaces(), json).toEqual(expectedPlaces(said))
    }
  })

  it('are those of the last of two members of one name, whatever it holds', () => {
    endOf(
      '{"a":"1","a":"2","b":"1","b":2,"inner":{"text":"x","deep":{"n":1}},"inner":{},"list":["x"],"list":null}',
    )
    expect([found(a.text), found(b.text), found(b.scalar)]).toEqual(['2', undefined, '2'])
    expect([found(inner.members.text.text), found(inner.inner.own)]).toEqual([undefined, '{}'])
    expect(placeOf(list.elements.count).start).toBe(-1)
    endOf('{"a":"1","a":{"a":"2"}}')
    expect(found(a.text)).toBeUndefined()
  })

  it('are kept for the first elements of a list', () => {
    const json = '{"list":["one",{"text":"two"},[null,"three","four"],"five"]}'
    expect(endOf(json)).toBe(json.length)
    expect(placeOf(list.elements.count).start).toBe(3)
    expect([0, 1, 2].map((index) => found(list.elements.first + index))).toEqual(['one', 'two', 'three'])
    endOf('{"list":[]}')
    expect(placeOf(list.elements.count).start).toBe(0)
  })

  it('are not those of keys that only begin or end alike, or are written with escapes', () => {
    endOf('{"":"x","aa":"x","\\u0061":"x","lis":["x"]}')
    expect([found(a.text), placeOf(list.elements.count).present]).toEqual([undefined, false])
  })

  it('of scalars say whether they are true, and which count they are', () => {
    const readings = ['true', 'false', 'null', '0', '1234567', '-7', '7.5', '7e2', '"7"', '[7]'].map(
      (value) => {
        endOf(`{"c":${value}}`)
        return [isTrue(scanner.bytes, placeOf(c.scalar)), countIn(scanner.bytes, placeOf(c.scalar))]
      },
    )
    const none = [false, Number.NaN]
    expect(readings).toEqual([
      [true, Number.NaN],
      none,
      none,
      [false, 0],
      [false, 1_234_567],
      none,
      none,
      none,
      none,
      none,
    ])
  })
})

describe('a shape', () => {
  it('may have keys of up to 32 bytes', () => {
    const key = 'k'.repeat(32)
    const shape = shapeOf((places) => ({ [key]: places.text() }))
    const block = Buffer.from(`{"${key}x":"no","${key.slice(1)}":"no","${key}":"yes"}`)
    const start = scanner.placeText(block, 0, block.length)
    expect(scanner.scan(shape, start, start + block.length)).toBe(start + block.length)
    expect(found(0)).toBe('yes')
    const tooLong = shapeOf((places) => ({ [`${key}k`]: places.text() }))
    expect(() => scanner.scan(tooLong, start, start + block.length)).toThrow('finds no keys such as')
  })
})

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

import type { Random } from './seeded-random.ts'

/** Values that are legal JSON, or nearly, and not what a reader expects. */
const ODD_VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '0.5',
  '1e15',
  '1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '1234567890'.repeat(50),
  'NaN',
  '""',
  '" "',
  '"0"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e\\u001b[2J"',
  '"__proto__"',
  '"constructor"',
  '"2026-13-45T99:99:99.999Z"',
  '"-271822-04-20T00:00:00Z"',
  '"+275760-09-14T00:00:00Z"',
  '[]',
  '[[]]',
  '[null,1,"",{}]',
  '{}',
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
]
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'then',
  '0',
  '\0',
]
const ODD_BYTES: readonly Buffer[] = [
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0x80]),
  // Half of a character, and half of a pair of them.
  Buffer.from([0xe2, 0x82]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from('\r'),
]
const SYNTAX: readonly string[] = '{}[]",:\\0123456789-eE. ntf'.split('')
const LARGE_EVERY = 50
const MOST_LEVELS = 10_000
const LONGEST_TEXT = 100_000

type Damage = (line: Buffer, other: Buffer, random: Random) => Buffer

const DAMAGES: readonly Damage[] = [
  (line, _other, random) => withFlippedBytes(line, random),
  (line, _other, random) => line.subarray(0, random.below(line.length + 1)),
  (line, other, random) =>
    Buffer.concat([line.subarray(0, random.below(line.length)), other.subarray(random.below(other.length))]),
  (line, other) => Buffer.concat([line, other]),
  (line, _other, random) => withInserted(line, random.pick(ODD_BYTES), random),
  (line, _other, random) => withInserted(line, Buffer.from(random.pick(SYNTAX)), random),
  withoutPart,
  (line, _other, random) => withOddValue(line, random.pick(ODD_VALUES), random),
  (line, _other, random) => withOddValue(line, random.pick(ODD_VALUES), random),
  (line, other, random) => withOddValue(line, valueIn(other, random), random),
  withOddKey,
]

/** A line that was damaged in one to three ways, and sometimes made large; `other` may be mixed into it. */
export function damagedLine(line: Buffer, other: Buffer, random: Random): Buffer {
  let damaged = line
  for (let times = 1 + random.below(3); times > 0; times--) {
    damaged = random.pick(DAMAGES)(damaged, other, random)
  }
  return random.below(LARGE_EVERY) === 0 ? withOddValue(damaged, large(random), random) : damaged
}

/** The JSON with so many of its values replaced, here and there; itself where it is no JSON object or array. */
export function damagedValues(text: Buffer, times: number, random: Random): Buffer {
  const tree = parsed(text)
  if (!isContainer(tree)) return text
  const values: string[] = []
  for (let time = 0; time < times; time++) {
    const place = placeIn(tree, random)
    if (!place) break
    const isOwn = random.below(3) === 0
    values.push(isOwn ? ownValue(tree, random) : random.pick(ODD_VALUES))
    place.holder[place.key] = markOf(time)
  }
  return Buffer.from(
    values.reduce(
      (json, value, time) => json.replace(`"${markOf(time)}"`, () => value),
      JSON.stringify(tree),
    ),
  )
}

/** The line with one to four bytes changed. */
export function withFlippedBytes(line: Buffer, random: Random): Buffer {
  const flipped = Buffer.from(line)
  if (line.length === 0) return flipped
  for (let times = 1 + random.below(4); times > 0; times--)
    flipped[random.below(line.length)] = random.below(256)
  return flipped
}

function withInserted(line: Buffer, inserted: Buffer, random: Random): Buffer {
  const at = random.below(line.length + 1)
  return Buffer.concat([line.subarray(0, at), inserted, line.subarray(at)])
}

function withoutPart(line: Buffer, _other: Buffer, random: Random): Buffer {
  const from = random.below(line.length + 1)
  return Buffer.concat([line.subarray(0, from), line.subarray(from + 1 + random.below(40))])
}

/** Deep nesting or a long text, as JSON. */
function large(random: Random): string {
  const levels = 1 + random.below(MOST_LEVELS)
  const kind = random.below(4)
  if (kind === 0) return `${'['.repeat(levels)}${']'.repeat(levels)}`
  if (kind === 1) return `${'{"message":'.repeat(levels)}1${'}'.repeat(levels)}`
  if (kind === 2) return '['.repeat(levels)
  return `"${'\\"{'.repeat(random.below(LONGEST_TEXT / 3))}"`
}

/** The line with one of its JSON values replaced; itself where it is no JSON object or array. */
function withOddValue(line: Buffer, value: string, random: Random): Buffer {
  const tree = parsed(line)
  const place = placeIn(tree, random)
  if (!place) return line
  place.holder[place.key] = markOf(0)
  return Buffer.from(JSON.stringify(tree).replace(`"${markOf(0)}"`, () => value))
}

function withOddKey(line: Buffer, _other: Buffer, random: Random): Buffer {
  const tree = parsed(line)
  const place = placeIn(tree, random)
  if (!place || Array.isArray(place.holder)) return line
  // Defined, not set: setting `__proto__` would change the prototype and leave no key.
  Object.defineProperty(place.holder, random.pick(ODD_KEYS), {
    value: place.holder[place.key],
    enumerable: true,
    configurable: true,
    writable: true,
  })
  if (random.below(2) === 0) delete place.holder[place.key]
  return Buffer.from(JSON.stringify(tree))
}

/** Stands for a value that is no JSON of today's until the rest is written. */
function markOf(time: number): string {
  return `@@value ${time}@@`
}

function valueIn(line: Buffer, random: Random): string {
  return ownValue(parsed(line), random)
}

function ownValue(tree: unknown, random: Random): string {
  const place = placeIn(tree, random)
  return place ? JSON.stringify(place.holder[place.key]) : 'null'
}

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

/** A random field of a JSON value, at any depth. */
function placeIn(tree: unknown, random: Random): Place | undefined {
  let place: Place | undefined
  let node = tree
  while (isContainer(node)) {
    const keys = Object.keys(node)
    if (keys.length === 0) break
    place = { holder: node, key: random.pick(keys) }
    node = node[place.key]
    if (random.below(4) === 0) break
  }
  return place
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
}

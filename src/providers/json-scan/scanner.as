// AssemblyScript: compiled to scanner-module.ts by `npm run generate:scanner`. Memory holds everything: the text, the shapes (see
// shape-tables.ts, which writes them) and the places that are found. All numbers are addresses or counts of bytes.
//
// A field is told of by eight words, an element list by four and a field, an object's shape by a table of fields with keys.
// A place is two words: where a value begins and where it ends. A string's are inside its quotes. -1 stands for none.

const QUOTE: u32 = 0x22
const COMMA: u32 = 0x2c
const ZERO: u32 = 0x30
const COLON: u32 = 0x3a
const OPEN_ARRAY: u32 = 0x5b
const BACKSLASH: u32 = 0x5c
const CLOSE_ARRAY: u32 = 0x5d
const OPEN_OBJECT: u32 = 0x7b
const CLOSE_OBJECT: u32 = 0x7d
const SPACE: u32 = 0x20
/** The first words of `true`, `null` and `false`. */
const TRUE: u32 = 0x65757274
const NULL: u32 = 0x6c6c756e
const FALS: u32 = 0x736c6166

const NONE: i32 = -1
/** What functions return for a text that is broken off or no JSON. No value ends there. */
const BROKEN: usize = 0

/** Words of a field, by their place in it. */
const KEY_LENGTH: usize = 0
const TEXT: usize = 4
const SCALAR: usize = 8
const MEMBERS: usize = 12
const ELEMENTS: usize = 16
const FIRST_STAYS: usize = 20
/** Places of an object and all within it; the last one is its own. */
const INNER: usize = 24
const INNER_BYTES: usize = 28
const KEY: usize = 32
/** A field and a key of at most 32 bytes. */
const FIELD_SHIFT: usize = 6

/** Words of a list. */
const COUNT: usize = 0
const LIST_AT: usize = 4
const STRIDE: usize = 8
const MOST: usize = 12
const ITEM: usize = 16

/** Fields of a shape follow its mask: the number of fields in the table less one. */
const FIELDS: usize = 16

/** Where the text ends: nothing behind it counts. */
let end: usize = 0

/**
 * Reads the object that begins at `start`, and writes the places of what its shape asks for to `places`. Answers where
 * the object ends; 0 where none stands there, or it is not whole.
 */
export function scan(start: usize, endOfText: usize, shape: usize, places: usize, placesBytes: usize): usize {
  end = endOfText
  clear(places, placesBytes)
  return start < end && byteAt(start) == OPEN_OBJECT ? readObject(start, shape, places) : BROKEN
}

function readObject(start: usize, shape: usize, places: usize): usize {
  let at = behindSpaces(start + 1)
  if (byteBefore(at) == CLOSE_OBJECT) return at + 1
  while (true) {
    if (byteBefore(at) != QUOTE) return BROKEN
    const key = at + 1
    at = behindShortString(key)
    if (at == BROKEN) return BROKEN
    const field = findField(shape, key, at - 1 - key)
    at = behindSpaces(at)
    if (byteBefore(at) != COLON) return BROKEN
    at = behindSpaces(at + 1)
    at = field == 0 ? behindValue(at) : readValue(at, field, places)
    if (at == BROKEN) return BROKEN
    at = behindSpaces(at)
    const next = byteBefore(at)
    if (next == CLOSE_OBJECT) return at + 1
    if (next != COMMA) return BROKEN
    at = behindSpaces(at + 1)
  }
  return BROKEN
}

function readValue(start: usize, field: usize, places: usize): usize {
  forget(field, places)
  const first = byteBefore(start)
  if (first == QUOTE) {
    const at = behindShortString(start + 1)
    const text = load<i32>(field + TEXT)
    const isTaken = text != NONE && (load<i32>(field + FIRST_STAYS) == 0 || load<i32>(places + text) == NONE)
    if (at != BROKEN && isTaken) setPlace(places + text, start + 1, at - 1)
    return at
  }
  if (first == OPEN_OBJECT) {
    const shape = <usize>load<u32>(field + MEMBERS)
    if (shape == 0) return behindContainer(start)
    const at = readObject(start, shape, places)
    const bytes = <usize>load<u32>(field + INNER_BYTES)
    if (at != BROKEN && bytes != 0) setPlace(places + load<u32>(field + INNER) + bytes - 8, start, at)
    return at
  }
  if (first == OPEN_ARRAY) {
    const list = <usize>load<u32>(field + ELEMENTS)
    return list == 0 ? behindContainer(start) : readArray(start, list, places)
  }
  const at = behindScalar(start)
  const scalar = load<i32>(field + SCALAR)
  if (at != BROKEN && scalar != NONE) setPlace(places + scalar, start, at)
  return at
}

/** Of two members of one name the last counts: what an earlier one held is forgotten. */
function forget(field: usize, places: usize): void {
  const text = load<i32>(field + TEXT)
  if (text != NONE && load<i32>(field + FIRST_STAYS) == 0) store<i32>(places + text, NONE)
  const scalar = load<i32>(field + SCALAR)
  if (scalar != NONE) store<i32>(places + scalar, NONE)
  const bytes = <usize>load<u32>(field + INNER_BYTES)
  if (bytes != 0) {
    const inner = places + load<u32>(field + INNER)
    if (load<i32>(inner + bytes - 8) != NONE) clear(inner, bytes)
  }
  const list = <usize>load<u32>(field + ELEMENTS)
  if (list != 0 && load<i32>(list + COUNT) != NONE) store<i32>(places + load<i32>(list + COUNT), NONE)
}

/** Reads elements each to places of its own, or (with a stride of 0) all to those of the list's owner. */
function readArray(start: usize, list: usize, places: usize): usize {
  const countAt = load<i32>(list + COUNT)
  const stride = <usize>load<u32>(list + STRIDE)
  const most = load<u32>(list + MOST)
  let to = places + load<u32>(list + LIST_AT)
  let count: u32 = 0
  let at = behindSpaces(start + 1)
  if (byteBefore(at) != CLOSE_ARRAY) {
    while (true) {
      if (count < most) {
        clear(to, stride)
        at = readValue(at, list + ITEM, to)
        to += stride
        count++
      } else at = behindValue(at)
      if (at == BROKEN) return BROKEN
      at = behindSpaces(at)
      const next = byteBefore(at)
      if (next == CLOSE_ARRAY) break
      if (next != COMMA) return BROKEN
      at = behindSpaces(at + 1)
    }
  }
  if (countAt != NONE) store<u32>(places + countAt, count)
  return at + 1
}

/** The field of a key as it is spelt; one that is written with escapes is not known. */
function findField(shape: usize, key: usize, length: usize): usize {
  const mask = load<u32>(shape)
  let index = (<u32>length * 31 + byteAt(key) * 7 + byteAt(key + (length >> 1)) * 3 + byteAt(key + length - 1)) & mask
  while (true) {
    const field = shape + FIELDS + (<usize>index << FIELD_SHIFT)
    const known = load<u32>(field + KEY_LENGTH)
    if (known == 0) return 0
    if (known == <u32>length && isSame(key, field + KEY, length)) return field
    index = (index + 1) & mask
  }
  return 0
}

/** Looks at bytes behind both, which do not count. */
function isSame(one: usize, other: usize, length: usize): bool {
  const first = i8x16.bitmask(i8x16.eq(v128.load(one), v128.load(other)))
  if (length < 16) return (~first & ((1 << <i32>length) - 1)) == 0
  const second = i8x16.bitmask(i8x16.eq(v128.load(one, 16), v128.load(other, 16)))
  return first == 0xffff && (~second & ((1 << (<i32>length - 16)) - 1)) == 0
}

function behindValue(start: usize): usize {
  const first = byteBefore(start)
  if (first == QUOTE) return behindShortString(start + 1)
  return first == OPEN_OBJECT || first == OPEN_ARRAY ? behindContainer(start) : behindScalar(start)
}

/** Steps over brackets of either kind as long as they are balanced. Nothing recurses, so that depth costs nothing. */
function behindContainer(start: usize): usize {
  let depth = 1
  let at = start + 1
  while (at < end) {
    const byte = byteAt(at++)
    if (byte == QUOTE) {
      at = behindShortString(at)
      if (at == BROKEN) return BROKEN
    } else if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
      depth++
    } else if (byte == CLOSE_OBJECT || byte == CLOSE_ARRAY) {
      if (--depth == 0) return at
    }
  }
  return BROKEN
}

/** As `behindString`, which it need not call for most strings: they are short, and nothing in them is escaped. */
@inline
function behindShortString(start: usize): usize {
  const hits = i8x16.bitmask(i8x16.eq(v128.load(start), i8x16.splat(<i8>QUOTE)))
  const quote = start + <usize>ctz(hits)
  return hits != 0 && byteAt(quote - 1) != BACKSLASH && quote < end ? quote + 1 : behindString(start)
}

/** Behind the quote that closes the string whose text starts here. Sixteen bytes are looked at at once; in long texts 64. */
function behindString(start: usize): usize {
  let at = start
  while (at < end) {
    let hits = i8x16.bitmask(likelyEnds(at))
    while (hits != 0) {
      const quote = at + <usize>ctz(hits)
      if (quote >= end) return BROKEN
      if (!isEscaped(start, quote)) return quote + 1
      hits &= hits - 1
    }
    at += 16
    while (at + 64 <= end && !hasLikelyEnd(at)) at += 64
  }
  return BROKEN
}

function hasLikelyEnd(at: usize): bool {
  const first = v128.or(likelyEnds(at), likelyEnds(at + 16))
  const second = v128.or(likelyEnds(at + 32), likelyEnds(at + 48))
  return v128.any_true(v128.or(first, second))
}

/**
 * Quotes, but for those before which one backslash stands alone. That leaves out most of the escaped ones, of which code in
 * a string is full, and none that ends one.
 */
function likelyEnds(at: usize): v128 {
  const slashes = i8x16.splat(<i8>BACKSLASH)
  const before = i8x16.eq(v128.load(at - 1), slashes)
  const twoBefore = i8x16.eq(v128.load(at - 2), slashes)
  return v128.andnot(i8x16.eq(v128.load(at), i8x16.splat(<i8>QUOTE)), v128.andnot(before, twoBefore))
}

/** True where an odd number of backslashes stands before a byte of the text that starts at `start`. */
function isEscaped(start: usize, at: usize): bool {
  let slash = at
  while (slash > start && byteAt(slash - 1) == BACKSLASH) slash--
  return ((at - slash) & 1) == 1
}

/** Behind a number or a literal. */
function behindScalar(start: usize): usize {
  let at = start
  while (at < end && isScalarByte(byteAt(at))) at++
  return isLiteral(start, at) || isNumber(start, at) ? at : BROKEN
}

function isLiteral(start: usize, stop: usize): bool {
  const word = load<u32>(start)
  if (stop - start == 4) return word == TRUE || word == NULL
  return stop - start == 5 && word == FALS && byteAt(start + 4) == 0x65
}

function isNumber(start: usize, stop: usize): bool {
  let at = start < stop && byteAt(start) == 0x2d ? start + 1 : start
  const whole = at
  at = behindDigits(at, stop)
  if (at == whole || (byteAt(whole) == ZERO && at > whole + 1)) return false
  if (at < stop && byteAt(at) == 0x2e) {
    const fraction = at + 1
    at = behindDigits(fraction, stop)
    if (at == fraction) return false
  }
  if (at < stop && (byteAt(at) | 0x20) == 0x65) {
    at++
    if (at < stop && (byteAt(at) == 0x2b || byteAt(at) == 0x2d)) at++
    const exponent = at
    at = behindDigits(exponent, stop)
    if (at == exponent) return false
  }
  return at == stop
}

function behindDigits(start: usize, stop: usize): usize {
  let at = start
  while (at < stop && byteAt(at) - ZERO < 10) at++
  return at
}

/** Letters, digits, `+`, `-` and `.`: what numbers and literals are made of. */
function isScalarByte(byte: u32): bool {
  return byte - ZERO < 10 || byte - 0x61 < 26 || byte == 0x2d || byte == 0x2e || byte == 0x2b || byte == 0x45
}

function behindSpaces(start: usize): usize {
  let at = start
  while (at < end && byteAt(at) <= SPACE) at++
  return at
}

function byteAt(at: usize): u32 {
  return load<u8>(at)
}

/** The byte at a place; 0 behind the end. */
function byteBefore(at: usize): u32 {
  return at < end ? byteAt(at) : 0
}

function setPlace(place: usize, from: usize, to: usize): void {
  store<u32>(place, <u32>from)
  store<u32>(place + 4, <u32>to)
}

function clear(start: usize, bytes: usize): void {
  const stop = start + bytes
  for (let at = start; at < stop; at += 8) store<i64>(at, -1)
}

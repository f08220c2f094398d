/** A field of a message in the wire format of protocol buffers. */
export type WireField =
  | { readonly number: number; readonly kind: 'number'; readonly value: number }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Buffer }

/** More bits than a number holds exactly. */
const MOST_SHIFT = 49

/** The fields of a message, in their order; `undefined` where the bytes are none. Groups are none, either. */
export function wireFields(message: Buffer): readonly WireField[] | undefined {
  const fields: WireField[] = []
  let at = 0
  function varint(): number | undefined {
    let value = 0
    for (let shift = 0; shift <= MOST_SHIFT; shift += 7) {
      const byte = message[at++]
      if (byte === undefined) return undefined
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : undefined
    }
    return undefined
  }
  while (at < message.length) {
    const key = varint()
    if (key === undefined || key < 8) return undefined
    const number = Math.floor(key / 8)
    const type = key % 8
    if (type === 0 || type === 2) {
      const value = varint()
      if (value === undefined) return undefined
      if (type === 0) fields.push({ number, kind: 'number', value })
      else {
        if (value > message.length - at) return undefined
        fields.push({ number, kind: 'bytes', value: message.subarray(at, at + value) })
        at += value
      }
    } else if (type === 1 || type === 5) {
      at += type === 1 ? 8 : 4
      if (at > message.length) return undefined
    } else return undefined
  }
  return fields
}

/** The last number in a field, as readers of the format take it. */
export function numberIn(fields: readonly WireField[], number: number): number | undefined {
  const found = fields.findLast((field) => field.number === number && field.kind === 'number')
  return found?.kind === 'number' ? found.value : undefined
}

/** All values of a field that holds bytes. */
export function bytesIn(fields: readonly WireField[], number: number): readonly Buffer[] {
  return fields.flatMap((field) => (field.number === number && field.kind === 'bytes' ? [field.value] : []))
}

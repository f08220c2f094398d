const TRUE = 0x74
const ZERO = 0x30

/** Where a scan found a value: what it says is another one after each scan. */
export class Place {
  private readonly places: Int32Array
  private readonly index: number

  /** `place`: its number among all. */
  constructor(places: Int32Array, place: number) {
    this.places = places
    this.index = 2 * place
  }

  /** Index of the value's first byte; of a string, behind its quote. -1 where there is none. */
  get start(): number {
    return this.places[this.index] ?? -1
  }

  /** Index behind its last byte. */
  get end(): number {
    return this.places[this.index + 1] ?? -1
  }

  get present(): boolean {
    return this.start >= 0
  }
}

export function isTrue(bytes: Uint8Array, scalar: Place): boolean {
  return scalar.present && bytes[scalar.start] === TRUE
}

/** A whole number that is not negative; `NaN` for any other value, or none. */
export function countIn(bytes: Uint8Array, scalar: Place): number {
  const { start, end } = scalar
  if (start < 0) return Number.NaN
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

import type { JsonScanner } from '../json-scan/json-scanner.ts'
import { instantOf, textOf } from '../json-scan/texts.ts'
import type { WordTable } from '../json-scan/word-table.ts'
import { ROLLOUT } from './rollout-shape.ts'

const ZERO = 0x30

interface Text {
  readonly text: number
}
interface Scalar {
  readonly scalar: number
}

/** A line as a scan found it: what stands where. Says something else after each scan. */
export class ScannedLine {
  private readonly scanner: JsonScanner

  constructor(scanner: JsonScanner) {
    this.scanner = scanner
  }

  /** False where the line is anything but one whole object. */
  read(block: Buffer, start: number, end: number): boolean {
    const { scanner } = this
    const from = scanner.placeText(block, start, end)
    if (from < 0) return false
    const to = from + end - start
    const behind = scanner.scan(ROLLOUT, from, to)
    return behind > 0 && scanner.behindSpaces(behind, to) === to
  }

  has(place: number): boolean {
    return this.startOf(place) >= 0
  }

  /** `undefined` where there is none, or an empty one. */
  text({ text }: Text): string | undefined {
    return textOf(this.scanner.bytes, this.span(text)) || undefined
  }

  word<Value>({ text }: Text, table: WordTable<Value>): Value | undefined {
    return this.has(text) ? table.find(this.scanner.bytes, this.span(text)) : undefined
  }

  /** Epoch milliseconds; `undefined` for a text that is no time. */
  instant({ text }: Text): number | undefined {
    const at = instantOf(this.scanner.bytes, this.span(text))
    return at >= 0 ? at : undefined
  }

  /** `undefined` where there is none; `NaN` for `null`, `true` and `false`. */
  number({ scalar }: Scalar): number | undefined {
    const start = this.startOf(scalar)
    const end = this.endOf(scalar)
    if (start < 0) return undefined
    const { bytes } = this.scanner
    let value = 0
    for (let at = start; at < end; at++) {
      const digit = (bytes[at] ?? 0) - ZERO
      if (digit < 0 || digit > 9) return Number(bytes.toString('latin1', start, end))
      value = value * 10 + digit
    }
    return value
  }

  isFalse({ scalar }: Scalar): boolean {
    return this.has(scalar) && this.scanner.bytes[this.startOf(scalar)] === 0x66
  }

  includes({ text }: Text, bytes: Buffer): boolean {
    return this.has(text) && this.scanner.bytes.subarray(this.startOf(text), this.endOf(text)).includes(bytes)
  }

  /** The beginning of a string as it is spelt, from its opening quote on, as Latin-1. */
  spellingStart({ text }: Text, bytes: number): string {
    const start = this.startOf(text) - 1
    return this.scanner.bytes.toString('latin1', start, Math.min(start + bytes, this.endOf(text) + 1))
  }

  /** The end of a string as it is spelt, up to its closing quote. */
  spellingEnd({ text }: Text, bytes: number): string {
    const end = this.endOf(text) + 1
    return this.scanner.bytes.toString('latin1', Math.max(this.startOf(text) - 1, end - bytes), end)
  }

  /** How many elements a list has, as far as they are kept. */
  countOf(list: { readonly count: number }): number {
    return Math.max(0, this.startOf(list.count))
  }

  private startOf(place: number): number {
    return this.scanner.places[2 * place] ?? -1
  }

  private endOf(place: number): number {
    return this.scanner.places[2 * place + 1] ?? -1
  }

  private span(place: number) {
    const start = this.startOf(place)
    return { start, end: this.endOf(place), present: start >= 0 }
  }
}

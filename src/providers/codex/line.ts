import { instantOf } from './instants.ts'
import { parseJson } from './json.ts'

/** Longest line that is parsed whole. Longer ones hold pictures or replaced histories, never a count. */
export const MAX_PARSED_BYTES = 8 * 1024 * 1024

/** Long enough for the envelope, the ids of an item and the first words of a tool's output. */
const HEAD_BYTES = 480

const CARRIAGE_RETURN = 13
const CLOSING_BRACE = 125

/** Some bytes of a line as Latin-1, one character a byte: good for ids, never for a person's text. */
export interface Window {
  readonly text: string
  /** Where in the line the text begins. */
  readonly from: number
}

/** One line of a rollout, still in the reader's buffer. Lives no longer than the call that reads it. */
export class Line {
  readonly head: Window
  readonly byteLength: number
  readonly #block: Buffer
  readonly #start: number
  readonly #end: number

  constructor(block: Buffer, start: number, end: number) {
    const trimmed = end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end
    this.#block = block
    this.#start = start
    this.#end = trimmed
    this.byteLength = trimmed - start
    this.head = this.#window(0, HEAD_BYTES)
  }

  /** True where the line ends as every enveloped record does: payload and envelope closed. */
  get endsWithTwoBraces(): boolean {
    return this.#block[this.#end - 1] === CLOSING_BRACE && this.#block[this.#end - 2] === CLOSING_BRACE
  }

  /** The first bytes of the line, at least as many as the head's. */
  opening(length: number): Window {
    return this.head.text.length === this.byteLength ? this.head : this.#window(0, length)
  }

  /** The last bytes of the line. */
  ending(length: number): Window {
    return this.head.text.length === this.byteLength
      ? this.head
      : this.#window(Math.max(0, this.byteLength - length), length)
  }

  #window(from: number, length: number): Window {
    const start = this.#start + from
    return { text: this.#block.toString('latin1', start, Math.min(start + length, this.#end)), from }
  }

  /**
   * The string that follows `field` (written with its colon and opening quote) in a window: an id, a word.
   * Copied from the buffer, because a slice of the window would keep the whole window alive.
   */
  word(window: Window, field: string, from = 0): string | undefined {
    const at = window.text.indexOf(field, from)
    const end = at < 0 ? -1 : window.text.indexOf('"', at + field.length)
    if (end < 0) return undefined
    const base = this.#start + window.from
    return this.#block.toString('latin1', base + at + field.length, base + end)
  }

  /** Bytes `[from, to)` of the line, as UTF-8 text. */
  text(from: number, to: number): string {
    return this.#block.toString('utf8', this.#start + from, Math.min(this.#start + to, this.#end))
  }

  /** The whole line, parsed; `undefined` where it is not JSON or longer than we parse. */
  json(): unknown {
    if (this.byteLength > MAX_PARSED_BYTES) return undefined
    return parseJson(this.text(0, this.byteLength))
  }
}

const TIMESTAMP = '{"timestamp":"'
/** Records that one broken line is searched for. */
const MAX_PIECES = 16

/** Where records begin in a line, its start included. Unescaped, these bytes cannot be part of a text. */
export function recordStarts(block: Buffer, start: number, end: number): readonly number[] {
  const line = block.subarray(start, end)
  const starts = [start]
  for (let at = line.indexOf(TIMESTAMP, 1); at >= 0 && starts.length < MAX_PIECES; ) {
    starts.push(start + at)
    at = line.indexOf(TIMESTAMP, at + 1)
  }
  return starts
}

/** What stands around the payload of every record since 0.3x. */
export interface Envelope {
  /** Epoch milliseconds; `undefined` where the record's time cannot be read. */
  readonly at: number | undefined
  /** Place in the thread's history; written since paginated history (0.150). */
  readonly ordinal: number | undefined
  readonly type: string
  /** `payload.type`, where it comes first, as Codex writes it; else empty. */
  readonly payloadType: string
}

const ORDINAL = ',"ordinal":'
const TYPE = ',"type":"'
const PAYLOAD = ',"payload":{'
const PAYLOAD_TYPE = '"type":"'

/**
 * Reads the envelope in the order in which Codex writes it: timestamp, ordinal, type, payload.
 * `undefined` for any other order, which is as valid and costs a full parse.
 */
export function readEnvelope(head: string): Envelope | undefined {
  if (!head.startsWith(TIMESTAMP)) return undefined
  const timestampEnd = head.indexOf('"', TIMESTAMP.length)
  let at = timestampEnd + 1
  let ordinal: number | undefined
  if (head.startsWith(ORDINAL, at)) {
    const ordinalEnd = head.indexOf(',', at + ORDINAL.length)
    ordinal = Number(head.slice(at + ORDINAL.length, ordinalEnd))
    if (!Number.isSafeInteger(ordinal)) return undefined
    at = ordinalEnd
  }
  if (!head.startsWith(TYPE, at)) return undefined
  const typeEnd = head.indexOf('"', at + TYPE.length)
  if (typeEnd < 0 || !head.startsWith(PAYLOAD, typeEnd + 1)) return undefined
  return {
    at: instantOf(head.slice(TIMESTAMP.length, timestampEnd)),
    ordinal,
    type: head.slice(at + TYPE.length, typeEnd),
    payloadType: payloadTypeAt(head, typeEnd + 1 + PAYLOAD.length),
  }
}

function payloadTypeAt(head: string, from: number): string {
  if (!head.startsWith(PAYLOAD_TYPE, from)) return ''
  const end = head.indexOf('"', from + PAYLOAD_TYPE.length)
  return end < 0 ? '' : head.slice(from + PAYLOAD_TYPE.length, end)
}

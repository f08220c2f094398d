import { readSync } from 'node:fs'
import type { LineOutcome } from '../../shared/domain/transcript.ts'
import { JsonScanner, LONGEST_TEXT } from '../../providers/json-scan/json-scanner.ts'
import type { LineParser } from '../../providers/provider.ts'
import type { SkippedLines, SkipReason } from '../store/index-types.ts'
import { TAIL_BYTES } from './fingerprint.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const CLOSING_BRACE = 0x7d
const FIRST_BLOCK = 512 << 10
/** Read at once: little enough to be still in the processor's cache when it is parsed. */
const READ_BYTES = 256 << 10
/** A longer line is handed over as its two ends; no memory beyond this is ever taken for one. */
const LONGEST_LINE = LONGEST_TEXT
const END_PIECE = 256 << 10
/** A last line without a line feed is only tried as a whole record up to here. */
const LONGEST_TAIL = 8 << 20
const NOTHING = Buffer.alloc(0)

export interface ReadResult {
  /** Offset behind the last line that was handed over. */
  readonly end: number
  /** The last bytes before `end`, as far as they were read now; at most `TAIL_BYTES`. */
  readonly tail: Buffer
  readonly bytesRead: number
  readonly lines: number
  readonly skipped: SkippedLines
}

const REASONS: Readonly<Record<Exclude<LineOutcome, 'used'>, SkipReason>> = {
  ignored: 'not relevant',
  unknown: 'unknown type',
  malformed: 'malformed',
}

/**
 * Reads a file's lines from an offset on, in big blocks into one buffer that serves all files. The buffer grows to the
 * longest line; `shrink` gives that memory back.
 * Only 0x0A ends a line. Bytes behind the last line feed stay for the next time, unless they are a whole record:
 * the beginning of a JSON object is never an object itself, so what parses is complete.
 */
export class LineReader {
  /** Its block lies in the memory of a scanner, so that parsers scan lines where they are. */
  private memory = new JsonScanner()
  private block = this.memory.block(FIRST_BLOCK)
  /** Of the lines that are handed over: where the block begins in the file, and whether it holds the two ends of a line. */
  private handed = { blockAt: 0, isCut: false }

  get scanner(): JsonScanner {
    return this.memory
  }

  /** For a parser, within its `line`: where the line stands in the file, by its place in the block. */
  placeOf(start: number): { readonly offset: number; readonly isCut: boolean } {
    return { offset: this.handed.blockAt + start, isCut: this.handed.isCut }
  }

  read(fd: number, offset: number, parser: LineParser): ReadResult {
    const from = behindLineEnd(fd, offset)
    const counter = new LineCounter(parser)
    let position = from
    let filled = 0
    /** Where the line that is not finished yet begins in the file. */
    let lineStart = from
    /** Kept beginning of a line that is longer than the buffer may grow. */
    let head: Buffer | undefined
    let tail: Buffer = NOTHING
    for (;;) {
      if (filled === this.block.length && !this.grow()) {
        head ??= Buffer.from(this.block.subarray(0, END_PIECE))
        this.block.copyWithin(0, filled - END_PIECE, filled)
        filled = END_PIECE
      }
      const room = Math.min(READ_BYTES, this.block.length - filled)
      const got = readSync(fd, this.block, filled, room, position)
      if (got === 0) break
      const unsearched = filled
      filled += got
      position += got
      const last = this.block.subarray(unsearched, filled).lastIndexOf(LINE_FEED)
      if (last < 0) continue
      let start = 0
      if (head) {
        start = this.block.indexOf(LINE_FEED, unsearched) + 1
        this.handed = { blockAt: lineStart, isCut: true }
        counter.longLine(head, this.block.subarray(Math.max(0, start - 1 - END_PIECE), start - 1))
        head = undefined
      }
      const end = unsearched + last + 1
      this.handed = { blockAt: position - filled, isCut: false }
      counter.lines(this.block, start, end)
      tail = this.tailBefore(end)
      this.block.copyWithin(0, end, filled)
      filled -= end
      lineStart = position - filled
    }
    if (!head && filled > 0 && this.isWholeRecord(filled)) {
      this.handed = { blockAt: position - filled, isCut: false }
      counter.line(this.block, 0, filled)
      tail = this.tailBefore(filled)
      lineStart = position
    }
    return {
      end: lineStart,
      tail,
      bytesRead: position - from,
      lines: counter.total,
      skipped: counter.skipped,
    }
  }

  /** For the end of a scan, not of a file: memory that is taken anew costs more than reading into it. */
  shrink(): void {
    if (this.block.length === FIRST_BLOCK) return
    this.memory = new JsonScanner()
    this.block = this.memory.block(FIRST_BLOCK)
  }

  private tailBefore(end: number): Buffer {
    return Buffer.from(this.block.subarray(Math.max(0, end - TAIL_BYTES), end))
  }

  private grow(): boolean {
    if (this.block.length >= LONGEST_LINE) return false
    this.block = this.memory.block(this.block.length * 2)
    return true
  }

  private isWholeRecord(length: number): boolean {
    if (length > LONGEST_TAIL || this.block[length - 1] !== CLOSING_BRACE) return false
    try {
      JSON.parse(this.block.toString('utf8', 0, length))
      return true
    } catch {
      return false
    }
  }
}

/**
 * The offset itself, or behind the line end there of a record that was read before it had one: such a line feed ends
 * no line of its own.
 */
function behindLineEnd(fd: number, offset: number): number {
  if (offset === 0) return 0
  const around = Buffer.alloc(3)
  const [before, first, second] = around.subarray(0, readSync(fd, around, 0, around.length, offset - 1))
  if (before === LINE_FEED) return offset
  if (first === LINE_FEED) return offset + 1
  return first === CARRIAGE_RETURN && second === LINE_FEED ? offset + 2 : offset
}

/** Hands lines to a parser and counts what becomes of them. */
class LineCounter {
  total = 0
  readonly skipped: SkippedLines = {}
  private readonly parser: LineParser

  constructor(parser: LineParser) {
    this.parser = parser
  }

  /** All lines of `block[start, end)`, which ends with a line feed. */
  lines(block: Buffer, start: number, end: number): void {
    for (let from = start; from < end; ) {
      const to = block.indexOf(LINE_FEED, from)
      this.line(block, from, to)
      from = to + 1
    }
  }

  line(block: Buffer, start: number, end: number): void {
    this.total++
    const to = end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end
    if (to === start) return this.skip('empty')
    const outcome = this.parser.line(block, start, to)
    if (outcome !== 'used') this.skip(REASONS[outcome])
  }

  /** A line too long to hold: its ends often tell all that counts (ids and usage stand there). */
  longLine(head: Buffer, tail: Buffer): void {
    this.total++
    const ends = Buffer.concat([head, tail])
    const outcome = this.parser.line(ends, 0, ends.length)
    if (outcome !== 'used') this.skip(outcome === 'ignored' ? 'not relevant' : 'too long')
  }

  private skip(reason: SkipReason): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1
  }
}

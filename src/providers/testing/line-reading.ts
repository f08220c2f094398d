import type { LineOutcome } from '../../shared/domain/transcript.ts'
import type { Provider, TranscriptRef } from '../provider.ts'
import { type Recording, recordingSink } from './recording-sink.ts'

/** What stands in a block before and behind a line. */
export interface Surroundings {
  readonly before: Buffer
  readonly behind: Buffer
}

const NOTHING_AROUND: Surroundings = { before: Buffer.alloc(0), behind: Buffer.alloc(0) }

/** What a line became: its outcome and the calls that it caused. */
export interface ReadLine {
  readonly outcome: LineOutcome
  readonly calls: Recording['calls']
}

/** A parser with a recording of what it tells. */
export interface RecordedParser {
  readonly recording: Recording
  /** Reads the line `block[start, end)`. */
  readIn(block: Buffer, start: number, end: number): ReadLine
  read(line: Buffer, around?: Surroundings): ReadLine
  /** The checkpoint as it is stored: JSON. */
  checkpoint(): string
}

/** `checkpoint` is JSON, as `RecordedParser.checkpoint` gives it. */
export function recordedParser(provider: Provider, ref: TranscriptRef, checkpoint?: string): RecordedParser {
  const { sink, recording } = recordingSink()
  const state: unknown = checkpoint === undefined ? undefined : JSON.parse(checkpoint)
  const parser = provider.parser(ref, sink, state)
  function readIn(block: Buffer, start: number, end: number): ReadLine {
    const callsBefore = recording.calls.length
    const outcome = parser.line(block, start, end)
    return { outcome, calls: recording.calls.slice(callsBefore) }
  }
  function read(line: Buffer, { before, behind } = NOTHING_AROUND): ReadLine {
    return readIn(Buffer.concat([before, line, behind]), before.length, before.length + line.length)
  }
  return { recording, readIn, read, checkpoint: () => JSON.stringify(parser.checkpoint()) }
}

/** Reads whole lines from the first on. */
export function readLines(
  provider: Provider,
  ref: TranscriptRef,
  lines: readonly Buffer[],
  around?: Surroundings,
): readonly ReadLine[] {
  const parser = recordedParser(provider, ref)
  return lines.map((line) => parser.read(line, around))
}

export function callsOf(read: readonly ReadLine[]): Recording['calls'] {
  return read.flatMap(({ calls }) => calls)
}

import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { callsOf, readLines, recordedParser, type Surroundings } from './line-reading.ts'
import { complaintsAbout } from './plausible-calls.ts'
import { recordingSink } from './recording-sink.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const OUTCOMES = ['used', 'ignored', 'unknown', 'malformed']

/** Bytes that would change what a line says, were they taken for a part of it. */
const SURROUNDINGS: readonly (Surroundings & { readonly what: string })[] = [
  { what: 'zeros', before: Buffer.alloc(64), behind: Buffer.alloc(64) },
  { what: 'records', before: Buffer.from('{"type":"'), behind: Buffer.from('"}]}}\n{"type":"') },
  { what: 'digits', before: Buffer.from('1'.repeat(40)), behind: Buffer.from('9'.repeat(40)) },
]

const FOREIGN_CHECKPOINTS: readonly unknown[] = [null, 0, '', 'checkpoint', [], {}, { format: 'another-1' }]

/** What holds for transcripts as the assistant wrote them. */
export function describeReading(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it('tell what counts', () => {
    const read = transcripts.flatMap(({ ref, lines }) => readLines(provider, ref, lines))
    const told = new Set(callsOf(read).map(([method]) => method))
    expect(read.some(({ outcome }) => outcome === 'used')).toBe(true)
    expect(told.has('response') || told.has('text'), 'tells tokens, or text to count').toBe(true)
  })

  it('are refused with a checkpoint that is not their own', () => {
    const ref = { sessionId: undefined, subagentOf: undefined }
    const own = recordedParser(provider, ref).checkpoint()
    // A parser that remembers nothing has nothing to refuse.
    if (own === 'null') return
    for (const checkpoint of FOREIGN_CHECKPOINTS) {
      const text = JSON.stringify(checkpoint)
      expect(() => recordedParser(provider, ref, text), text).toThrow(Error)
    }
  })

  describe.each(transcripts)('reading $name', (transcript) => {
    describeLines(provider, transcript)
    describeResuming(provider, transcript)
    describeBlocks(provider, transcript)
  })
}

function describeLines(provider: Provider, { ref, lines }: TranscriptFixture): void {
  it('gives every line one of the four outcomes', () => {
    const read = readLines(provider, ref, lines)
    const counts = OUTCOMES.map((outcome) => read.filter((line) => line.outcome === outcome).length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lines.length)
  })

  it('tells only what a receiver can store', () => {
    expect(complaintsAbout(callsOf(readLines(provider, ref, lines)))).toEqual([])
  })

  it('says the same each time', () => {
    expect(readLines(provider, ref, lines)).toStrictEqual(readLines(provider, ref, lines))
  })
}

function describeResuming(provider: Provider, { ref, lines }: TranscriptFixture): void {
  it('says the same when a parser goes on from a checkpoint behind any line', () => {
    const whole = readLines(provider, ref, lines)
    const parser = recordedParser(provider, ref)
    const differing = lines.flatMap((line, index) => {
      parser.read(line)
      const later = recordedParser(provider, ref, parser.checkpoint())
      const rest = lines.slice(index + 1).map((line) => later.read(line))
      const isSame = isDeepStrictEqual(rest, whole.slice(index + 1))
      const isSilentBefore = later.recording.calls.length === callsOf(rest).length
      return isSame && isSilentBefore ? [] : [index + 1]
    })
    expect(differing, 'numbers of the lines behind which it differs').toEqual([])
  })

  it('says the same when a parser of its own reads each line', () => {
    let checkpoint = recordedParser(provider, ref).checkpoint()
    const read = lines.map((line) => {
      const parser = recordedParser(provider, ref, checkpoint)
      const result = parser.read(line)
      checkpoint = parser.checkpoint()
      return result
    })
    expect(read).toStrictEqual(readLines(provider, ref, lines))
  })

  it('gives checkpoints that later lines leave alone', () => {
    const parser = provider.parser(ref, recordingSink().sink)
    const taken = lines.map((line) => {
      parser.line(Buffer.from(line), 0, line.length)
      const checkpoint = parser.checkpoint()
      return { checkpoint, text: JSON.stringify(checkpoint) }
    })
    const changed = taken.filter(({ checkpoint, text }) => JSON.stringify(checkpoint) !== text)
    expect(changed).toEqual([])
  })
}

function describeBlocks(provider: Provider, { ref, lines }: TranscriptFixture): void {
  it.each(SURROUNDINGS)('takes nothing of the $what around a line', (around) => {
    expect(readLines(provider, ref, lines, around)).toStrictEqual(readLines(provider, ref, lines))
  })

  it('neither changes the block nor needs it after the call', () => {
    const block = Buffer.alloc(Math.max(...lines.map((line) => line.length)))
    const parser = recordedParser(provider, ref)
    const read = lines.map((line) => {
      line.copy(block)
      const result = parser.readIn(block, 0, line.length)
      expect(block.subarray(0, line.length).equals(line), 'the block is as it was').toBe(true)
      block.fill(0)
      return result
    })
    expect(read).toStrictEqual(readLines(provider, ref, lines))
  })
}

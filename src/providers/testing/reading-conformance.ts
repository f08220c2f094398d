import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { callsOf, type ReadLine, readLines, recordedParser, type Surroundings } from './line-reading.ts'
import { implausibility } from './plausible-calls.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const OUTCOMES = ['used', 'ignored', 'unknown', 'malformed']

/** Bytes that would change what a line says, were they taken for a part of it. */
const SURROUNDINGS: readonly (Surroundings & { readonly what: string })[] = [
  { what: 'zeros', before: Buffer.alloc(64), behind: Buffer.alloc(64) },
  { what: 'JSON', before: Buffer.from('{"type":"'), behind: Buffer.from('"}]}}\n{"type":"') },
  { what: 'digits', before: Buffer.from('1'.repeat(40)), behind: Buffer.from('9'.repeat(40)) },
]

const FOREIGN_CHECKPOINTS: readonly unknown[] = [null, 0, '', 'checkpoint', [], {}, { format: 'another-1' }]

/** What holds for transcripts as the assistant wrote them. */
export function describeReading(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it('recognises and understands its fixtures', () => {
    const read = transcripts.flatMap(({ ref, lines }) => readLines(provider, ref, lines))
    const told = new Set(callsOf(read).map(([method]) => method))
    expect(read.some(({ outcome }) => outcome === 'used')).toBe(true)
    expect([...told]).toEqual(expect.arrayContaining(['seen', 'prompt', 'phase']))
    expect(told.has('response') || told.has('text')).toBe(true)
  })

  it.each(transcripts)('reads $name like any receiver, any part and any block would have it', (transcript) => {
    const whole = readLines(provider, transcript.ref, transcript.lines)
    expectPlausible(whole)
    expect(readLines(provider, transcript.ref, transcript.lines), 'read once more').toStrictEqual(whole)
    expectResumable(provider, transcript, whole)
    expectNothingAround(provider, transcript, whole)
    expectFreeOfBlock(provider, transcript, whole)
  })

  it.each(FOREIGN_CHECKPOINTS)('refuses the checkpoint %j, which is not its own', (checkpoint) => {
    const ref = { sessionId: undefined, subagentOf: undefined }
    expect(() => recordedParser(provider, ref, JSON.stringify(checkpoint))).toThrow()
  })
}

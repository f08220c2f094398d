import { expect, it } from 'vitest'
import type { Provider, TranscriptRef } from '../provider.ts'
import { damagedLine } from './damaged-lines.ts'
import { MUTATIONS, MUTATIONS_SEED, MUTATIONS_TIMEOUT_MS, quickly, shownRecord } from './mutations.ts'
import { complainingSink } from './plausible-calls.ts'
import { recordingSink } from './recording-sink.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

/** One in so many lines stays whole, so that the parser has something in mind when the next damaged one comes. */
const WHOLE_EVERY = 4
/** A parser is replaced behind one in so many lines by one that goes on from its checkpoint. */
const RESUMED_EVERY = 10

/** What a parser makes of many lines that no assistant would write. */
export function describeLineMutations(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it(`neither throws nor dawdles nor tells nonsense on ${MUTATIONS} damaged lines`, {
    timeout: MUTATIONS_TIMEOUT_MS,
  }, () => {
    const random = seededRandom(MUTATIONS_SEED)
    const filled = transcripts.filter(({ lines }) => lines.length > 0)
    let left = MUTATIONS
    while (left > 0) left -= readDamaged(provider, filled, random)
    expect('polluted' in {}, 'the prototype of all objects is as it was').toBe(false)
  })
}

/** Reads one of the transcripts with most of its lines damaged; gives how many were. */
function readDamaged(provider: Provider, transcripts: readonly TranscriptFixture[], random: Random): number {
  const { ref, lines } = random.pick(transcripts)
  const complaints: string[] = []
  const sink = complainingSink(complaints)
  const behind: Buffer[] = []
  let parser = provider.parser(ref, sink)
  let damaged = 0
  for (const line of lines) {
    const isWhole = random.below(WHOLE_EVERY) === 0
    const read = isWhole ? line : damagedLine(line, random.pick(random.pick(transcripts).lines), random)
    if (!isWhole) damaged++
    try {
      quickly(
        () => void parser.line(read, 0, read.length),
        () => readingBehind(provider, ref, behind, read),
        () => `the line ${shownRecord(read)}`,
      )
      if (random.below(RESUMED_EVERY) === 0) {
        parser = provider.parser(ref, sink, JSON.parse(JSON.stringify(parser.checkpoint())))
      }
    } catch (cause) {
      throw new Error(`fails at the line ${shownRecord(read)}`, { cause })
    }
    if (complaints.length > 0)
      throw new Error(`${complaints.join('\n')}\ntold of the line ${shownRecord(read)}`)
    behind.push(read)
  }
  return damaged
}

/** Reads a line with a parser of its own that has read the lines before it. */
function readingBehind(
  provider: Provider,
  ref: TranscriptRef,
  before: readonly Buffer[],
  line: Buffer,
): () => void {
  const parser = provider.parser(ref, recordingSink().sink)
  for (const earlier of before) parser.line(earlier, 0, earlier.length)
  return () => void parser.line(line, 0, line.length)
}

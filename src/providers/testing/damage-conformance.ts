import { expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { damagedLine, withFlippedBytes } from './damaged-lines.ts'
import { type RecordedParser, recordedParser } from './line-reading.ts'
import { complainingSink, complaintsAbout } from './plausible-calls.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const SEED = 20_261_121
const PLACES_A_LINE = 20
/** `MUTATIONS=1000000` searches longer. */
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 20_000)
/** Many times what it takes on a busy machine: only a parser that hangs, or nearly does, needs longer. */
const TIMEOUT_MS = 60_000 * Math.max(1, MUTATIONS / 20_000)
/** One in so many lines stays whole, so that the parser has something in mind when the next damaged one comes. */
const WHOLE_EVERY = 4
/** A parser is replaced behind one in so many lines by one that goes on from its checkpoint. */
const RESUMED_EVERY = 10

/** What holds whatever became of a transcript's lines. */
export function describeDamage(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it.each(transcripts)('reads lines of $name that are cut short, and only up to the cut', (transcript) => {
    const random = seededRandom(SEED)
    forEachLine(provider, transcript, (line, parserBefore) => {
      const lengths = Array.from({ length: PLACES_A_LINE }, () => random.below(line.length))
      const alone = parserBefore()
      const read = lengths.map((length) => alone.read(line.subarray(0, length)))
      const inBlock = parserBefore()
      expect(lengths.map((length) => inBlock.readIn(Buffer.from(line), 0, length))).toStrictEqual(read)
      expect(complaintsAbout(alone.recording.calls)).toEqual([])
    })
  })

  it.each(transcripts)('reads lines of $name with wrong bytes', (transcript) => {
    const random = seededRandom(SEED)
    forEachLine(provider, transcript, (line, parserBefore) => {
      const parser = parserBefore()
      for (let place = 0; place < PLACES_A_LINE; place++) parser.read(withFlippedBytes(line, random))
      expect(complaintsAbout(parser.recording.calls)).toEqual([])
    })
  })

  it(`neither throws nor hangs nor tells nonsense on ${MUTATIONS} damaged lines`, {
    timeout: TIMEOUT_MS,
  }, () => {
    const random = seededRandom(SEED)
    const filled = transcripts.filter(({ lines }) => lines.length > 0)
    let left = MUTATIONS
    while (left > 0) left -= readDamaged(provider, filled, random)
    expect('polluted' in {}, 'the prototype of all objects is as it was').toBe(false)
  })
}

/** Gives each line with parsers that have read the lines before it. */
function forEachLine(
  provider: Provider,
  { ref, lines }: TranscriptFixture,
  check: (line: Buffer, parserBefore: () => RecordedParser) => void,
): void {
  const parser = recordedParser(provider, ref)
  for (const line of lines) {
    const checkpoint = parser.checkpoint()
    check(line, () => recordedParser(provider, ref, checkpoint))
    parser.read(line)
  }
}

/** Reads one of the transcripts with most of its lines damaged; gives how many were. */
function readDamaged(provider: Provider, transcripts: readonly TranscriptFixture[], random: Random): number {
  const { ref, lines } = random.pick(transcripts)
  const complaints: string[] = []
  const sink = complainingSink(complaints)
  let parser = provider.parser(ref, sink)
  let damaged = 0
  for (const line of lines) {
    const isWhole = random.below(WHOLE_EVERY) === 0
    const read = isWhole ? line : damagedLine(line, random.pick(random.pick(transcripts).lines), random)
    if (!isWhole) damaged++
    try {
      parser.line(Buffer.from(read), 0, read.length)
      if (random.below(RESUMED_EVERY) === 0) {
        parser = provider.parser(ref, sink, JSON.parse(JSON.stringify(parser.checkpoint())))
      }
    } catch (cause) {
      throw new Error(`throws on the line ${shown(read)}`, { cause })
    }
    if (complaints.length > 0) throw new Error(`${complaints.join('\n')}\ntold of the line ${shown(read)}`)
  }
  return damaged
}

/** Enough of a line to repeat what happened, in characters that a terminal can show. */
function shown(line: Buffer): string {
  return JSON.stringify(line.toString('latin1', 0, 4000))
}

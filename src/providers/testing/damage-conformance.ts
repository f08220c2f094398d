import { expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { withFlippedBytes } from './damaged-lines.ts'
import { type RecordedParser, recordedParser } from './line-reading.ts'
import { MUTATIONS_SEED } from './mutations.ts'
import { complaintsAbout } from './plausible-calls.ts'
import { seededRandom } from './seeded-random.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const PLACES_A_LINE = 20

/** What holds whatever became of a transcript's lines. */
export function describeDamage(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it.each(transcripts)('reads lines of $name that are cut short, and only up to the cut', (transcript) => {
    const random = seededRandom(MUTATIONS_SEED)
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
    const random = seededRandom(MUTATIONS_SEED)
    forEachLine(provider, transcript, (line, parserBefore) => {
      const parser = parserBefore()
      for (let place = 0; place < PLACES_A_LINE; place++) parser.read(withFlippedBytes(line, random))
      expect(complaintsAbout(parser.recording.calls)).toEqual([])
    })
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

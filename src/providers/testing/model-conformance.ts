import { expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { withFlippedBytes } from './damaged-lines.ts'
import { documentFixtures, readDocument } from './document-fixtures.ts'
import { callsOf, readLines } from './line-reading.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const IDS = 500
/** Occupancies around the windows of today's models, and beyond. */
const USED: readonly number[] = [0, 1, 127_999, 200_000, 200_001, 1_000_000, 1_000_001, 5_000_000]
const ODD_IDS: readonly string[] = [
  '',
  ' ',
  'unknown',
  '<synthetic>',
  '__proto__',
  'constructor',
  'toString',
  '/',
  '-',
  ':',
  '[1m]',
  'anthropic/',
  'us.anthropic.',
  'gpt-',
  'claude-',
  'gemini-',
  '../model',
  'a\0b',
  '\ud800',
  '模型',
  '-'.repeat(10_000),
  'a/'.repeat(10_000),
]

/** What a provider says of the context windows of models, known and unknown ones. */
export function describeModels(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  it(`knows no window or a possible one for each of ${IDS} ids, and none that was already outgrown`, () => {
    const random = seededRandom(IDS)
    const known = knownModels(provider, transcripts)
    const ids = [...known, ...ODD_IDS]
    while (ids.length < IDS) ids.push(oddId(random.pick(known), random))
    const impossible = ids.flatMap((id) =>
      USED.flatMap((used) => {
        const window = provider.modelWindow(id, used)
        const isPossible =
          !window || (Number.isSafeInteger(window.tokens) && window.tokens > 0 && window.tokens >= used)
        return isPossible ? [] : [{ id, used, window }]
      }),
    )
    expect(impossible).toEqual([])
  })
}

function knownModels(provider: Provider, transcripts: readonly TranscriptFixture[]): readonly string[] {
  const growing = transcripts.filter(({ ref }) => ref.form !== 'document')
  const calls = [
    ...growing.flatMap(({ ref, lines }) => callsOf(readLines(provider, ref, lines))),
    ...documentFixtures(provider, transcripts).flatMap(({ reader, file }) =>
      readDocument(reader, file).flatMap((told) => told.calls),
    ),
  ]
  const told = calls.flatMap(([method, model]) => (method === 'model' ? [String(model)] : []))
  return [
    ...new Set([...told, ...((provider.sample ?? provider.sampleDatabase)?.models ?? []), 'some-model-1']),
  ]
}

/** A known id with other bytes, a piece missing, a prefix or a suffix. */
function oddId(known: string, random: Random): string {
  const kind = random.below(4)
  if (kind === 0) return withFlippedBytes(Buffer.from(known), random).toString('latin1')
  if (kind === 1) return known.slice(random.below(known.length), random.below(known.length + 1) + 1)
  if (kind === 2) return `${random.pick(ODD_IDS.slice(0, 20))}${known}`
  return `${known}${random.pick(['-fast', '[1m]', '-20270101', '@latest', '-v1:0', '.1', '0', ' ', '/'])}`
}

import { describe, expect, it } from 'vitest'
import type { Provider } from '../provider.ts'
import { describeDamage } from './damage-conformance.ts'
import { describeDocuments } from './document-conformance.ts'
import { documentFixtures } from './document-fixtures.ts'
import { describeFormatChanges } from './format-conformance.ts'
import { describeLiveSample } from './live-conformance.ts'
import { describeModels } from './model-conformance.ts'
import { describeModelServer } from './model-server-conformance.ts'
import { describePlaces } from './places-conformance.ts'
import { describeProcesses } from './process-conformance.ts'
import { describeReading } from './reading-conformance.ts'
import { describeSample } from './sample-conformance.ts'
import { lineStoryReader } from './sample-reading.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

/**
 * The promises of the `Provider` interface, as tests that every provider has to pass with its own fixtures. What
 * becomes of many damaged records stands in `line-mutations.ts` and `document-mutations.ts`.
 */
export function describeProvider(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  const growing = transcripts.filter(({ ref }) => ref.form !== 'document')
  const parsers = growing.length > 0 ? [provider] : []
  const documents = documentFixtures(provider, transcripts)
  // In a list of its own, or each document would be a case.
  const readers = documents.length > 0 ? [[documents]] : []
  const servers = provider.modelServer ? [provider.modelServer] : []
  const samples = provider.sample ? [provider.sample] : []

  describe.each([provider])('$manifest.name', () => {
    it.runIf(!provider.modelServer)('has transcripts among its fixtures', () => {
      expect(transcripts.length).toBeGreaterThan(0)
    })

    describe.each(servers)('a model server', (server) => {
      describeModelServer(provider, server)
    })

    describe.each(parsers)('transcripts that grow line by line', () => {
      describeReading(provider, growing)
      describeDamage(provider, growing)
    })

    describe.each(readers)('transcripts that are documents', (documents) => {
      describeDocuments(documents, provider.manifest)
    })

    describeFormatChanges(provider, growing, documents)
    describePlaces(provider, transcripts)
    describeModels(provider, transcripts)
    describeProcesses(provider)

    describe.each(samples)('sample data', (sample) => {
      describeSample(provider, sample, lineStoryReader(provider, sample))
      describeLiveSample(provider, sample)
    })
  })
}

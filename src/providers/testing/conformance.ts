import { describe } from 'vitest'
import type { Provider } from '../provider.ts'
import { describeDamage } from './damage-conformance.ts'
import { describeReading } from './reading-conformance.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

/** The promises of the `Provider` interface, as tests that every provider has to pass with its own fixtures. */
export function describeProvider(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  describe(provider.manifest.name, () => {
    describeReading(provider, transcripts)
    describeDamage(provider, transcripts)
  })
}

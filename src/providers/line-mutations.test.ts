import { describe } from 'vitest'
import { providers } from './registry.ts'
import { describeLineMutations } from './testing/line-mutations.ts'
import { findTranscripts } from './testing/transcript-fixtures.ts'

const parsed = providers.flatMap((provider) => {
  const transcripts = findTranscripts(provider).filter(({ ref }) => ref.form !== 'document')
  return transcripts.length > 0 ? [{ provider, transcripts, name: provider.manifest.name }] : []
})

describe.each(parsed)('the parser of $name', ({ provider, transcripts }) => {
  describeLineMutations(provider, transcripts)
})

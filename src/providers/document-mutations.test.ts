import { describe } from 'vitest'
import { providers } from './registry.ts'
import { documentFixtures } from './testing/document-fixtures.ts'
import { describeDocumentMutations } from './testing/document-mutations.ts'
import { findTranscripts } from './testing/transcript-fixtures.ts'

const read = providers.flatMap((provider) => {
  const documents = documentFixtures(provider, findTranscripts(provider))
  return documents.length > 0 ? [{ documents, name: provider.manifest.name }] : []
})

describe.each(read)('the reader of $name', ({ documents }) => {
  describeDocumentMutations(documents)
})

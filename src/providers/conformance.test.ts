import { providers } from './registry.ts'
import { describeProvider } from './testing/conformance.ts'
import { findTranscripts } from './testing/transcript-fixtures.ts'

for (const provider of providers) describeProvider(provider, findTranscripts(provider))

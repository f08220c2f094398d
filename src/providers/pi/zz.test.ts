import { describeProvider } from '../testing/conformance.ts'
import { findTranscripts } from '../testing/transcript-fixtures.ts'
import { provider } from './provider.ts'
describeProvider(provider, findTranscripts(provider))

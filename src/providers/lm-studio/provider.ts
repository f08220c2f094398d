import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { presence } from './presence.ts'

/** A model server writes no transcripts: all that is known of it, it tells when it is asked. */
export const provider: Provider = { ...presence, transcript: () => undefined, parser: neverByLine }

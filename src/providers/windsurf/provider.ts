import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { encryptedConversations } from './documents.ts'
import { windsurfTranscript } from './places.ts'
import { presence } from './presence.ts'

/** Windsurf, with what can be told of its conversations. */
export const provider: Provider = {
  ...presence,
  transcript: windsurfTranscript,
  parser: neverByLine,
  documents: encryptedConversations,
}

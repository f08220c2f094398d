import type { DocumentFile, DocumentReader, Provider } from '../provider.ts'
import { sessionDatabase } from '../lineages/opencode/documents.ts'
import { transcriptOf } from '../lineages/opencode/roots.ts'
import { neverByLine } from '../never-by-line.ts'
import { PLACES } from './places.ts'
import { presence } from './presence.ts'
import { opencodeSample } from './sample.ts'
import { sessionFiles, storedMessagesOf } from './storage.ts'
import { storedSessionId } from './storage-places.ts'

/** opencode, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript(path) {
    const sessionId = storedSessionId(path)
    return sessionId === undefined
      ? transcriptOf(PLACES, path)
      : { sessionId, subagentOf: undefined, form: 'document' }
  },
  parser: neverByLine,
  documents: {
    sessions: (file) => readerOf(file).sessions(file),
    read: (file, session, sink) => readerOf(file).read(file, session, sink),
  },
  async conversation() {
    const { conversation, conversationIn } = await import('../lineages/opencode/conversation.ts')
    return {
      document: (file, session) =>
        storedSessionId(file.path) === undefined
          ? conversation.document(file, session)
          : conversationIn(storedMessagesOf(file)),
    }
  },
  sampleDatabase: opencodeSample,
}

function readerOf({ path }: DocumentFile): DocumentReader {
  return storedSessionId(path) === undefined ? sessionDatabase : sessionFiles
}

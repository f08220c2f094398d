import { documentStamp } from '../content-stamp.ts'
import type { DocumentReader } from '../provider.ts'
import { windsurfTranscript } from './places.ts'

/** Reads of a conversation what its file tells without being understood: that it is there, and its times. */
export const encryptedConversations: DocumentReader = {
  sessions(file) {
    const bytes = file.bytes()
    const sessionId = windsurfTranscript(file.path)?.sessionId
    if (sessionId === undefined || bytes.length === 0) return []
    return [{ sessionId, subagentOf: undefined, stamp: documentStamp(file, bytes) }]
  },
  read(file, { sessionId }, sink) {
    sink.session(sessionId)
    sink.born(file.madeAt)
    sink.seen(file.madeAt)
    sink.seen(file.writtenAt)
    // What it used is not to be seen.
    sink.usageIncomplete()
    return { ignored: 1 }
  },
}

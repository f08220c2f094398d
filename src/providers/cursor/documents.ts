import type { DocumentReader } from '../provider.ts'
import { composerRecord, listComposers } from './database.ts'
import { tellSession } from './tell-session.ts'

/** Reads the editor's database: one *composer* is one session. */
export const cursorDatabase: DocumentReader = {
  // A sub-agent is known by its record, which is read only when it changed.
  sessions: (file) =>
    listComposers(file).map(({ id, stamp }) => ({ sessionId: id, subagentOf: undefined, stamp })),
  read(file, { sessionId }, sink) {
    const composer = composerRecord(file, sessionId)
    // Deleted since it was listed; the next look will not find it any more.
    if (composer === 'gone') return {}
    if (composer !== 'malformed') return tellSession(file, sessionId, composer, sink)
    sink.session(sessionId)
    sink.usageIncomplete()
    return { malformed: 1 }
  },
}

import { documentStamp } from '../content-stamp.ts'
import type { DocumentFile, DocumentReader } from '../provider.ts'
import { isJsonObject, type JsonObject, parseJson } from '../json-values.ts'
import { sessionOfFile } from './roots.ts'
import { tellSession } from './tell-session.ts'

/** Reads a file that holds one session, and is written anew as a whole. */
export const sessionFile: DocumentReader = {
  sessions(file) {
    const sessionId = sessionOfFile(file.path)
    if (sessionId === undefined) throw new Error('not the name of a session')
    const bytes = file.bytes()
    parseSession(bytes)
    const stamp = documentStamp(file, bytes)
    return [{ sessionId, subagentOf: undefined, stamp }]
  },
  read: (file: DocumentFile, { sessionId }, sink) =>
    tellSession(file, sessionId, parseSession(file.bytes()), sink),
}

function parseSession(bytes: Buffer): JsonObject {
  const session = parseJson(bytes.toString('utf8'))
  // Also while it is being written: the next look finds it whole.
  if (!isJsonObject(session) || !Array.isArray(session['history'])) throw new Error('not a whole session')
  return session
}

import { documentStamp } from '../content-stamp.ts'
import type { DocumentFile, DocumentReader } from '../provider.ts'
import { isJsonObject, type JsonObject, parseJson } from '../json-values.ts'
import { threadOfFile } from './roots.ts'
import { tellThread } from './tell-thread.ts'

/** Reads a file that holds one thread, and is written anew as a whole. */
export const threadFile: DocumentReader = {
  sessions(file) {
    const sessionId = threadOfFile(file.path)
    if (sessionId === undefined) throw new Error('not the name of a thread')
    const bytes = file.bytes()
    parseThread(bytes)
    const stamp = documentStamp(file, bytes)
    return [{ sessionId, subagentOf: undefined, stamp }]
  },
  read: (file: DocumentFile, { sessionId }, sink) =>
    tellThread(file, sessionId, parseThread(file.bytes()), sink),
}

function parseThread(bytes: Buffer): JsonObject {
  const thread = parseJson(bytes.toString('utf8'))
  // Also while it is being written: the next look finds it whole.
  if (!isJsonObject(thread) || !Array.isArray(thread['messages'])) throw new Error('not a whole thread')
  return thread
}

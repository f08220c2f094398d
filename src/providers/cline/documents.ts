import type { DocumentFile, DocumentReader } from '../provider.ts'
import { documentStamp } from '../content-stamp.ts'
import { isJsonObject, type JsonObject, parseJson } from '../json-values.ts'
import { writtenUsageOf } from '../lineages/cline/request-usage.ts'
import { taskDocuments } from '../lineages/cline/tasks.ts'
import { type Place, placeOf } from './roots.ts'
import { tellSession } from './tell-session.ts'

/** Tasks of older extensions, whose `tokensIn` leaves out the cache. */
const tasks = taskDocuments(writtenUsageOf)

/** Reads sessions and tasks: one document holds one of them. */
export const clineDocuments: DocumentReader = {
  sessions(file) {
    const place = placeOfDocument(file)
    if (place.kind === 'task') return tasks.sessions(file)
    const bytes = file.bytes()
    // Nobody has asked for anything yet.
    if (contentOf(bytes).messages.length === 0) return []
    const stamp = documentStamp(file, bytes)
    return [{ sessionId: place.sessionId, subagentOf: place.subagentOf, stamp }]
  },
  read(file, session, sink) {
    const place = placeOfDocument(file)
    return place.kind === 'task'
      ? tasks.read(file, session, sink)
      : tellSession(contentOf(file.bytes()).document, place, sink)
  },
}

function placeOfDocument({ path }: DocumentFile): Place {
  const place = placeOf(path)
  if (!place) throw new Error('neither a session nor a task')
  return place
}

/** Throws where the content is not whole: Cline may be writing it at this moment. */
function contentOf(bytes: Buffer): { readonly document: JsonObject; readonly messages: readonly unknown[] } {
  const value = parseJson(bytes.toString('utf8'))
  const messages = isJsonObject(value) ? value['messages'] : undefined
  if (!isJsonObject(value) || !Array.isArray(messages)) throw new Error('no list of messages')
  return { document: value, messages }
}

import type { DocumentFile, DocumentReader } from '../provider.ts'
import { isJsonObject, type JsonObject } from '../json-fields.ts'
import { type Place, placeOf } from './roots.ts'
import { tellSession } from './tell-session.ts'
import { tellTask } from './tell-task.ts'

/** Reads sessions and tasks: one document holds one of them. */
export const clineDocuments: DocumentReader = {
  sessions(file) {
    const place = placeOfDocument(file)
    const bytes = file.bytes()
    const content = contentOf(place, bytes)
    // Nobody has asked for anything yet.
    if ((content.kind === 'task' ? content.rows : content.messages).length === 0) return []
    const stamp = `${file.writtenAt} ${bytes.length}`
    return [{ sessionId: place.sessionId, subagentOf: place.subagentOf, stamp }]
  },
  read(file, _session, sink) {
    const place = placeOfDocument(file)
    const content = contentOf(place, file.bytes())
    return content.kind === 'task'
      ? tellTask(content.rows, place.sessionId, sink)
      : tellSession(content.document, place, sink)
  },
}

function placeOfDocument({ path }: DocumentFile): Place {
  const place = placeOf(path)
  if (!place) throw new Error('neither a session nor a task')
  return place
}

type Content =
  | { readonly kind: 'task'; readonly rows: readonly unknown[] }
  | { readonly kind: 'session'; readonly document: JsonObject; readonly messages: readonly unknown[] }

/** Throws where the content is not whole: Cline may be writing it at this moment. */
function contentOf(place: Place, bytes: Buffer): Content {
  const value: unknown = JSON.parse(bytes.toString('utf8'))
  if (place.kind === 'task') {
    if (!Array.isArray(value)) throw new Error('no list of messages')
    return { kind: 'task', rows: value }
  }
  const messages = isJsonObject(value) ? value['messages'] : undefined
  if (!isJsonObject(value) || !Array.isArray(messages)) throw new Error('no list of messages')
  return { kind: 'session', document: value, messages }
}

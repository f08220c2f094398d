import type { DocumentFile, DocumentReader } from '../provider.ts'
import { documentStamp } from '../content-stamp.ts'
import { tellSession } from '../lineages/opencode/documents.ts'
import { instantIn, type JsonObject, objectIn, parseObject, textIn } from '../lineages/opencode/json.ts'
import type { StoredMessage, StoredRecord } from '../lineages/opencode/messages.ts'
import { transcriptOf } from '../lineages/opencode/roots.ts'
import type { SessionRow } from '../lineages/opencode/session-rows.ts'
import { PLACES } from './places.ts'

/** What ids are made of: nothing that would lead out of a folder. */
const ID = /^[\w-]+$/
/** A chain of sub-agents that is longer is a circle. */
const MOST_PARENTS = 16

/** Reads sessions of versions before 1.2, from the files of their messages and parts. */
export const sessionFiles: DocumentReader = {
  sessions(file) {
    const bytes = file.bytes()
    const session = sessionIn(bytes)
    // A later version has taken all sessions into its database, and leaves the files as they are.
    if (file.namesNear('../../..')?.some((name) => transcriptOf(PLACES, name))) return []
    const messages = file.namesNear(`../../message/${session.id}`) ?? []
    const last = messages.at(-1)?.replace(/\.json$/, '') ?? ''
    const parts = ID.test(last) ? (file.namesNear(`../../part/${last}`) ?? []) : []
    const subagentOf = rootOf(file, session)
    const stamp = [documentStamp(file, bytes), messages.length, parts.length, subagentOf ?? ''].join(' ')
    return [{ sessionId: session.id, subagentOf, stamp }]
  },
  read(file, { subagentOf }, sink) {
    const session = sessionIn(file.bytes())
    const messages = messagesOf(file, session.id)
    return tellSession({ session, subagentOf, messages, originals: new Map() }, sink)
  },
}

/** The messages of the session that a file is of. Throws where that is not whole. */
export function storedMessagesOf(file: DocumentFile): readonly StoredMessage[] {
  return messagesOf(file, sessionIn(file.bytes()).id)
}

/** Throws where the content is not whole: it may be written at this moment. */
function sessionIn(bytes: Buffer): SessionRow {
  const data = parseObject(bytes.toString('utf8'))
  const id = data && idIn(data, 'id')
  if (data === undefined || id === undefined) throw new Error('no record of a session')
  return {
    id,
    parentId: idIn(data, 'parentID'),
    title: textIn(data, 'title'),
    directory: textIn(data, 'directory'),
    version: textIn(data, 'version'),
    model: undefined,
    createdAt: instantIn(objectIn(data, 'time'), 'created'),
    updatedAt: instantIn(objectIn(data, 'time'), 'updated'),
    total: undefined,
  }
}

function idIn(data: JsonObject, name: string): string | undefined {
  const id = textIn(data, name)
  return id !== undefined && ID.test(id) ? id : undefined
}

/** The session at the top of the chain of parents, which lie in the same folder. */
function rootOf(file: DocumentFile, session: SessionRow): string | undefined {
  let root = session.parentId
  for (let steps = 0; root !== undefined && steps < MOST_PARENTS; steps++) {
    const parent = parseObject(file.textNear(`${root}.json`) ?? '')
    const above = parent && idIn(parent, 'parentID')
    if (above === undefined) break
    root = above
  }
  return root === session.id ? undefined : root
}

function messagesOf(file: DocumentFile, sessionId: string): readonly StoredMessage[] {
  const names = file.namesNear(`../../message/${sessionId}`) ?? []
  return names
    .map((name): StoredMessage => {
      const data = parseObject(file.textNear(`../../message/${sessionId}/${name}`) ?? '')
      const id = (data && textIn(data, 'id')) ?? name
      const createdAt = data && instantIn(objectIn(data, 'time'), 'created')
      return { id, data, writtenAt: undefined, createdAt, parts: partsOf(file, id) }
    })
    .sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
}

function partsOf(file: DocumentFile, messageId: string): readonly StoredRecord[] {
  const folder = `../../part/${messageId}`
  const names = ID.test(messageId) ? (file.namesNear(folder) ?? []) : []
  return names.map((name) => {
    const data = partIn(file, `${folder}/${name}`)
    return { id: (data && textIn(data, 'id')) ?? name, data, writtenAt: undefined }
  })
}

/** A part that holds more than can be read, such as what a tool put out, counts as malformed. */
function partIn(file: DocumentFile, path: string): StoredRecord['data'] {
  try {
    return parseObject(file.textNear(path) ?? '')
  } catch {
    return undefined
  }
}

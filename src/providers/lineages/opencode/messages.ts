import type { DocumentFile } from '../../provider.ts'
import { countIn, instantIn, type JsonObject, parseObject, textIn } from './json.ts'
import { columnsOf, firstOf, requireColumns, selection } from './tables.ts'

/** A row of the tables of messages and parts. */
export interface StoredRecord {
  readonly id: string
  /** What the row says; `undefined` where that is no JSON object, and where the row has no id. */
  readonly data: JsonObject | undefined
  /** When the row was last written, which a migration does as well. */
  readonly writtenAt: number | undefined
}

export interface StoredMessage extends StoredRecord {
  readonly createdAt: number | undefined
  readonly parts: readonly StoredRecord[]
}

/** Long or confidential, and not needed: what tools put out, attachments, prompts, and the server's headers. */
const LEFT_OUT_OF_PARTS = [
  '$.state.output',
  '$.state.attachments',
  '$.state.input.content',
  '$.state.metadata.output',
  '$.state.metadata.preview',
  '$.state.metadata.display',
  '$.state.metadata.diff',
  '$.state.metadata.filediff',
  '$.state.metadata.diagnostics',
  '$.error.data.responseHeaders',
  '$.error.data.responseBody',
  '$.url',
]
const LEFT_OUT_OF_MESSAGES = [
  '$.system',
  '$.summary.diffs',
  '$.error.data.responseHeaders',
  '$.error.data.responseBody',
]

/** What stays out even where everything that was said is wanted: pictures, and the server's headers. */
const NEVER_READ_OF_PARTS = [
  '$.state.attachments',
  '$.state.metadata.output',
  '$.state.metadata.preview',
  '$.state.metadata.display',
  '$.state.metadata.diff',
  '$.state.metadata.filediff',
  '$.state.metadata.diagnostics',
  '$.error.data.responseHeaders',
  '$.error.data.responseBody',
  '$.url',
]

/** The messages of a session in the order in which they were made, each with its parts; `whole` with what tools put out. */
export function storedMessages(
  file: DocumentFile,
  sessionId: string,
  extent: 'outline' | 'whole' = 'outline',
): readonly StoredMessage[] {
  const there = requireColumns(file, 'message', ['id', 'session_id', 'data'])
  const order = there.has('time_created') ? 'time_created, id' : 'id'
  const rows = file.rows(
    `SELECT id, ${selection(there, ['time_created', 'time_updated'])}, ${trimmed(LEFT_OUT_OF_MESSAGES)} AS data
     FROM message WHERE session_id = ? ORDER BY ${order}`,
    sessionId,
  )
  const parts = storedParts(file, sessionId, extent === 'whole' ? NEVER_READ_OF_PARTS : LEFT_OUT_OF_PARTS)
  return rows.map((row) => {
    const record = recordOf(row)
    const createdAt = instantIn(row, 'time_created')
    return { ...record, createdAt, parts: parts.get(record.id) ?? [] }
  })
}

function storedParts(
  file: DocumentFile,
  sessionId: string,
  leftOut: readonly string[],
): ReadonlyMap<string, readonly StoredRecord[]> {
  const there = requireColumns(file, 'part', ['id', 'message_id', 'session_id', 'data'])
  const rows = file.rows(
    `SELECT id, message_id, ${selection(there, ['time_updated'])}, ${trimmed(leftOut)} AS data
     FROM part WHERE session_id = ? ORDER BY message_id, id`,
    sessionId,
  )
  const parts = new Map<string, StoredRecord[]>()
  for (const row of rows) {
    const messageId = textIn(row, 'message_id') ?? ''
    const known = parts.get(messageId)
    if (known) known.push(recordOf(row))
    else parts.set(messageId, [recordOf(row)])
  }
  return parts
}

/** Damaged data comes as it is, so that it is counted and not an error of the whole query. */
function trimmed(paths: readonly string[]): string {
  const list = paths.map((path) => `'${path}'`).join(', ')
  return `CASE WHEN json_valid(data) THEN json_remove(data, ${list}) ELSE data END`
}

function recordOf(row: JsonObject): StoredRecord {
  const id = textIn(row, 'id')
  return {
    id: id ?? '',
    data: id === undefined ? undefined : parseObject(row['data']),
    writtenAt: instantIn(row, 'time_updated'),
  }
}

/** Rows that newer versions keep of a session in another shape: not read, but not hidden either. */
export function unreadRows(file: DocumentFile, sessionId: string): number {
  if (!columnsOf(file, 'session_message').has('session_id')) return 0
  const rows = file.rows('SELECT count(*) AS number FROM session_message WHERE session_id = ?', sessionId)
  return countIn(firstOf(rows), 'number')
}

import { countOf, instantOf, type JsonObject, parseObject, textOf } from '../json-values.ts'
import type { DocumentFile } from '../provider.ts'

/** Larger messages are not read: they hold files and pictures. */
const LARGEST_BLOB_BYTES = 32 << 20

/** What the store and the file beside it say of the chat as a whole. Instants are epoch milliseconds. */
export interface ChatRecord {
  readonly id: string
  /** Where the state of the chat lies. */
  readonly rootId: string
  readonly title: string | undefined
  readonly model: string | undefined
  readonly folder: string | undefined
  readonly createdAt: number | undefined
  readonly updatedAt: number | undefined
}

const HEX = /^(?:[\da-f]{2})+$/i
/** What a chat is called until it has a title. */
const NO_TITLE = 'New Agent'

/**
 * The chat in a store; `undefined` for one in which nothing was said yet, and for a sub-agent's. Throws where the file
 * is no such store.
 */
export function readChatRecord(file: DocumentFile): ChatRecord | undefined {
  const [row] = file.rows("SELECT value FROM meta WHERE key = '0'")
  // The tables are there before the chat is.
  if (row === undefined) return undefined
  const hex = row['value']
  const record =
    typeof hex === 'string' && HEX.test(hex)
      ? parseObject(Buffer.from(hex, 'hex').toString('utf8'))
      : undefined
  const id = record && textOf(record['agentId'])
  if (record === undefined || id === undefined) throw new Error('no record of a chat')
  const beside = parseObject(file.textNear('meta.json') ?? '') ?? {}
  const rootId = textOf(record['latestRootBlobId'])
  if (rootId === undefined || beside['isSubagent'] === true) return undefined
  return {
    id,
    rootId,
    title: titleOf(record, beside),
    model: textOf(record['lastUsedModel']),
    folder: textOf(beside['cwd']),
    createdAt: instantOf(record['createdAt']) ?? instantOf(beside['createdAtMs']),
    updatedAt: instantOf(beside['updatedAtMs']),
  }
}

function titleOf(record: JsonObject, beside: JsonObject): string | undefined {
  return [textOf(beside['title']), textOf(record['name'])].find(
    (title) => title !== undefined && title !== NO_TITLE,
  )
}

/** How many blobs there are: looked up, none is read. */
export function countBlobs(file: DocumentFile): number {
  const [row] = file.rows('SELECT count(*) AS blobs FROM blobs')
  return countOf(row?.['blobs']) ?? 0
}

/** The content of a blob; `undefined` where there is none of a size that can be read. */
export function readBlob(file: DocumentFile, id: string): Buffer | undefined {
  const [row] = file.rows('SELECT data FROM blobs WHERE id = ? AND length(data) <= ?', id, LARGEST_BLOB_BYTES)
  const data = row?.['data']
  if (typeof data === 'string') return Buffer.from(data)
  return Buffer.isBuffer(data) ? data : undefined
}

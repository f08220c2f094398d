import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { DocumentFile } from '../../provider.ts'
import { documentFile } from '../../testing/document-file.ts'

export const CHAT_ID = 'a1b2c3d4-0000-4000-8000-000000000001'
/** 2026-11-20T10:00:00Z. */
export const BEGIN = 1_795_168_800_000

type Fields = Readonly<Record<string, unknown>>

export interface StoreContent {
  readonly messages?: readonly unknown[]
  readonly gauge?: readonly [used: number, window: number]
  readonly workspace?: string
  /** Fields of the chat's record on top of the usual ones. */
  readonly record?: Fields
  /** The file beside the store. */
  readonly beside?: Fields
}

/** Writes a store as the agent would, into `folder`. */
export function writeStore(folder: string, content: StoreContent): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'store.db')
  const database = new Database(path)
  database.exec(
    'CREATE TABLE blobs (id TEXT PRIMARY KEY, data BLOB); CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)',
  )
  const put = (data: Buffer): string => {
    const id = createHash('sha256').update(data).digest('hex')
    database.prepare('INSERT OR IGNORE INTO blobs VALUES (?, ?)').run(id, data)
    return id
  }
  const ids = (content.messages ?? []).map((message) =>
    put(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))),
  )
  const rootId = put(rootOf(ids, content))
  const own = {
    agentId: CHAT_ID,
    latestRootBlobId: rootId,
    name: 'New Agent',
    mode: 'default',
    createdAt: BEGIN,
  }
  const record = Buffer.from(JSON.stringify({ ...own, ...content.record })).toString('hex')
  database.prepare("INSERT INTO meta VALUES ('0', ?)").run(record)
  database.close()
  if (content.beside) writeFileSync(join(folder, 'meta.json'), JSON.stringify(content.beside))
  return path
}

function rootOf(ids: readonly string[], { gauge, workspace }: StoreContent): Buffer {
  return Buffer.concat([
    ...ids.map((id) => bytesField(1, Buffer.from(id, 'hex'))),
    ...(gauge ? [bytesField(5, Buffer.concat([numberField(1, gauge[0]), numberField(2, gauge[1])]))] : []),
    ...(workspace === undefined ? [] : [bytesField(9, Buffer.from(workspace))]),
  ])
}

export function bytesField(number: number, value: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(value.length), value])
}

export function numberField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8), varint(value)])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}

/** Gives a store in a temporary folder to a test. */
export function withStore<Result>(content: StoreContent, use: (file: DocumentFile) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'cursor-agent-'))
  try {
    return use(documentFile(writeStore(folder, content)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentSession } from '../../provider.ts'
import { documentFile } from '../../testing/document-file.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { cursorDatabase } from '../documents.ts'

export const COMPOSER_ID = 'cccccccc-0000-4000-8000-000000000003'
/** 2026-11-20T10:00:00Z. */
export const BEGIN = 1_795_168_800_000

const TABLES = `
  CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB);
  CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)`

type Fields = Readonly<Record<string, unknown>>

export interface Told {
  readonly recording: Recording
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
}

/** A database as the editor would write it, in a folder of its own. */
export interface TestDatabase {
  readonly file: DocumentFile
  put(key: string, value: unknown): void
  /** Writes a composer and its bubbles, in order, a minute apart. */
  composer(fields: Fields, bubbles?: readonly Fields[], id?: string): void
  exec(sql: string): void
  sessions(): readonly DocumentSession[]
  read(id?: string): Told
  remove(): void
}

export function testDatabase(tables = TABLES): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'cursor-'))
  const path = join(folder, 'state.vscdb')
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.exec(tables)
  const file = documentFile(path)
  function put(key: string, value: unknown): void {
    const stored = typeof value === 'string' || value === null ? value : JSON.stringify(value)
    database.prepare('INSERT INTO cursorDiskKV VALUES (?, ?)').run(key, stored)
  }
  return {
    file,
    put,
    composer(fields, bubbles = [], id = COMPOSER_ID) {
      const headers = bubbles.map((bubble, index) => ({ bubbleId: `b${index}`, type: bubble['type'] }))
      const own = { _v: 10, composerId: id, createdAt: BEGIN, fullConversationHeadersOnly: headers }
      put(`composerData:${id}`, { ...own, ...fields })
      for (const [index, bubble] of bubbles.entries()) {
        const createdAt = new Date(BEGIN + index * 60_000).toISOString()
        put(`bubbleId:${id}:b${index}`, { _v: 3, bubbleId: `b${index}`, createdAt, ...bubble })
      }
    },
    exec: (sql) => void database.exec(sql),
    sessions: () => cursorDatabase.sessions(file),
    read(id = COMPOSER_ID) {
      const { sink, recording } = recordingSink()
      const session = { sessionId: id, subagentOf: undefined, stamp: '' }
      return { outcomes: cursorDatabase.read(file, session, sink), recording }
    },
    remove() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export const prompt = (fields: Fields = {}): Fields => ({ type: 1, text: 'Do it', ...fields })
export const answer = (fields: Fields = {}): Fields => ({ type: 2, text: 'Done.', ...fields })
export const tool = (fields: Fields): Fields => ({ type: 2, text: '', toolFormerData: fields })

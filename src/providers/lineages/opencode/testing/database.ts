import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { documentFile } from '../../../testing/document-file.ts'
import { type Recording, recordingSink } from '../../../testing/recording-sink.ts'
import type { DocumentFile, DocumentSession } from '../../../provider.ts'
import { sessionDatabase } from '../documents.ts'

const SCHEMA = `
  CREATE TABLE session (
    id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT, title TEXT, version TEXT, model TEXT,
    cost REAL DEFAULT 0, tokens_input INTEGER DEFAULT 0, tokens_output INTEGER DEFAULT 0,
    tokens_reasoning INTEGER DEFAULT 0, tokens_cache_read INTEGER DEFAULT 0, tokens_cache_write INTEGER DEFAULT 0,
    time_created INTEGER, time_updated INTEGER
  );
  CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);
  CREATE TABLE part (
    id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT
  );
  CREATE TABLE session_share (session_id TEXT, secret TEXT);
  CREATE TABLE account (id TEXT, access_token TEXT);
`

/** The moment that the sessions of tests begin. */
export const BEGIN = Date.UTC(2026, 10, 21)
export const SESSION_ID = 'ses_one'

type Columns = Readonly<Record<string, string | number>>
type Data = Readonly<Record<string, unknown>>

/** A database as opencode would have it, in a folder of its own, that a test fills. */
export interface TestDatabase {
  readonly file: DocumentFile
  session(columns?: Columns): void
  /** Adds a message with its parts; answers its id. Both are ordered by when they were added. */
  message(data: Data, parts?: readonly Data[], columns?: Columns): string
  exec(sql: string): void
  sessions(): readonly DocumentSession[]
  read(sessionId?: string): {
    readonly recording: Recording
    readonly outcomes: Readonly<Record<string, number>>
  }
  remove(): void
}

export function testDatabase(schema: string = SCHEMA): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'opencode-'))
  const path = join(folder, 'opencode.db')
  const database = new Database(path)
  database.exec(schema)
  const file = documentFile(path)
  let added = 0

  function insert(table: string, columns: Columns): void {
    const names = Object.keys(columns)
    const places = names.map(() => '?').join(', ')
    database
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
      .run(...Object.values(columns))
  }

  function nextId(prefix: string): string {
    added++
    return `${prefix}_${String(added).padStart(6, '0')}`
  }

  function message(data: Data, parts: readonly Data[] = [], columns: Columns = {}): string {
    const times = { time_created: createdIn(data), time_updated: BEGIN }
    const row = { session_id: SESSION_ID, ...times, data: JSON.stringify(data), ...columns }
    const id = nextId('msg')
    insert('message', { id, ...row })
    for (const part of parts) {
      const owner = { message_id: id, session_id: row.session_id }
      insert('part', { id: nextId('prt'), ...owner, ...times, data: JSON.stringify(part) })
    }
    return id
  }

  return {
    file,
    session: (columns) =>
      insert('session', { id: SESSION_ID, time_created: BEGIN, time_updated: BEGIN, ...columns }),
    message,
    exec: (sql) => void database.exec(sql),
    sessions: () => sessionDatabase.sessions(file),
    read: (sessionId = SESSION_ID) => readSession(file, sessionId),
    remove() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function createdIn(data: Data): number {
  const time = data['time']
  const created = typeof time === 'object' && time !== null && 'created' in time ? time.created : undefined
  return typeof created === 'number' ? created : BEGIN
}

/** Reads one session of a database; throws where it does not list it. */
export function readSession(file: DocumentFile, sessionId: string): ReturnType<TestDatabase['read']> {
  const session = sessionDatabase.sessions(file).find((one) => one.sessionId === sessionId)
  if (!session) throw new Error(`no session ${sessionId}`)
  const { sink, recording } = recordingSink()
  const outcomes = sessionDatabase.read(file, session, sink)
  return { recording, outcomes: { ...outcomes } }
}

/** An answer of the model that is done after a second, with a thousand tokens of prompt and a hundred of output. */
export function answer(more: Data = {}, startedAt: number = BEGIN): Data {
  return {
    role: 'assistant',
    modelID: 'some-model',
    providerID: 'some-vendor',
    cost: 0.01,
    tokens: { input: 700, output: 60, reasoning: 40, cache: { read: 200, write: 100 } },
    time: { created: startedAt, completed: startedAt + 1000 },
    finish: 'stop',
    ...more,
  }
}

export function request(startedAt: number = BEGIN): Data {
  return { role: 'user', time: { created: startedAt }, agent: 'build', model: { modelID: 'some-model' } }
}

import type { Database } from 'better-sqlite3'
import { type Sql, sqlOf } from './sql.ts'

export interface StampRow {
  id: number
  path: string
  provider: string
  root: string
  session_id: string
  dev: number
  ino: number
  size: number
  mtime_ms: number
  fingerprint: string
}

export interface FileRow extends StampRow {
  is_subagent: number
  read_offset: number
  born_at: number | null
  lines: number
  lines_not_relevant: number
  lines_unknown: number
  lines_malformed: number
  lines_empty: number
  lines_too_long: number
  facts: string
  touched_files: string
  parser_state: string
}

export type SummedRow = Pick<
  FileRow,
  'id' | 'path' | 'provider' | 'session_id' | 'is_subagent' | 'born_at' | 'facts'
>

export interface FileValues {
  path: string
  provider: string
  root: string
  sessionId: string
  isSubagent: number
  dev: number
  ino: number
  size: number
  mtimeMs: number
  readOffset: number
  fingerprint: string
  bornAt: number | null
  lines: number
  notRelevant: number
  unknown: number
  malformed: number
  empty: number
  tooLong: number
  facts: string
  touchedFiles: string
  parserState: string
}

export interface SessionValues {
  id: string
  provider: string
  startedAt: number | null
  lastActivityAt: number | null
  summary: string
}

export interface SourceValues {
  provider: string
  path: string
  status: string
  files: number
  problems: string
}

const STAMP_COLUMNS = 'id, path, provider, root, session_id, dev, ino, size, mtime_ms, fingerprint'

/** Statements of ingest over files and responses, prepared once. */
export function prepareIndexStatements(database: Database) {
  const sql = sqlOf(database)
  return { ...fileStatements(sql), ...sessionStatements(sql) }
}

function fileStatements(sql: Sql) {
  return {
    stamps: sql.all<[], StampRow>(`SELECT ${STAMP_COLUMNS} FROM files`),
    anyFile: sql.one<[], { id: number }>('SELECT id FROM files LIMIT 1'),
    file: sql.one<[number], FileRow>('SELECT * FROM files WHERE id = ?'),
    filesOfSession: sql.all<[string, string], { id: number }>(
      'SELECT id FROM files WHERE provider = ? AND session_id = ?',
    ),
    summedFile: sql.one<[number], SummedRow>(
      'SELECT id, path, provider, session_id, is_subagent, born_at, facts FROM files WHERE id = ?',
    ),
    putFile: sql.one<[FileValues], { id: number }>(`
      INSERT INTO files (path, provider, root, session_id, is_subagent, dev, ino, size, mtime_ms, read_offset,
        fingerprint, born_at, lines, lines_not_relevant, lines_unknown, lines_malformed, lines_empty,
        lines_too_long, facts, touched_files, parser_state)
      VALUES (:path, :provider, :root, :sessionId, :isSubagent, :dev, :ino, :size, :mtimeMs, :readOffset,
        :fingerprint, :bornAt, :lines, :notRelevant, :unknown, :malformed, :empty,
        :tooLong, :facts, :touchedFiles, :parserState)
      ON CONFLICT (path) DO UPDATE SET
        provider = excluded.provider, root = excluded.root, session_id = excluded.session_id,
        is_subagent = excluded.is_subagent, dev = excluded.dev, ino = excluded.ino, size = excluded.size,
        mtime_ms = excluded.mtime_ms, read_offset = excluded.read_offset, fingerprint = excluded.fingerprint,
        born_at = excluded.born_at, lines = excluded.lines, lines_not_relevant = excluded.lines_not_relevant,
        lines_unknown = excluded.lines_unknown, lines_malformed = excluded.lines_malformed,
        lines_empty = excluded.lines_empty, lines_too_long = excluded.lines_too_long, facts = excluded.facts,
        touched_files = excluded.touched_files, parser_state = excluded.parser_state
      RETURNING id`),
    removeFile: sql.run<[number]>('DELETE FROM files WHERE id = ?'),
    owner: sql.one<[number], Pick<FileRow, 'path' | 'provider' | 'session_id' | 'is_subagent' | 'born_at'>>(
      'SELECT path, provider, session_id, is_subagent, born_at FROM files WHERE id = ?',
    ),
    putPending: sql.run<[number]>('INSERT OR IGNORE INTO pending_files (file_id) VALUES (?)'),
    removePending: sql.run<[number]>('DELETE FROM pending_files WHERE file_id = ?'),
    pending: sql.all<[], { file_id: number }>('SELECT file_id FROM pending_files ORDER BY file_id'),
    clearPending: sql.run<[]>('DELETE FROM pending_files'),
  }
}

function sessionStatements(sql: Sql) {
  return {
    putSession: sql.run<[SessionValues]>(`
      INSERT INTO sessions (id, provider, started_at, last_activity_at, summary)
      VALUES (:id, :provider, :startedAt, :lastActivityAt, :summary)
      ON CONFLICT (id) DO UPDATE SET provider = excluded.provider, started_at = excluded.started_at,
        last_activity_at = excluded.last_activity_at, summary = excluded.summary
      WHERE excluded.summary <> sessions.summary`),
    removeSession: sql.one<[string], { summary: string }>(
      'DELETE FROM sessions WHERE id = ? RETURNING summary',
    ),
    putSessionChange: sql.run<[id: string, removed: number]>(
      'INSERT OR REPLACE INTO session_changes (session_id, removed) VALUES (?, ?)',
    ),
    putRetiring: sql.run<[id: string, summary: string]>(
      'INSERT OR REPLACE INTO retiring_sessions (session_id, summary) VALUES (?, ?)',
    ),
    retiring: sql.all<[], { summary: string }>('SELECT summary FROM retiring_sessions ORDER BY session_id'),
    removeRetiring: sql.run<[id: string]>('DELETE FROM retiring_sessions WHERE session_id = ?'),
    putSource: sql.run<[SourceValues]>(`
      INSERT INTO sources (provider, path, status, files, problems)
      VALUES (:provider, :path, :status, :files, :problems)
      ON CONFLICT (provider, path) DO UPDATE SET status = excluded.status, files = excluded.files,
        problems = excluded.problems
      WHERE excluded.status <> sources.status OR excluded.files <> sources.files
        OR excluded.problems <> sources.problems`),
    /** Of the sessions used last, so that it costs the same however many there are. */
    workingFolders: sql.all<[sessions: number], { folder: string }>(`
      SELECT folder FROM (
        SELECT json_extract(summary, '$.cwd') AS folder, last_activity_at FROM sessions
        ORDER BY last_activity_at DESC LIMIT ?
      ) WHERE folder IS NOT NULL GROUP BY folder ORDER BY max(last_activity_at) DESC
    `),
    sources: sql.all<[], { provider: string; path: string }>('SELECT provider, path FROM sources'),
    removeSource: sql.run<[string, string]>('DELETE FROM sources WHERE provider = ? AND path = ?'),
    fileTokens: sql.one<[path: string, mtimeMs: number, size: number], { tokens: number }>(
      'SELECT tokens FROM file_tokens WHERE path = ? AND mtime_ms = ? AND size = ?',
    ),
    putFileTokens: sql.run<[path: string, mtimeMs: number, size: number, tokens: number]>(`
      INSERT INTO file_tokens (path, mtime_ms, size, tokens) VALUES (?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET mtime_ms = excluded.mtime_ms, size = excluded.size, tokens = excluded.tokens`),
    documents: sql.all<[], { path: string; stamp: string }>('SELECT path, stamp FROM documents'),
    putDocument: sql.run<[path: string, stamp: string]>(`
      INSERT INTO documents (path, stamp) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp`),
    removeDocument: sql.run<[path: string]>('DELETE FROM documents WHERE path = ?'),
    setMeta: sql.run<[string, string]>(`
      INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value
      WHERE excluded.value <> meta.value`),
  }
}

import type { Database } from 'better-sqlite3'
import type { UsageRow } from './add-up-usage.ts'
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
  parser_state: string
}

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
  parserState: string
}

export interface CopyRow {
  key: string
  file_id: number
  at: number
  output: number
  inherited: number
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
const COPY_COLUMNS = 'key, file_id, at, output, inherited'

/** Statements of ingest over files and responses, prepared once. */
export function prepareIndexStatements(database: Database) {
  const sql = sqlOf(database)
  return { ...fileStatements(sql), ...responseStatements(sql), ...sessionStatements(sql) }
}

function fileStatements(sql: Sql) {
  return {
    stamps: sql.all<[], StampRow>(`SELECT ${STAMP_COLUMNS} FROM files`),
    anyFile: sql.one<[], { id: number }>('SELECT id FROM files LIMIT 1'),
    file: sql.one<[number], FileRow>('SELECT * FROM files WHERE id = ?'),
    filesOfSession: sql.all<[string, string], FileRow>(
      'SELECT * FROM files WHERE provider = ? AND session_id = ? ORDER BY is_subagent, born_at, path',
    ),
    putFile: sql.one<[FileValues], { id: number }>(`
      INSERT INTO files (path, provider, root, session_id, is_subagent, dev, ino, size, mtime_ms, read_offset,
        fingerprint, born_at, lines, lines_not_relevant, lines_unknown, lines_malformed, lines_empty,
        lines_too_long, facts, parser_state)
      VALUES (:path, :provider, :root, :sessionId, :isSubagent, :dev, :ino, :size, :mtimeMs, :readOffset,
        :fingerprint, :bornAt, :lines, :notRelevant, :unknown, :malformed, :empty,
        :tooLong, :facts, :parserState)
      ON CONFLICT (path) DO UPDATE SET
        provider = excluded.provider, root = excluded.root, session_id = excluded.session_id,
        is_subagent = excluded.is_subagent, dev = excluded.dev, ino = excluded.ino, size = excluded.size,
        mtime_ms = excluded.mtime_ms, read_offset = excluded.read_offset, fingerprint = excluded.fingerprint,
        born_at = excluded.born_at, lines = excluded.lines, lines_not_relevant = excluded.lines_not_relevant,
        lines_unknown = excluded.lines_unknown, lines_malformed = excluded.lines_malformed,
        lines_empty = excluded.lines_empty, lines_too_long = excluded.lines_too_long, facts = excluded.facts,
        parser_state = excluded.parser_state
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

function responseStatements(sql: Sql) {
  return {
    removeResponses: sql.run<[number]>('DELETE FROM responses WHERE file_id = ?'),
    putResponse: sql.run<unknown[]>(`
      INSERT INTO responses (file_id, key, model_id, at, uncached_input, cache_read, cache_write, cache_write_1h,
        output, reasoning, context_used, price_band, sidechain)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (file_id, key) DO UPDATE SET
        model_id = excluded.model_id, at = excluded.at, uncached_input = excluded.uncached_input,
        cache_read = excluded.cache_read, cache_write = excluded.cache_write,
        cache_write_1h = excluded.cache_write_1h, output = excluded.output, reasoning = excluded.reasoning,
        context_used = excluded.context_used, price_band = excluded.price_band, sidechain = excluded.sidechain
      WHERE excluded.output >= responses.output`),
    pendCopyHolders: sql.run<[number]>(`
      INSERT OR IGNORE INTO pending_files (file_id)
      SELECT other.file_id FROM responses mine JOIN responses other ON other.key = mine.key
      WHERE mine.file_id = ? AND other.file_id <> mine.file_id`),
    disinherit: sql.run<[{ fileId: number }]>(`
      UPDATE responses SET inherited = 0
      WHERE inherited = 1 AND file_id <> :fileId AND key IN (SELECT key FROM responses WHERE file_id = :fileId)`),
    allCopies: sql.all<[], CopyRow>(`
      SELECT ${COPY_COLUMNS} FROM responses
      WHERE key IN (SELECT key FROM responses GROUP BY key HAVING count(*) > 1) ORDER BY key`),
    copiesOfFile: sql.all<[number], CopyRow>(`
      SELECT all_rows.key, all_rows.file_id, all_rows.at, all_rows.output, all_rows.inherited
      FROM responses mine JOIN responses all_rows ON all_rows.key = mine.key
      WHERE mine.file_id = ? AND EXISTS
        (SELECT 1 FROM responses other WHERE other.key = mine.key AND other.file_id <> mine.file_id)
      ORDER BY all_rows.key`),
    rowsOfKey: sql.all<[string], CopyRow>(`SELECT ${COPY_COLUMNS} FROM responses WHERE key = ?`),
    firstOwnResponseAt: sql.one<[number], { at: number | null }>(`
      SELECT min(at) AS at FROM responses mine WHERE file_id = ? AND NOT EXISTS
        (SELECT 1 FROM responses other
          WHERE other.key = mine.key AND other.at = mine.at AND other.file_id <> mine.file_id)`),
    lastResponseAt: sql.one<[number], { at: number | null }>(
      'SELECT max(at) AS at FROM responses WHERE file_id = ?',
    ),
    setInherited: sql.run<[number, number, string]>(
      'UPDATE responses SET inherited = ? WHERE file_id = ? AND key = ?',
    ),
    adoptCounts: sql.run<[{ ownerId: number; copyId: number; key: string }]>(`
      UPDATE responses SET (model_id, uncached_input, cache_read, cache_write, cache_write_1h, output, reasoning, price_band) =
        (SELECT model_id, uncached_input, cache_read, cache_write, cache_write_1h, output, reasoning, price_band
         FROM responses WHERE file_id = :copyId AND key = :key)
      WHERE file_id = :ownerId AND key = :key`),
    usageOfFile: sql.all<[number], UsageRow>(`
      SELECT model_id, price_band, uncached_input, cache_read, cache_write, cache_write_1h, output, sidechain, inherited
      FROM responses WHERE file_id = ?`),
    inheritedFrom: sql.all<[number], { provider: string; session_id: string }>(`
      -- CROSS keeps this order: most files hold no copies, and then the other responses are never looked at.
      SELECT f.provider, f.session_id FROM responses r
      CROSS JOIN responses o ON o.key = r.key AND o.at = r.at AND o.inherited = 0 CROSS JOIN files f ON f.id = o.file_id
      WHERE r.file_id = ? AND r.inherited = 1 GROUP BY f.provider, f.session_id ORDER BY count(*) DESC`),
    modelName: sql.one<[number], { name: string }>('SELECT name FROM models WHERE id = ?'),
    modelId: sql.one<[string], { id: number }>('SELECT id FROM models WHERE name = ?'),
    putModel: sql.one<[string], { id: number }>('INSERT INTO models (name) VALUES (?) RETURNING id'),
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

import type { Sql } from './sql.ts'

/** A transcript in the index: whose it is, and what tells whether it changed. */
export interface ListedTranscript {
  /** A session in a document has a path of its own, `document#session`. */
  readonly path: string
  /** Folder that the path is found under. */
  readonly root: string
  readonly provider: string
  /** The session's id in the contract. */
  readonly sessionId: string
  readonly isSubagent: boolean
  readonly size: number
  /** Epoch milliseconds. */
  readonly mtimeMs: number
}

interface ListedRow {
  path: string
  root: string
  provider: string
  session_id: string
  is_subagent: number
  size: number
  mtime_ms: number
}

const COLUMNS = 'path, root, provider, session_id, is_subagent, size, mtime_ms'

/** Questions about transcripts, for who reads them once more. */
export function transcriptQueriesIn(sql: Sql) {
  const all = sql.all<[], ListedRow>(`SELECT ${COLUMNS} FROM files ORDER BY mtime_ms DESC`)
  const ofSession = sql.all<[string, string], ListedRow>(
    `SELECT ${COLUMNS} FROM files WHERE provider = ? AND session_id = ? ORDER BY mtime_ms DESC`,
  )
  return {
    /** The newest first. */
    listTranscripts: (): ListedTranscript[] => all().map(toListed),
    /** Those of one session, by its id in the contract. */
    listTranscriptsOf(id: string): ListedTranscript[] {
      const colon = id.indexOf(':')
      return ofSession(id.slice(0, colon), id.slice(colon + 1)).map(toListed)
    },
  }
}

function toListed(row: ListedRow): ListedTranscript {
  const { path, root, provider, size } = row
  return {
    path,
    root,
    provider,
    sessionId: `${provider}:${row.session_id}`,
    isSubagent: row.is_subagent === 1,
    size,
    mtimeMs: row.mtime_ms,
  }
}

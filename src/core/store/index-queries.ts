import type { Database } from 'better-sqlite3'
import type { Source } from '../../shared/contract/source.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import type { IndexedFile } from './index-types.ts'
import { sqlOf } from './sql.ts'
import { readStored } from './stored-json.ts'
import { usageQueriesIn } from './usage-queries.ts'
import { changeQueriesIn } from './session-changes.ts'
import { transcriptQueriesIn } from './transcript-queries.ts'

interface SummaryRow {
  summary: string
}

interface SourceRow {
  provider: string
  path: string
  status: Source['status']
  files: number
  problems: string
  lines: number | null
  not_relevant: number | null
  unknown: number | null
  malformed: number | null
  empty: number | null
  too_long: number | null
}

/** Records of a type that no parser knows, by the version of the assistant that wrote their session. */
export interface UnknownRecords {
  readonly version: string | null
  readonly count: number
}

/** Key in the index of the providers that failed in the last scan, as JSON pairs of id and reason. */
export const FAILED_PROVIDERS = 'failed providers'

/** Key in the index that says that it holds what one whole scan found: readers of a half-filled index wait for it. */
export const FIRST_SCAN_DONE = 'first scan done'

/** A transcript as the session's own page lists it. */
export type TranscriptListing = Pick<
  IndexedFile,
  'path' | 'root' | 'isSubagent' | 'size' | 'lines' | 'skipped' | 'touchedFiles'
>

interface ListingRow {
  path: string
  root: string
  is_subagent: number
  size: number
  lines: number
  touched_files: string
  lines_not_relevant: number
  lines_unknown: number
  lines_malformed: number
  lines_empty: number
  lines_too_long: number
}

/** Sorts behind every id that begins with the text before it. */
const AFTER_ALL = '\u{10ffff}'

/** Questions that hosts ask the index. Works on a connection that may only read. */
export function openIndexQueries(database: Database) {
  const sql = sqlOf(database)
  const bySince = sql.all<[number], SummaryRow>(
    'SELECT summary FROM sessions WHERE last_activity_at >= ? ORDER BY last_activity_at DESC, id',
  )
  const all = sql.all<[], SummaryRow>('SELECT summary FROM sessions ORDER BY last_activity_at DESC, id')
  const byId = sql.one<[string], SummaryRow>('SELECT summary FROM sessions WHERE id = ?')
  const idRange = sql.all<[string, string], { id: string }>(
    'SELECT id FROM sessions WHERE id >= ? AND id < ? ORDER BY id LIMIT 20',
  )
  const providers = sql.all<[], { provider: string }>(
    'SELECT DISTINCT provider FROM sessions ORDER BY provider',
  )
  const counts = sql.all<[], { provider: string; sessions: number }>(
    'SELECT provider, count(*) AS sessions FROM sessions GROUP BY provider',
  )
  const versions = sql.all<[], { provider: string; version: string }>(`
    SELECT provider, summary ->> 'assistantVersion' AS version FROM sessions
    WHERE version IS NOT NULL GROUP BY provider, version ORDER BY max(last_activity_at) DESC`)
  const unknownRecords = sql.all<[], { provider: string; version: string | null; count: number }>(`
    SELECT f.provider, s.summary ->> 'assistantVersion' AS version, sum(f.lines_unknown) AS count
    FROM files f LEFT JOIN sessions s ON s.id = f.provider || ':' || f.session_id
    WHERE f.lines_unknown > 0 GROUP BY f.provider, version ORDER BY count DESC, version`)
  const sources = sql.all<[], SourceRow>(`
    SELECT s.provider, s.path, s.status, s.files, s.problems, sum(f.lines) AS lines,
      sum(f.lines_not_relevant) AS not_relevant, sum(f.lines_unknown) AS unknown,
      sum(f.lines_malformed) AS malformed, sum(f.lines_empty) AS empty, sum(f.lines_too_long) AS too_long
    FROM sources s LEFT JOIN files f ON f.provider = s.provider AND f.root = s.path
    GROUP BY s.provider, s.path ORDER BY s.provider, s.path`)
  const transcripts = sql.all<[string, string], ListingRow>(
    `SELECT path, root, is_subagent, size, lines, touched_files, lines_not_relevant, lines_unknown, lines_malformed,
       lines_empty, lines_too_long
     FROM files WHERE provider = ? AND session_id = ? ORDER BY is_subagent, born_at, path`,
  )
  const meta = sql.one<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')

  return {
    ...usageQueriesIn(sql),
    ...changeQueriesIn(sql),
    ...transcriptQueriesIn(sql),
    /** Sessions that were active at or after an instant (epoch milliseconds), the newest first. */
    activeSince: (since: number): IndexedSession[] => bySince(since).map(toSession),
    all: (): IndexedSession[] => all().map(toSession),
    session: (id: string): IndexedSession | undefined => {
      const row = byId(id)
      return row && toSession(row)
    },

    /** Ids that a shortened one may mean: with or without the provider's name in front. At most 20 a provider. */
    idsBeginningWith(text: string): string[] {
      const exact = byId(text)
      if (exact) return [text]
      const starts = [text, ...providers().map((row) => `${row.provider}:${text}`)]
      return [...new Set(starts.flatMap((start) => idRange(start, start + AFTER_ALL).map((row) => row.id)))]
    },

    sessionCounts: (): Map<string, number> => new Map(counts().map((row) => [row.provider, row.sessions])),

    /** Versions of each assistant that wrote the sessions, the newest session's first. */
    versionsSeen(): Map<string, string[]> {
      const seen = new Map<string, string[]>()
      for (const { provider, version } of versions())
        seen.set(provider, [...(seen.get(provider) ?? []), version])
      return seen
    },

    /** What no parser knew, by provider; the most first. */
    unknownRecords(): Map<string, UnknownRecords[]> {
      const found = new Map<string, UnknownRecords[]>()
      for (const { provider, version, count } of unknownRecords())
        found.set(provider, [...(found.get(provider) ?? []), { version, count }])
      return found
    },

    /** Providers that failed in the last scan, with the reason. */
    failedProviders: (): Map<string, string> =>
      new Map(readStored<[string, string][]>(meta(FAILED_PROVIDERS)?.value ?? '[]')),

    sources: (): Source[] => sources().map(toSource),

    transcriptsOf: (provider: string, sessionId: string): TranscriptListing[] =>
      transcripts(provider, sessionId).map(toListing),

    meta: (key: string): string | undefined => meta(key)?.value,
  }
}

export type IndexQueries = ReturnType<typeof openIndexQueries>

function toSession(row: SummaryRow): IndexedSession {
  return readStored<IndexedSession>(row.summary)
}

function toListing(row: ListingRow): TranscriptListing {
  return {
    path: row.path,
    root: row.root,
    isSubagent: row.is_subagent === 1,
    size: row.size,
    lines: row.lines,
    touchedFiles: row.touched_files,
    skipped: {
      'not relevant': row.lines_not_relevant,
      'unknown type': row.lines_unknown,
      malformed: row.lines_malformed,
      empty: row.lines_empty,
      'too long': row.lines_too_long,
    },
  }
}

function toSource(row: SourceRow): Source {
  return {
    provider: row.provider,
    path: row.path,
    status: row.status,
    files: row.files,
    linesRead: row.lines ?? 0,
    linesSkipped: {
      'not relevant': row.not_relevant ?? 0,
      'unknown type': row.unknown ?? 0,
      malformed: row.malformed ?? 0,
      empty: row.empty ?? 0,
      'too long': row.too_long ?? 0,
    },
    problems: readStored<Source['problems']>(row.problems),
  }
}

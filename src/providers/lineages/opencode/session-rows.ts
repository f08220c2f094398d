import { addTokens, NO_TOKENS, type TokenCounts } from '../../../shared/domain/tokens.ts'
import type { DocumentFile } from '../../provider.ts'
import { countIn, instantIn, type JsonObject, numberIn, parseObject, textIn } from './json.ts'
import { requireColumns, selection } from './tables.ts'

/** What the table of sessions says of one. */
export interface SessionRow {
  readonly id: string
  readonly parentId: string | undefined
  readonly title: string | undefined
  readonly directory: string | undefined
  readonly version: string | undefined
  readonly model: string | undefined
  readonly createdAt: number | undefined
  readonly updatedAt: number | undefined
  /** What the assistant added up for this session alone; `undefined` in versions that do not. */
  readonly total: { readonly counts: TokenCounts; readonly costUsd: number } | undefined
}

const COLUMNS = [
  'id',
  'parent_id',
  'title',
  'directory',
  'version',
  'model',
  'time_created',
  'time_updated',
  'cost',
  'tokens_input',
  'tokens_output',
  'tokens_reasoning',
  'tokens_cache_read',
  'tokens_cache_write',
] as const

/** All sessions of a database, by id. Throws where it is not such a database. */
export function sessionRows(file: DocumentFile): ReadonlyMap<string, SessionRow> {
  return new Map(select(file, '').map((session) => [session.id, session]))
}

/** A session and all below it, at any depth; nothing where it is gone. */
export function familyOf(file: DocumentFile, sessionId: string): readonly SessionRow[] {
  if (!requireColumns(file, 'session', ['id']).has('parent_id'))
    return select(file, 'WHERE id = ?', sessionId)
  const isBelow = `WHERE id IN (
    WITH RECURSIVE family(id) AS (
      SELECT ? UNION SELECT session.id FROM session JOIN family ON session.parent_id = family.id
    ) SELECT id FROM family
  )`
  return select(file, isBelow, sessionId)
}

function select(file: DocumentFile, where: string, ...parameters: readonly string[]): readonly SessionRow[] {
  const there = requireColumns(file, 'session', ['id'])
  const hasTotals = there.has('cost') && there.has('tokens_input')
  return file
    .rows(`SELECT ${selection(there, COLUMNS)} FROM session ${where} ORDER BY id`, ...parameters)
    .flatMap((row) => sessionRow(row, hasTotals) ?? [])
}

function sessionRow(row: JsonObject, hasTotals: boolean): SessionRow | undefined {
  const id = textIn(row, 'id')
  if (id === undefined) return undefined
  return {
    id,
    parentId: textIn(row, 'parent_id'),
    title: textIn(row, 'title'),
    directory: textIn(row, 'directory'),
    version: textIn(row, 'version'),
    model: textIn(parseObject(row['model']) ?? {}, 'id'),
    createdAt: instantIn(row, 'time_created'),
    updatedAt: instantIn(row, 'time_updated'),
    total: hasTotals ? { counts: countsOf(row), costUsd: numberIn(row, 'cost') ?? 0 } : undefined,
  }
}

function countsOf(row: JsonObject): TokenCounts {
  return {
    uncachedInput: countIn(row, 'tokens_input'),
    cacheRead: countIn(row, 'tokens_cache_read'),
    cacheWrite: countIn(row, 'tokens_cache_write'),
    output: countIn(row, 'tokens_output') + countIn(row, 'tokens_reasoning'),
  }
}

/** The session at the top of the chain of parents; `undefined` for one that nobody started. */
export function rootOf(session: SessionRow, all: ReadonlyMap<string, SessionRow>): string | undefined {
  const seen = new Set([session.id])
  let root: string | undefined
  for (let parent = session.parentId; parent !== undefined && !seen.has(parent); ) {
    seen.add(parent)
    root = parent
    parent = all.get(parent)?.parentId
  }
  return root
}

/** The sessions below each root, at any depth. */
export function familiesOf(all: ReadonlyMap<string, SessionRow>): ReadonlyMap<string, readonly SessionRow[]> {
  return Map.groupBy(
    [...all.values()].filter((session) => session.parentId !== undefined),
    (session) => rootOf(session, all) ?? session.id,
  )
}

/** The sum of what the assistant added up for each; `undefined` where it did not for one. */
export function totalOf(sessions: readonly SessionRow[]): SessionRow['total'] {
  let counts = NO_TOKENS
  let costUsd = 0
  for (const { total } of sessions) {
    if (!total) return undefined
    counts = addTokens(counts, total.counts)
    costUsd += total.costUsd
  }
  return { counts, costUsd }
}

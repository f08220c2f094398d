import Database from 'better-sqlite3'
import { addUpUsage } from './add-up-usage.ts'
import { totalInput } from '../../shared/domain/tokens.ts'
import type { ModelResponse } from '../../shared/domain/transcript.ts'
import { promptBand } from '../pricing/cost.ts'
import type { FileTokenCache } from '../tokens/file-tokens.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import {
  type CopyRow,
  type FileRow,
  type FileValues,
  prepareIndexStatements,
  type SessionValues,
  type SourceValues,
  type StampRow,
} from './index-statements.ts'
import type { FileOwner, FileStamp, FileUsage, IndexedFile, ResponseCopy } from './index-types.ts'
import { readStored } from './stored-json.ts'
import { troubleOf } from './store-trouble.ts'

/** Reads and writes of the index that ingest needs. The only writer of these tables. */
export function openIndexStore(database: Database.Database) {
  const statements = prepareIndexStatements(database)
  const written = { rows: 0 }
  const wrote: Wrote = (changes) => {
    written.rows += changes
    return changes > 0
  }
  const responses = responseRows(statements, wrote)
  return {
    ...fileRows(statements, wrote, responses.clearResponses),
    ...responses,
    ...sessionRows(statements, wrote),

    /** Rows inserted, updated or deleted since the store was opened. */
    rowsWritten: () => written.rows,

    /** One in another is undone by itself where it throws. */
    transaction: <T>(work: () => T): T => database.transaction(work).immediate(),

    /** A cold index takes its rows in bulk: one sort at the end is cheaper than a random insert for each row. */
    dropKeyIndex: (): void => void database.exec('DROP INDEX IF EXISTS responses_by_key'),
    createKeyIndex: (): void =>
      void database.exec('CREATE INDEX IF NOT EXISTS responses_by_key ON responses (key)'),
  }
}

export type IndexStore = ReturnType<typeof openIndexStore>

/** Says whether the index itself failed (a full disk, damage), and not what was to be written in it. */
export function isIndexTrouble(error: unknown): boolean {
  return error instanceof Database.SqliteError && troubleOf(error) !== undefined
}

type Statements = ReturnType<typeof prepareIndexStatements>
/** Counts rows that were written; answers whether there were any. */
type Wrote = (changes: number) => boolean

function fileRows(statements: Statements, wrote: Wrote, clearResponses: (fileId: number) => void) {
  return {
    stamps: (): FileStamp[] => statements.stamps().map(toStamp),

    isEmpty: (): boolean => statements.anyFile() === undefined,

    file: (id: number): IndexedFile | undefined => toFile(statements.file(id)),

    filesOfSession: (provider: string, sessionId: string): IndexedFile[] =>
      statements.filesOfSession(provider, sessionId).flatMap((row) => toFile(row) ?? []),

    /** Writes a file's row, marks it as not summed up yet, and returns its id. */
    putFile(file: Omit<IndexedFile, 'id'>): number {
      const row = statements.putFile(toFileValues(file))
      if (!row) throw new Error('the index gave no id for a file row')
      wrote(1)
      statements.putPending(row.id)
      return row.id
    },

    removeFile(id: number): void {
      clearResponses(id)
      wrote(statements.removeFile(id))
      statements.removePending(id)
    },

    pendingFiles: (): number[] => statements.pending().map((row) => row.file_id),
    clearPending: (): void => void statements.clearPending(),

    owner: (fileId: number): FileOwner | undefined => {
      const row = statements.owner(fileId)
      return (
        row && {
          path: row.path,
          provider: row.provider,
          sessionId: row.session_id,
          isSubagent: row.is_subagent === 1,
          bornAt: row.born_at,
        }
      )
    },
  }
}

function responseRows(statements: Statements, wrote: Wrote) {
  return {
    clearResponses,

    /** Keeps, of two rows with one key in one file, the one with the most output; of equal ones the later. */
    putResponses(fileId: number, responses: readonly ModelResponse[]): void {
      const modelIds = new Map<string, number>()
      for (const response of responses) {
        const { counts, model } = response
        const id = modelIds.get(model) ?? modelId(model)
        modelIds.set(model, id)
        wrote(
          statements.putResponse(
            fileId,
            response.key,
            id,
            response.at,
            counts.uncachedInput,
            counts.cacheRead,
            counts.cacheWrite,
            response.cacheWrite1h,
            counts.output,
            response.reasoning,
            response.contextUsed ?? null,
            promptBand(totalInput(counts)),
            Number(response.sidechain),
          ),
        )
      }
    },

    /** All rows whose key stands in more than one file; of one file, of some keys, or of all. */
    copies(of: 'all' | { fileId: number } | { keys: readonly string[] }): ResponseCopy[] {
      if (of === 'all') return statements.allCopies().map(toCopy)
      if ('fileId' in of) return statements.copiesOfFile(of.fileId).map(toCopy)
      return of.keys.flatMap((key) => {
        const rows = statements.rowsOfKey(key)
        return rows.length > 1 ? rows.map(toCopy) : []
      })
    },

    /** Time of the first response that stands in this file and in no other; `undefined` where there is none. */
    firstOwnResponseAt: (fileId: number): number | undefined =>
      statements.firstOwnResponseAt(fileId)?.at ?? undefined,

    /** Time of the last response in a file; `undefined` where there is none. */
    lastResponseAt: (fileId: number): number | undefined =>
      statements.lastResponseAt(fileId)?.at ?? undefined,

    setInherited: (fileId: number, key: string, inherited: boolean): boolean =>
      wrote(statements.setInherited(Number(inherited), fileId, key)),

    /** Gives the owner's row the counts of a fuller copy of the same response. */
    adoptCounts: (ownerId: number, copyId: number, key: string): boolean =>
      wrote(statements.adoptCounts({ ownerId, copyId, key })),

    usageOfFile: (fileId: number): FileUsage => addUpUsage(statements.usageOfFile(fileId), modelName),

    /** Other sessions whose responses this file holds copies of, the most copied first. */
    inheritedFrom: (fileId: number): { provider: string; sessionId: string }[] =>
      statements.inheritedFrom(fileId).map((row) => ({ provider: row.provider, sessionId: row.session_id })),
  }

  /** Removes a file's responses. Files with copies of them may own them now and have to be settled anew. */
  function clearResponses(fileId: number): void {
    statements.pendCopyHolders(fileId)
    wrote(statements.disinherit({ fileId }))
    wrote(statements.removeResponses(fileId))
  }

  function modelName(id: number): string {
    const known = statements.modelName(id)
    if (!known) throw new Error(`the index has no model ${id}`)
    return known.name
  }

  function modelId(name: string): number {
    const known = statements.modelId(name)
    if (known) return known.id
    const made = statements.putModel(name)
    if (!made) throw new Error('the index gave no id for a model')
    wrote(1)
    return made.id
  }
}

function sessionRows(statements: Statements, wrote: Wrote) {
  return {
    putSession(session: SessionValues): boolean {
      const isNew = wrote(statements.putSession(session))
      if (isNew) statements.putSessionChange(session.id, 0)
      return isNew
    },
    /**
     * Removes a session and answers what was known of it; `undefined` where it was not there. `for good`: what it added
     * up to is to be kept elsewhere.
     */
    removeSession(id: string, how: 'for good' | 'for now'): IndexedSession | undefined {
      const row = statements.removeSession(id)
      if (!row) return undefined
      wrote(1)
      statements.putSessionChange(id, 1)
      if (how === 'for good') statements.putRetiring(id, row.summary)
      return readStored<IndexedSession>(row.summary)
    },
    /** Last summaries of removed sessions that nobody has said to have kept. */
    retiringSessions: (): IndexedSession[] =>
      statements.retiring().map(({ summary }) => readStored<IndexedSession>(summary)),
    /** They are kept elsewhere now. */
    forgetRetiring(ids: readonly string[]): void {
      for (const id of ids) statements.removeRetiring(id)
    },

    /** Folders of the `sessions` sessions that were used last, the newest first. */
    workingFolders: (sessions: number): string[] =>
      statements.workingFolders(sessions).map(({ folder }) => folder),

    putSource: (source: SourceValues): boolean => wrote(statements.putSource(source)),

    /** Sources of the last look; others are forgotten. */
    sources: (): { provider: string; path: string }[] => statements.sources(),
    removeSource: (provider: string, path: string): boolean => wrote(statements.removeSource(provider, path)),
    /** State of each document when it was read last. */
    documents: (): Map<string, string> =>
      new Map(statements.documents().map(({ path, stamp }) => [path, stamp])),
    putDocument: (path: string, stamp: string): boolean => wrote(statements.putDocument(path, stamp)),
    removeDocument: (path: string): boolean => wrote(statements.removeDocument(path)),

    setMeta: (key: string, value: string): boolean => wrote(statements.setMeta(key, value)),

    /** Counts of the files that sessions touched, by the state of the file. */
    fileTokens: {
      get: ({ path, modifiedAtMs, sizeBytes }) =>
        statements.fileTokens(path, modifiedAtMs, sizeBytes)?.tokens,
      set({ path, modifiedAtMs, sizeBytes }, tokens) {
        wrote(statements.putFileTokens(path, modifiedAtMs, sizeBytes, tokens))
      },
    } satisfies FileTokenCache,
  }
}

function toStamp(row: StampRow): FileStamp {
  return {
    id: row.id,
    path: row.path,
    provider: row.provider,
    root: row.root,
    sessionId: row.session_id,
    dev: row.dev,
    ino: row.ino,
    size: row.size,
    mtimeMs: row.mtime_ms,
    fingerprint: row.fingerprint,
  }
}

function toFile(row: FileRow | undefined): IndexedFile | undefined {
  if (!row) return undefined
  return {
    ...toStamp(row),
    isSubagent: row.is_subagent === 1,
    readOffset: row.read_offset,
    bornAt: row.born_at,
    lines: row.lines,
    skipped: {
      'not relevant': row.lines_not_relevant,
      'unknown type': row.lines_unknown,
      malformed: row.lines_malformed,
      empty: row.lines_empty,
      'too long': row.lines_too_long,
    },
    facts: row.facts,
    parserState: row.parser_state,
  }
}

function toFileValues(file: Omit<IndexedFile, 'id'>): FileValues {
  return {
    path: file.path,
    provider: file.provider,
    root: file.root,
    sessionId: file.sessionId,
    isSubagent: Number(file.isSubagent),
    dev: file.dev,
    ino: file.ino,
    size: file.size,
    mtimeMs: file.mtimeMs,
    readOffset: file.readOffset,
    fingerprint: file.fingerprint,
    bornAt: file.bornAt,
    lines: file.lines,
    notRelevant: file.skipped['not relevant'] ?? 0,
    unknown: file.skipped['unknown type'] ?? 0,
    malformed: file.skipped.malformed ?? 0,
    empty: file.skipped.empty ?? 0,
    tooLong: file.skipped['too long'] ?? 0,
    facts: file.facts,
    parserState: file.parserState,
  }
}

function toCopy(row: CopyRow): ResponseCopy {
  return {
    key: row.key,
    fileId: row.file_id,
    at: row.at,
    output: row.output,
    inherited: row.inherited === 1,
  }
}

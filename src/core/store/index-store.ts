import Database from 'better-sqlite3'
import type { FileTokenCache } from '../tokens/file-tokens.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { CopiedResponses } from './copied-responses.ts'
import {
  type FileRow,
  type FileValues,
  prepareIndexStatements,
  type SessionValues,
  type SourceValues,
  type StampRow,
  type SummedRow,
} from './index-statements.ts'
import type { FileOwner, FileStamp, FileUsage, IndexedFile, SummedFile } from './index-types.ts'
import { decodePart, type ResponseKey, type ResponsePart } from './response-codec.ts'
import { ResponseRows } from './response-rows.ts'
import { sqlOf } from './sql.ts'
import type { TranscriptFacts } from '../ingest/transcript-facts.ts'
import { JustWritten } from './just-written.ts'
import { readStored } from './stored-json.ts'
import { troubleOf } from './store-trouble.ts'

/** Reads and writes of the index that ingest needs. The only writer of these tables. */
export function openIndexStore(database: Database.Database) {
  const statements = prepareIndexStatements(database)
  let rowsWritten = 0
  const wrote: Wrote = (changes) => {
    rowsWritten += changes
    return changes > 0
  }
  const written = new JustWritten()
  const rows = new ResponseRows(sqlOf(database), wrote, written.usage)
  const ownerOf = (fileId: number) => written.files.get(fileId) ?? toOwner(statements.owner(fileId))
  const responses = responseRows(rows, ownerOf, (fileId) => void statements.putPending(fileId))
  return {
    ...fileRows(statements, wrote, written.files, responses.clearResponses),
    ...responses,
    owner: ownerOf,
    ...sessionRows(statements, wrote),

    /** Rows inserted, updated or deleted since the store was opened. */
    rowsWritten: () => rowsWritten,

    /** One in another is undone by itself where it throws. */
    transaction<T>(work: () => T): T {
      try {
        return database.transaction(work).immediate()
      } catch (error) {
        written.forget()
        rows.forgetKeys()
        throw error
      } finally {
        if (!database.inTransaction) written.forget()
      }
    },
  }
}

export type IndexStore = ReturnType<typeof openIndexStore>

/** Says whether the index itself failed (a full disk, damage), and not what was to be written in it. */
export function isIndexTrouble(error: unknown): boolean {
  return error instanceof Database.SqliteError && troubleOf(error) !== undefined
}

type FileToPut = Omit<IndexedFile, 'id' | 'facts'> & Pick<SummedFile, 'facts'>
type SessionOfFile = Pick<FileOwner, 'provider' | 'sessionId'>
type Statements = ReturnType<typeof prepareIndexStatements>
/** Counts rows that were written; answers whether there were any. */
type Wrote = (changes: number) => boolean

function fileRows(
  statements: Statements,
  wrote: Wrote,
  written: Map<number, SummedFile>,
  clearResponses: (fileId: number) => void,
) {
  return {
    stamps: (): FileStamp[] => statements.stamps().map(toStamp),

    isEmpty: (): boolean => statements.anyFile() === undefined,

    file: (id: number): IndexedFile | undefined => toFile(statements.file(id)),

    /** A session's own transcripts before those of its sub-agents, the oldest of each first. */
    filesOfSession: (provider: string, sessionId: string): SummedFile[] =>
      statements
        .filesOfSession(provider, sessionId)
        .flatMap(({ id }) => written.get(id) ?? toSummedFile(statements.summedFile(id)) ?? [])
        .sort(inOrder),

    /** Writes a file's row, marks it as not summed up yet, and returns its id. */
    putFile(file: FileToPut): number {
      const row = statements.putFile(toFileValues(file))
      if (!row) throw new Error('the index gave no id for a file row')
      wrote(1)
      statements.putPending(row.id)
      const { path, provider, sessionId, isSubagent, bornAt, facts } = file
      written.set(row.id, { id: row.id, path, provider, sessionId, isSubagent, bornAt, facts })
      return row.id
    },

    removeFile(id: number): void {
      clearResponses(id)
      written.delete(id)
      wrote(statements.removeFile(id))
      statements.removePending(id)
    },

    pendingFiles: (): number[] => statements.pending().map((row) => row.file_id),
    clearPending: (): void => void statements.clearPending(),
  }
}

function responseRows(
  rows: ResponseRows,
  owner: (fileId: number) => FileOwner | undefined,
  putPending: (fileId: number) => void,
) {
  return {
    clearResponses,

    /** Writes the responses of a file that has none yet. `usage`: what they add up to. */
    putResponses: (fileId: number, parts: readonly ResponsePart[], usage: FileUsage): void =>
      rows.putFirst(fileId, parts, usage),

    /** Adds the responses that a file grew by. */
    addResponses: (fileId: number, parts: readonly ResponsePart[]): void =>
      rows.add(fileId, parts.flatMap(decodePart)),

    responseKeys: (fileId: number): ResponseKey[] => rows.keysOf(fileId),

    /** For settling who owns them. */
    copiedResponses: () => new CopiedResponses(rows),

    /** Time of the first response that stands in this file and in no other; `undefined` where there is none. */
    firstOwnResponseAt: (fileId: number): number | undefined => new CopiedResponses(rows).firstOwnAt(fileId),

    usageOfFile: (fileId: number): FileUsage => rows.usageOf(fileId),

    /** Other sessions whose responses this file holds copies of, the most copied first. */
    inheritedFrom(fileId: number): SessionOfFile[] {
      const copies = new Map<string, { readonly session: SessionOfFile; count: number }>()
      for (const ownerId of new CopiedResponses(rows).ownersOfCopiesIn(fileId)) {
        const session = owner(ownerId)
        if (!session) continue
        const { provider, sessionId } = session
        const known = copies.get(`${provider}:${sessionId}`)
        if (known) known.count++
        else copies.set(`${provider}:${sessionId}`, { session: { provider, sessionId }, count: 1 })
      }
      return [...copies.values()].sort((a, b) => b.count - a.count).map(({ session }) => session)
    },
  }

  /** Removes a file's responses. Files with copies of them may own them now and have to be settled anew. */
  function clearResponses(fileId: number): void {
    const copied = new CopiedResponses(rows)
    for (const key of copied.keysOf(fileId)) {
      for (const other of copied.copiesOf(key)) {
        if (other.fileId === fileId) continue
        putPending(other.fileId)
        copied.setInherited(other.fileId, key, false)
      }
    }
    copied.save()
    rows.remove(fileId)
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

function inOrder(a: SummedFile, b: SummedFile): number {
  if (a.isSubagent !== b.isSubagent) return a.isSubagent ? 1 : -1
  if (a.bornAt !== b.bornAt) return (a.bornAt ?? 0) - (b.bornAt ?? 0)
  return a.path < b.path ? -1 : 1
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

function toOwner(row: Omit<SummedRow, 'id' | 'facts'> | undefined): FileOwner | undefined {
  return (
    row && {
      path: row.path,
      provider: row.provider,
      sessionId: row.session_id,
      isSubagent: row.is_subagent === 1,
      bornAt: row.born_at,
    }
  )
}

function toSummedFile(row: SummedRow | undefined): SummedFile | undefined {
  if (!row) return undefined
  return {
    id: row.id,
    path: row.path,
    provider: row.provider,
    sessionId: row.session_id,
    isSubagent: row.is_subagent === 1,
    bornAt: row.born_at,
    facts: readStored<TranscriptFacts>(row.facts),
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
    touchedFiles: row.touched_files,
    parserState: row.parser_state,
  }
}

function toFileValues(file: FileToPut): FileValues {
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
    facts: JSON.stringify(file.facts),
    touchedFiles: file.touchedFiles,
    parserState: file.parserState,
  }
}

import type { Database } from 'better-sqlite3'
import type { MessageKind } from '../../shared/domain/conversation.ts'
import { sqlOf } from './sql.ts'

/** A transcript whose words are taken. */
export interface WordedTranscript {
  readonly path: string
  readonly root: string
  readonly provider: string
  /** The session's id in the contract. */
  readonly sessionId: string
  readonly isSubagent: boolean
  readonly stamp: string
}

/** Where a message's record stands in its transcript, as `EntryPlace` has it. */
interface RecordPlace {
  readonly offset: number
  readonly bytes: number
  readonly nth: number
}

export interface WordedMessage extends RecordPlace {
  readonly transcriptId: number
  readonly kind: MessageKind
  /** Epoch milliseconds; `null` where the transcript does not tell. */
  readonly at: number | null
  /** Epoch milliseconds that it is sorted by. */
  readonly order: number
  readonly text: string
}

/** A message that has the words, and its transcript. */
export interface FoundMessage extends RecordPlace {
  /** Names it, and sorts by time. */
  readonly id: number
  readonly kind: MessageKind
  readonly at: number | null
  readonly transcript: Pick<WordedTranscript, 'path' | 'root' | 'provider' | 'sessionId' | 'isSubagent'>
}

export interface WordQuery {
  /** In the language of SQLite's full-text search. */
  readonly match: string
  /** Only messages of this session. */
  readonly sessionId: string | undefined
  /** Only messages that stand before this one. */
  readonly before: number | undefined
  readonly limit: number
}

interface TranscriptRow {
  id: number
  path: string
  root: string
  provider: string
  session_id: string
  is_subagent: number
  stamp: string
}

interface FoundRow extends TranscriptRow {
  message_id: number
  kind: MessageKind
  at: number | null
  record_offset: number
  record_bytes: number
  nth: number
}

/** Messages that may have the same millisecond. */
const IN_A_MILLISECOND = 2048
const FOUND = `
  SELECT m.id AS message_id, m.kind, m.at, m.record_offset, m.record_bytes, m.nth, t.*
  FROM words JOIN messages m ON m.id = words.rowid JOIN transcripts t ON t.id = m.transcript_id
  WHERE words MATCH ?`

/** Rows of `text.db`. The id of a message grows with its time: the search engine gives rows by their ids. */
export function textStoreIn(database: Database) {
  const sql = sqlOf(database)
  const transcripts = sql.all<[], TranscriptRow>('SELECT * FROM transcripts')
  const put = sql.one<[string, string, string, string, number, string], { id: number }>(`
    INSERT INTO transcripts (path, root, provider, session_id, is_subagent, stamp) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET root = excluded.root, provider = excluded.provider,
      session_id = excluded.session_id, is_subagent = excluded.is_subagent, stamp = excluded.stamp
    RETURNING id`)
  const addMessage = sql.run<
    [number, number, MessageKind, number | null, number, number, number]
  >(`INSERT OR IGNORE INTO messages (id, transcript_id, kind, at, record_offset, record_bytes, nth)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const addWords = sql.run<[number, string]>('INSERT INTO words (rowid, text) VALUES (?, ?)')
  const removeWords = sql.run<[number]>(
    'DELETE FROM words WHERE rowid IN (SELECT id FROM messages WHERE transcript_id = ?)',
  )
  const removeMessages = sql.run<[number]>('DELETE FROM messages WHERE transcript_id = ?')
  const removeTranscript = sql.run<[number]>('DELETE FROM transcripts WHERE id = ?')
  const find = sql.all<[string, number, number], FoundRow>(
    `${FOUND} AND words.rowid < ? ORDER BY words.rowid DESC LIMIT ?`,
  )
  const span = sql.one<[string], { first: number | null; last: number | null }>(`
    SELECT min(id) AS first, max(id) AS last FROM messages
    WHERE transcript_id IN (SELECT id FROM transcripts WHERE session_id = ?)`)
  const findInSession = sql.all<[string, number, number, string, number], FoundRow>(
    `${FOUND} AND words.rowid < ? AND words.rowid >= ? AND t.session_id = ? ORDER BY words.rowid DESC LIMIT ?`,
  )
  const begin = sql.run<[]>('BEGIN IMMEDIATE')
  const commit = sql.run<[]>('COMMIT')
  const rollback = sql.run<[]>('ROLLBACK')

  return {
    transcripts: (): Map<string, WordedTranscript & { readonly id: number }> =>
      new Map(transcripts().map((row) => [row.path, { id: row.id, ...toTranscript(row) }])),

    /** Answers the id of its row. */
    put(one: WordedTranscript): number {
      const { path, root, provider, sessionId, isSubagent, stamp } = one
      const row = put(path, root, provider, sessionId, Number(isSubagent), stamp)
      if (!row) throw new Error('a transcript that was put has an id')
      return row.id
    },

    /** Quickest where `messages` are in their order: the search engine then writes them at once. */
    add(messages: readonly WordedMessage[]): void {
      let id = 0
      for (const { transcriptId, kind, at, order, offset, bytes, nth, text } of messages) {
        id = Math.max(id + 1, Math.floor(order) * IN_A_MILLISECOND)
        while (addMessage(id, transcriptId, kind, at, offset, bytes, nth) === 0) id++
        addWords(id, text)
      }
    },

    /** Takes back what is known of a transcript's messages. */
    clear(transcriptId: number): void {
      removeWords(transcriptId)
      removeMessages(transcriptId)
    },

    remove(transcriptId: number): void {
      removeWords(transcriptId)
      removeMessages(transcriptId)
      removeTranscript(transcriptId)
    },

    /** The newest first. Throws where `match` is none of the search engine's. */
    find({ match, sessionId, before = Number.MAX_SAFE_INTEGER, limit }: WordQuery): FoundMessage[] {
      if (sessionId === undefined) return find(match, before, limit).map(toFound)
      const { first, last } = span(sessionId) ?? {}
      if (first == null || last == null) return []
      return findInSession(match, Math.min(before, last + 1), first, sessionId, limit).map(toFound)
    },

    /** For work whose length is not known when it begins: it may be read and left between two of its steps. */
    begin: () => void begin(),
    commit: () => void commit(),
    rollback: () => void rollback(),
    get isWriting(): boolean {
      return database.inTransaction
    },
  }
}

export type TextStore = ReturnType<typeof textStoreIn>

function toTranscript(row: TranscriptRow): WordedTranscript {
  return {
    path: row.path,
    root: row.root,
    provider: row.provider,
    sessionId: row.session_id,
    isSubagent: row.is_subagent === 1,
    stamp: row.stamp,
  }
}

function toFound(row: FoundRow): FoundMessage {
  const { message_id: id, kind, at, record_offset: offset, record_bytes: bytes, nth } = row
  return { id, kind, at, offset, bytes, nth, transcript: toTranscript(row) }
}

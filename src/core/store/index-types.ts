import type { TokenCounts } from '../../shared/domain/tokens.ts'
import type { TranscriptFacts } from '../ingest/transcript-facts.ts'
import type { ResponseKey } from './response-codec.ts'

/** Why lines of a transcript did not count. Together with the used ones they add up to the lines read. */
export const SKIP_REASONS = ['not relevant', 'unknown type', 'malformed', 'empty', 'too long'] as const
export type SkipReason = (typeof SKIP_REASONS)[number]
export type SkippedLines = Partial<Record<SkipReason, number>>

/** What is compared with the disk to find out what changed: small, for it is read for every file at every start. */
export interface FileStamp {
  readonly id: number
  readonly path: string
  readonly provider: string
  readonly root: string
  /** The session that the file counts with: for a sub-agent, the one that started it. */
  readonly sessionId: string
  readonly dev: number
  readonly ino: number
  readonly size: number
  readonly mtimeMs: number
  /** Checksums of the counted part of a file; of a session in a document, the stamp that its reader gave it. */
  readonly fingerprint: string
}

/** One transcript file as the index knows it. Instants are epoch milliseconds. */
export interface IndexedFile extends FileStamp {
  readonly isSubagent: boolean
  /** Bytes whose lines are counted. */
  readonly readOffset: number
  readonly bornAt: number | null
  readonly lines: number
  readonly skipped: SkippedLines
  /** JSON of `TranscriptFacts`. */
  readonly facts: string
  /** JSON of the files that its session touched: apart from the facts, for no summary needs them. */
  readonly touchedFiles: string
  /** JSON of the parser's checkpoint. */
  readonly parserState: string
}

export type FileOwner = Pick<IndexedFile, 'path' | 'provider' | 'sessionId' | 'isSubagent' | 'bornAt'>

/** A transcript as its session is summed up from it. */
export interface SummedFile extends FileOwner {
  readonly id: number
  readonly facts: Readonly<TranscriptFacts>
}

/** Responses of one model, in one price band, that one file's session made itself. */
export interface UsageSum {
  readonly model: string
  readonly responses: number
  readonly counts: TokenCounts
  /** Share of `counts.cacheWrite` that is kept for an hour. */
  readonly cacheWrite1h: number
  /** Total input of the largest of them. */
  readonly largestPrompt: number
}

/** What the responses in one file add up to. */
export interface FileUsage {
  /** By model and price band, of those that the file's session made itself. */
  readonly sums: readonly UsageSum[]
  /** Answers of the model in the main conversation, copied ones included. */
  readonly answers: number
  /** How many are copies of another file's. */
  readonly copies: number
}

/** A response whose key stands in several files, as one of them has it. */
export interface ResponseCopy {
  readonly key: ResponseKey
  readonly fileId: number
  /** Epoch milliseconds. A copy keeps the time of what it was copied from. */
  readonly at: number
  readonly output: number
  readonly inherited: boolean
}

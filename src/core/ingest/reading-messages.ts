import type { MessagePort } from 'node:worker_threads'
import type { TranscriptRef } from '../../providers/provider.ts'
import type { TranscriptReading } from './read-transcript.ts'

/** What the thread that reads transcripts needs to begin. */
export interface ReadingStart {
  readonly port: MessagePort
  /** Counts the replies; whoever waits on it is woken by each. */
  readonly replies: Int32Array<SharedArrayBuffer>
}

/** A transcript that was never read before. */
export interface ReadingTask {
  readonly path: string
  readonly providerId: string
  readonly ref: TranscriptRef
  readonly dev: number
  readonly ino: number
  readonly sizeBytes: number
}

export interface ReadingReply {
  readonly path: string
  /** Left out where the file cannot be read: whoever asked tries it again, and says what it finds. */
  readonly reading?: TranscriptReading
}

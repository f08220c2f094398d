import type { ListedTranscript } from '../store/transcript-queries.ts'
import type { FindRequest, Hits } from './find-messages.ts'
import type { TextProgress } from './text-indexer.ts'

/** What is asked of the thread that searches. */
export type SearchTask =
  | { readonly kind: 'update'; readonly files: readonly ListedTranscript[]; readonly isAll: boolean }
  /** `files`: all transcripts, to tell how many of them were searched as they are now. */
  | { readonly kind: 'find'; readonly request: FindRequest; readonly files: readonly ListedTranscript[] }
  | { readonly kind: 'close' }

/** Each is answered with its `call`. */
export type ToWorker = SearchTask & { readonly call: number }

export type TaskAnswer =
  | { readonly kind: 'done'; readonly call: number }
  | { readonly kind: 'found'; readonly call: number; readonly hits: Hits; readonly transcripts: number }

export type FromWorker =
  | TaskAnswer
  /** Our own data cannot be used: an error would lose its kind on the way out of the thread. */
  | { readonly kind: 'refused'; readonly call: number; readonly sentence: string }
  | {
      readonly kind: 'failed'
      readonly call: number
      readonly message: string
      readonly stack: string | undefined
    }
  | { readonly kind: 'progress'; readonly progress: TextProgress }
  | { readonly kind: 'log'; readonly message: string; readonly cause: string }

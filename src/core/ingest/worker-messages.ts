import type { ProviderEnvironment } from '../../providers/provider.ts'
import type { Places } from './look-at-places.ts'
import type { FoundFolders } from './found-folders.ts'
import type { ScanProgress, ScanReport } from './scan-report.ts'

/** What the thread needs to begin. Plain data: it is cloned into the thread. */
export interface WorkerStart {
  readonly dataFolder: string
  readonly environment: ProviderEnvironment
  readonly providerIds: readonly string[]
  /** Of the product. */
  readonly version: string
}

export type ToWorker =
  | { readonly kind: 'scan'; readonly call: number; readonly running: readonly string[] }
  /** May overtake a whole scan. */
  | { readonly kind: 'scan places'; readonly call: number; readonly places: Places }
  | { readonly kind: 'forget retired'; readonly ids: readonly string[] }
  | { readonly kind: 'interrupt' | 'close' }

export type FromWorker =
  /** The index is open; `events` tells what happened on the way. */
  | { readonly kind: 'ready'; readonly events: readonly string[] }
  | { readonly kind: 'report'; readonly call: number; readonly report: ScanReport }
  /** The index cannot be opened; the sentence is for people. */
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'progress'; readonly progress: ScanProgress }
  | { readonly kind: 'folders'; readonly found: FoundFolders }
  | {
      readonly kind: 'failed'
      readonly call: number
      readonly message: string
      readonly stack: string | undefined
    }
  | {
      readonly kind: 'log'
      readonly level: 'debug' | 'warn' | 'error'
      readonly message: string
      readonly cause?: string
    }

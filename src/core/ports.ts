import type { ProcessInfo, ProcessSnapshot } from '../shared/domain/process.ts'
import type { ProviderEnvironment } from '../providers/provider.ts'

export type { ProviderEnvironment }

/** Time comes through here, so that tests own it. */
export interface Clock {
  readonly now: () => Date
  /** Never goes backwards; for intervals. Milliseconds. */
  readonly monotonicMs: () => number
}

export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  /** A bug or a loss: logged once, with its cause. */
  error(message: string, cause: unknown): void
}

export interface ProcessTable {
  /** All processes that may be read, and how many may not. Never rejects because of one process. */
  snapshot(): Promise<ProcessSnapshot>
  /** Says whether any of these processes of a snapshot has ended, as cheaply as the system allows. */
  someEnded(processes: readonly ProcessInfo[]): Promise<boolean>
  /** Files that a process holds open; `undefined` where the system does not tell. */
  openFiles(pid: number): Promise<readonly string[] | undefined>
}

/** What came of a request. */
export type LoopbackAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  /** Nobody listens there. */
  | { readonly kind: 'refused' }
  /** The end of a sentence about whoever was asked: `did not answer in time`. */
  | { readonly kind: 'failed'; readonly reason: string }

/** An HTTP server of this machine, and what it is asked. */
export interface LoopbackQuestion {
  /** An address of loopback in digits; any other is not asked. */
  readonly host: string
  readonly port: number
  readonly path: string
}

/** Asks programs of this machine. Nothing leaves it: no other address, no proxy, and no redirect is followed. */
export interface Loopback {
  /** Ports that somebody listens at, where the system tells that at once; `undefined` where it does not. */
  listeningPorts(): ReadonlySet<number> | undefined
  /** One GET. Settles within `timeoutMs`, whatever the other side does, and never rejects. */
  get(question: LoopbackQuestion, timeoutMs: number): Promise<LoopbackAnswer>
}

/** What a host is told of the machine's power, where that is more than the files of Linux say. */
export interface Power {
  /** Whether the machine runs on its battery; `undefined` where the host is not told. */
  readonly onBattery: () => boolean | undefined
  /** Calls back when the machine woke from sleep, and when its power has changed. Returns how to stop. */
  follow(listener: (event: 'woke' | 'power changed') => void): () => void
}

/** What a host must give the core. */
export interface Ports {
  readonly clock: Clock
  readonly logger: Logger
  readonly processes: ProcessTable
  readonly loopback: Loopback
  /** Left out by hosts that are told nothing: battery and sleep are then found out, as far as they can be. */
  readonly power?: Power
  readonly environment: ProviderEnvironment
  /** Folder of our own data: `LLM_SESSION_HOME`, or the system's place for it. */
  readonly dataFolder: string
  readonly host: { readonly kind: 'cli' | 'server' | 'desktop'; readonly capabilities: readonly string[] }
  /** Version of the product. */
  readonly version: string
  /** True where the environment holds sample data. */
  readonly demo: boolean
}

import { Worker } from 'node:worker_threads'
import type { Logger } from '../ports.ts'
import { StoreRefused } from '../store/open-stores.ts'
import type { DeskStart } from './search-desk.ts'
import type { TextProgress } from './text-indexer.ts'
import type { FromWorker, SearchTask, TaskAnswer, ToWorker } from './worker-messages.ts'

interface Waiting {
  resolve(answer: TaskAnswer): void
  reject(error: Error): void
}

/** The thread that searches. While it has nothing to do, it does not keep its host from ending. */
export class SearchThread {
  readonly keeps: boolean
  onProgress: ((progress: TextProgress) => void) | undefined
  private readonly worker: Worker
  private readonly logger: Pick<Logger, 'error'>
  private readonly waiting = new Map<number, Waiting>()
  private calls = 0
  private ended: Error | undefined

  constructor(start: DeskStart, logger: Pick<Logger, 'error'>) {
    this.keeps = start.keeps
    this.logger = logger
    this.worker = new Worker(workerFile(), { name: 'search', workerData: start })
    this.worker.unref()
    this.worker.on('message', (message: FromWorker) => this.receive(message))
    this.worker.on('error', (error) => this.end(error instanceof Error ? error : new Error(String(error))))
    this.worker.on('exit', () => this.end(new Error('the thread that searches has ended')))
  }

  /** Nothing can be asked any more: it was closed, or died. */
  get hasEnded(): boolean {
    return this.ended !== undefined
  }

  /** Rejects with `StoreRefused` where the words cannot be kept. */
  ask(task: SearchTask): Promise<TaskAnswer> {
    if (this.ended) return Promise.reject(this.ended)
    const call = ++this.calls
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject })
      this.worker.ref()
      this.worker.postMessage({ ...task, call } satisfies ToWorker)
    })
  }

  async close(): Promise<void> {
    if (!this.ended) await this.ask({ kind: 'close' })
    await this.worker.terminate()
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'progress') return this.onProgress?.(message.progress)
    if (message.kind === 'log') return this.logger.error(message.message, message.cause)
    const call = this.waiting.get(message.call)
    this.waiting.delete(message.call)
    if (this.waiting.size === 0) this.worker.unref()
    if (message.kind === 'refused') return call?.reject(new StoreRefused(message.sentence))
    if (message.kind !== 'failed') return call?.resolve(message)
    return call?.reject(Object.assign(new Error(message.message), { stack: message.stack }))
  }

  private end(error: Error): void {
    this.ended ??= error
    for (const call of this.waiting.values()) call.reject(error)
    this.waiting.clear()
  }
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./search-worker.${extension}`, import.meta.url)
}

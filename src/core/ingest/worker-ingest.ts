import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Logger } from '../ports.ts'
import { StoreRefused } from '../store/open-stores.ts'
import type { OpenIngest, ScanListener } from './ingest.ts'
import type { ScanReport } from './scan-report.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

/**
 * A first reading would leave the thread with 33 MB for young objects, and what is kept of it is never given back. Less
 * costs no measurable time.
 */
const YOUNG_GENERATION_MB = 6

interface Waiting {
  resolve(report: ScanReport): void
  reject(error: Error): void
}

/** Ingest in a thread of its own, so that reading gigabytes never delays an answer. Rejects where the index cannot be opened. */
export async function openWorkerIngest(
  start: WorkerStart,
  logger: Logger,
  { onProgress, onFolders }: ScanListener,
): Promise<OpenIngest> {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB }
  const worker = new Worker(workerFile(), { workerData: start, name: 'ingest', resourceLimits })
  const waiting = new Map<number, Waiting>()
  const ready = Promise.withResolvers<readonly string[]>()
  let calls = 0
  let ended: Error | undefined

  const failAll = (error: Error) => {
    ended ??= error
    ready.reject(ended)
    for (const call of waiting.values()) call.reject(ended)
    waiting.clear()
  }
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') return ready.resolve(message.events)
    if (message.kind === 'refused') return failAll(new StoreRefused(message.sentence))
    if (message.kind === 'progress') return onProgress(message.progress)
    if (message.kind === 'folders') return onFolders(message.found)
    if (message.kind === 'log') return log(logger, message)
    const call = waiting.get(message.call)
    waiting.delete(message.call)
    if (message.kind === 'report') call?.resolve(message.report)
    else call?.reject(Object.assign(new Error(message.message), { stack: message.stack }))
  })
  worker.on('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => failAll(new Error('the ingest thread has ended')))

  const send = (message: ToWorker) => worker.postMessage(message)
  const ask = (question: (call: number) => ToWorker): Promise<ScanReport> => {
    if (ended) return Promise.reject(ended)
    const call = ++calls
    return new Promise((resolve, reject) => {
      waiting.set(call, { resolve, reject })
      send(question(call))
    })
  }
  return {
    events: await ready.promise,
    scan: (running = []) => ask((call) => ({ kind: 'scan', call, running })),
    scanPlaces: (places) => ask((call) => ({ kind: 'scan places', call, places })),
    forgetRetired: (ids) => send({ kind: 'forget retired', ids }),
    interrupt: () => send({ kind: 'interrupt' }),
    hasEnded: () => ended !== undefined,
    async close() {
      if (ended) return
      const exit = once(worker, 'exit')
      send({ kind: 'close' })
      await exit
    },
  }
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./ingest-worker.${extension}`, import.meta.url)
}

function log(logger: Logger, { level, message, cause }: Extract<FromWorker, { kind: 'log' }>): void {
  if (level === 'error') logger.error(message, cause)
  else logger[level](message)
}

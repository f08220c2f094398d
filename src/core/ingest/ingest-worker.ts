import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { providers } from '../../providers/registry.ts'
import type { Logger } from '../ports.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openIndex, StoreRefused } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { Ingest } from './ingest.ts'
import { createInlineIngest } from './inline-ingest.ts'
import type { ScanReport } from './scan-report.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

/** From here on a scan leaves so much garbage that it is worth collecting at once. */
const LONG_READING_BYTES = 64 << 20

const port = parentPort
if (!port) throw new Error('this file runs as a thread, not as a program')
const start: WorkerStart = workerData
const post = (message: FromWorker) => port.postMessage(message)

const logger: Logger = {
  debug: (message) => post({ kind: 'log', level: 'debug', message }),
  warn: (message) => post({ kind: 'log', level: 'warn', message }),
  error: (message, cause) =>
    post({
      kind: 'log',
      level: 'error',
      message,
      cause: cause instanceof Error ? String(cause.stack) : String(cause),
    }),
}

const opened = openOrRefuse()
const ingest =
  opened &&
  createInlineIngest({
    opened,
    providers: providers.filter((provider) => start.providerIds.includes(provider.manifest.id)),
    environment: start.environment,
    version: start.version,
    clock: systemClock,
    logger,
    onProgress: (progress) => post({ kind: 'progress', progress }),
    onFolders: (found) => post({ kind: 'folders', found }),
    // Lets in what is asked meanwhile.
    pause: () => setImmediate(),
  })
if (opened && ingest) {
  post({ kind: 'ready', events: opened.events })
  port.on('message', answerer(ingest))
}

/** A refusal is told as a message: an error would lose its kind on the way out of the thread. */
function openOrRefuse(): OpenedDatabase | undefined {
  try {
    return openIndex(start.dataFolder, 'own', () => systemClock.now())
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error
    post({ kind: 'refused', sentence: error.message })
    return undefined
  }
}

/** Whole scans follow each other, however fast they are asked for; a look at some places comes in between. */
function answerer(ingest: Ingest): (message: ToWorker) => void {
  let previous: Promise<void> = Promise.resolve()
  return (message) => {
    if (message.kind === 'scan places') {
      void answer(message.call, () => ingest.scanPlaces(message.places))
    } else if (message.kind === 'scan') {
      previous = previous.then(() => answer(message.call, () => ingest.scan(message.running)))
    } else if (message.kind === 'forget retired') {
      ingest.forgetRetired(message.ids)
    } else if (message.kind === 'interrupt') {
      ingest.interrupt()
    } else {
      const closed = ingest.close()
      void Promise.all([previous, closed]).then(() => port?.close())
    }
  }
}

async function answer(call: number, scan: () => Promise<ScanReport>): Promise<void> {
  try {
    const report = await scan()
    post({ kind: 'report', call, report })
    if (report.bytesRead > LONG_READING_BYTES) void giveMemoryBack()
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error))
    post({ kind: 'failed', call, message: known.message, stack: known.stack })
  }
}

async function giveMemoryBack(): Promise<void> {
  try {
    await collectGarbage()
  } catch (cause) {
    logger.error('the garbage of a long reading was not collected', cause)
  }
}

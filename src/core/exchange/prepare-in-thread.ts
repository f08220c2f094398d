import { Worker } from 'node:worker_threads'
import type { PreparedContexts } from './prepare-contexts.ts'

/** Megabytes for what a file of the largest size becomes while it is read. */
const MOST_MEMORY_MB = 2_048
/** As in a program's own thread, so that both find the same files too deep. */
const STACK_MB = 1

/**
 * Reads a file of contexts in a thread of its own, which ends with it: a large one takes seconds, and a host answers
 * others. `bytes` are handed over, and gone from here.
 */
export function prepareInThread(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedContexts> {
  const worker = new Worker(workerFile(), {
    name: 'contexts',
    workerData: bytes,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB, stackSizeMb: STACK_MB },
  })
  // A host that is told to end need not wait for it.
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.on('message', (message: PreparedContexts) => resolve(message))
    worker.on('error', (error) => (isOutOfMemory(error) ? resolve(tooMuch()) : reject(error)))
    worker.on('exit', () => reject(new Error('the thread that reads contexts has ended')))
  })
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tooMuch(): PreparedContexts {
  const message = 'It does not fit into the memory of the thread that reads it.'
  return { kind: 'refused', problems: [{ path: '', place: undefined, message }] }
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./prepare-contexts-worker.${extension}`, import.meta.url)
}

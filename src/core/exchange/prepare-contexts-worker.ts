import { parentPort, workerData } from 'node:worker_threads'
import { prepareContexts } from './prepare-contexts.ts'

const given: unknown = workerData
if (!parentPort || !(given instanceof Uint8Array)) throw new Error('this file runs as a thread on bytes')
parentPort.postMessage(prepareContexts(Buffer.from(given.buffer, given.byteOffset, given.byteLength)))

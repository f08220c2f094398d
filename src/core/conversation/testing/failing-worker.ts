import { parentPort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from '../worker-messages.ts'

/** A thread that does what the id of a session says: it ends, throws where nobody catches, is silent, or answers. */
parentPort?.on('message', ({ call, source }: ToWorker) => {
  if (source.id === 'ends') process.exit(1)
  if (source.id === 'throws') throw new TypeError('a bug in the thread')
  if (source.id === 'is silent') return
  const text = { edition: 'e', position: 0, text: source.id, from: 0, textLength: source.id.length }
  const message: FromWorker = { kind: 'answer', call, answer: { kind: 'text', text } }
  parentPort?.postMessage(message)
})

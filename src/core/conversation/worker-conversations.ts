import { Worker } from 'node:worker_threads'
import type { Conversations, Question, Questions } from './conversation-desk.ts'
import { ConversationUnreadable, type ConversationSource } from './conversation-source.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

const ENDED = 'The thread that reads conversations has ended.'
const OUT_OF_MEMORY = 'The conversation does not fit into the memory of the thread that reads it.'

interface Waiting {
  /** The thread that was asked: when it ends, no other answers. */
  readonly worker: Worker
  resolve(answer: Questions[Question]['answer']): void
  reject(error: Error): void
}

/** Reads conversations in a thread of its own, begun with the first question, so that a long one delays nobody else. */
export class WorkerConversations implements Conversations {
  private readonly file: URL
  private readonly waiting = new Map<number, Waiting>()
  private worker: Worker | undefined
  private calls = 0

  /** `file`: what the thread runs. */
  constructor(file: URL = workerFile()) {
    this.file = file
  }

  ask<Q extends Question>(
    question: Q,
    source: ConversationSource,
    ask: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']> {
    const call = ++this.calls
    const message: ToWorker = { call, question, source, ask }
    return new Promise((resolve, reject) => {
      const worker = this.running()
      this.waiting.set(call, { worker, resolve, reject })
      worker.postMessage(message)
    })
  }

  async close(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    await worker?.terminate()
  }

  /** A thread that died (out of memory, say) is begun anew with the next question. */
  private running(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(this.file, { name: 'conversations' })
    // An idle thread does not keep its host from ending.
    worker.unref()
    worker.on('message', (message: FromWorker) => this.receive(message))
    worker.on('error', (error) => this.fail(worker, failureOf(error)))
    worker.on('exit', () => this.fail(worker, new ConversationUnreadable(null, ENDED)))
    this.worker = worker
    return worker
  }

  private receive(message: FromWorker): void {
    const call = this.waiting.get(message.call)
    this.waiting.delete(message.call)
    if (message.kind === 'answer') call?.resolve(message.answer)
    else if (message.kind === 'unreadable')
      call?.reject(new ConversationUnreadable(message.path, message.reason))
    else call?.reject(Object.assign(new Error(message.message), { stack: message.stack }))
  }

  private fail(worker: Worker, error: Error): void {
    if (this.worker === worker) this.worker = undefined
    for (const [call, waiting] of this.waiting) {
      if (waiting.worker !== worker) continue
      this.waiting.delete(call)
      waiting.reject(error)
    }
  }
}

/** A thread that ran out of memory read too large a conversation; whatever else was thrown in it is a bug. */
function failureOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const isOutOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isOutOfMemory ? new ConversationUnreadable(null, OUT_OF_MEMORY) : error
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./conversation-worker.${extension}`, import.meta.url)
}

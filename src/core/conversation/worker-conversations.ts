import { Worker } from 'node:worker_threads'
import type { Conversations, Question, Questions } from './conversation-desk.ts'
import { ConversationUnreadable, type ConversationSource } from './conversation-source.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

interface Waiting {
  resolve(answer: Questions[Question]['answer']): void
  reject(error: Error): void
}

/** Reads conversations in a thread of its own, begun with the first question, so that a long one delays nobody else. */
export class WorkerConversations implements Conversations {
  private readonly waiting = new Map<number, Waiting>()
  private worker: Worker | undefined
  private calls = 0

  ask<Q extends Question>(
    question: Q,
    source: ConversationSource,
    ask: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']> {
    const call = ++this.calls
    const message: ToWorker = { call, question, source, ask }
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject })
      this.running().postMessage(message)
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
    const worker = new Worker(workerFile(), { name: 'conversations' })
    // An idle thread does not keep its host from ending.
    worker.unref()
    worker.on('message', (message: FromWorker) => this.receive(message))
    worker.on('error', (error) =>
      this.fail(worker, error instanceof Error ? error : new Error(String(error))),
    )
    worker.on('exit', () => this.fail(worker, new Error('the thread that reads conversations has ended')))
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
    for (const call of this.waiting.values()) call.reject(error)
    this.waiting.clear()
  }
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./conversation-worker.${extension}`, import.meta.url)
}

import { parentPort } from 'node:worker_threads'
import { providers } from '../../providers/registry.ts'
import { ConversationDesk } from './conversation-desk.ts'
import { ConversationUnreadable } from './conversation-source.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a thread, not as a program')
const desk = new ConversationDesk(providers)

port.on('message', ({ call, question, source, ask }: ToWorker) => {
  void reply(call, () => desk.ask(question, source, ask)).then((message) => port.postMessage(message))
})

async function reply(call: number, work: () => ReturnType<typeof desk.ask>): Promise<FromWorker> {
  try {
    return { kind: 'answer', call, answer: await work() }
  } catch (error) {
    if (error instanceof ConversationUnreadable)
      return { kind: 'unreadable', call, path: error.path, reason: error.reason }
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'failed', call, message, stack }
  }
}

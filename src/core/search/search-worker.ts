import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { findProvider } from '../../providers/registry.ts'
import { openTranscript } from '../conversation/open-transcript.ts'
import { StoreRefused } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import { type DeskStart, SearchDesk } from './search-desk.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a thread, not as a program')
const start: DeskStart = workerData
const post = (message: FromWorker) => port.postMessage(message)

// On Linux the priority is the thread's own: totals and live updates come first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

const desk = new SearchDesk({
  ...start,
  clock: systemClock,
  logger: { error: (message, cause) => post({ kind: 'log', message, cause: String(cause) }) },
  onProgress: (progress) => post({ kind: 'progress', progress }),
  async open(file) {
    const provider = findProvider(file.provider)
    const format = await provider?.conversation?.()
    return provider && format && openTranscript(file, provider, format)
  },
})

port.on('message', (message: ToWorker) => {
  void reply(message).then((answer) => {
    post(answer)
    return message.kind === 'close' && port.close()
  })
})

async function reply(message: ToWorker): Promise<FromWorker> {
  const { call } = message
  try {
    if (message.kind === 'find')
      return { kind: 'found', call, ...(await desk.find(message.request, message.files)) }
    await (message.kind === 'update' ? desk.update(message.files, message.isAll) : desk.close())
    return { kind: 'done', call }
  } catch (error) {
    if (error instanceof StoreRefused) return { kind: 'refused', call, sentence: error.message }
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'failed', call, message: text, stack }
  }
}

import { closeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { providers } from '../../providers/registry.ts'
import { openRegular } from '../files/open-regular.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript, type TranscriptReading } from './read-transcript.ts'
import type { ReadingReply, ReadingStart, ReadingTask } from './reading-messages.ts'

const { port, replies }: ReadingStart = workerData
const reader = new LineReader()
/** Text is counted later, by the thread that asked: it keeps what was counted before. */
const NO_COUNTING = { counter: undefined, fileTokens: { get: () => undefined, set: () => undefined } }

port.on('message', (task: ReadingTask) => {
  const reading = read(task)
  const reply: ReadingReply = { path: task.path, ...(reading && { reading }) }
  port.postMessage(reply)
  Atomics.add(replies, 0, 1)
  Atomics.notify(replies, 0)
})

/** Answers nothing where anything goes wrong: the thread that asked tries it again, and tells of the trouble. */
function read(task: ReadingTask): TranscriptReading | undefined {
  const provider = providers.find((candidate) => candidate.manifest.id === task.providerId)
  const opened = openRegular(task.path)
  if (opened.kind === 'refused') return undefined
  try {
    if (!provider) return undefined
    return readTranscript({ ...task, fd: opened.fd, provider, known: undefined }, reader, NO_COUNTING)
  } catch {
    return undefined
  } finally {
    closeSync(opened.fd)
  }
}

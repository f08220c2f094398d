import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Logger } from '../ports.ts'
import type { Candidate } from './look-at-roots.ts'
import type { TranscriptReading } from './read-transcript.ts'
import type { ReadingReply, ReadingStart, ReadingTask } from './reading-messages.ts'

/** Below this much to read, a thread takes longer to start than it saves. */
const WORTH_A_THREAD_BYTES = 64 << 20
/** What the thread is given at a time: what it brings back waits in memory. */
const AHEAD_BYTES = 24 << 20
/** No transcript takes so long: a thread that says nothing for this time is gone. */
const PATIENCE_MS = 60_000

/** What a thread beside this one reads of transcripts that were never read before. */
export interface ReadAhead {
  /** What a transcript holds; waits for it. `undefined` where the thread could not read it: the caller has to. */
  take(path: string): TranscriptReading | undefined
  /** What a transcript holds is not wanted any more. */
  drop(path: string): void
  close(): void
}

export interface ReadAheadOptions {
  readonly logger: Logger
  /** Processors of this machine; asked of the system where left out. */
  readonly cores?: number
  readonly worthBytes?: number
}

/**
 * Starts a thread that reads ahead of the caller, who takes what it read in the same order; `undefined` where that does
 * not pay. The caller writes meanwhile: it waits without returning to its event loop, as a scan is one piece of work.
 */
export function openReadAhead(
  transcripts: readonly Candidate[],
  { logger, cores = availableParallelism(), worthBytes = WORTH_A_THREAD_BYTES }: ReadAheadOptions,
): ReadAhead | undefined {
  const bytes = transcripts.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  return cores < 2 || bytes < worthBytes ? undefined : new ReadingAhead(transcripts, logger)
}

class ReadingAhead implements ReadAhead {
  private readonly replies = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  private readonly thread: ReadingThread
  private readonly waiting: Candidate[]
  /** Bytes of each transcript that the thread was given and that was not taken back yet. */
  private readonly given = new Map<string, number>()
  private givenBytes = 0
  private readonly read = new Map<string, ReadingReply>()
  private readonly unwanted = new Set<string>()

  constructor(transcripts: readonly Candidate[], logger: Logger) {
    this.waiting = transcripts.toReversed()
    this.thread = new ReadingThread(this.replies, logger)
    this.give()
  }

  take(path: string): TranscriptReading | undefined {
    if (!this.given.has(path)) return undefined
    const reply = this.replyFor(path)
    this.drop(path)
    return reply?.reading
  }

  drop(path: string): void {
    this.unwanted.add(path)
    this.read.delete(path)
    this.givenBytes -= this.given.get(path) ?? 0
    if (this.given.delete(path)) this.give()
  }

  close(): void {
    this.thread.close()
    this.waiting.length = 0
    this.given.clear()
    this.givenBytes = 0
  }

  private replyFor(path: string): ReadingReply | undefined {
    for (;;) {
      const seen = Atomics.load(this.replies, 0)
      for (const reply of this.thread.received())
        if (this.given.has(reply.path)) this.read.set(reply.path, reply)
      const reply = this.read.get(path)
      if (reply) return reply
      if (Atomics.wait(this.replies, 0, seen, PATIENCE_MS) !== 'timed-out') continue
      this.close()
      return undefined
    }
  }

  /** Gives the thread as much as it may have at once, and at least one transcript. */
  private give(): void {
    for (let next = this.waiting.at(-1); next; next = this.waiting.at(-1)) {
      const { path, sizeBytes } = next.file
      if (this.given.size > 0 && this.givenBytes + sizeBytes > AHEAD_BYTES) return
      this.waiting.pop()
      if (this.unwanted.has(path)) continue
      this.given.set(path, sizeBytes)
      this.givenBytes += sizeBytes
      this.thread.give(next)
    }
  }
}

class ReadingThread {
  private readonly port: MessagePort
  private readonly worker: Worker

  constructor(replies: Int32Array<SharedArrayBuffer>, logger: Logger) {
    const { port1, port2 } = new MessageChannel()
    const workerData: ReadingStart = { port: port2, replies }
    this.port = port1
    this.worker = new Worker(workerFile(), { workerData, transferList: [port2], name: 'reading' })
    // A thread that dies answers nothing more, which `take` notices.
    this.worker.on('error', (cause) => logger.error('a reading thread ended', cause))
    this.worker.unref()
  }

  give({ file, ref, provider }: Candidate): void {
    const { path, dev, ino, sizeBytes } = file
    const task: ReadingTask = { path, dev, ino, sizeBytes, ref, providerId: provider.manifest.id }
    this.port.postMessage(task)
  }

  *received(): Generator<ReadingReply> {
    for (let got = receiveMessageOnPort(this.port); got; got = receiveMessageOnPort(this.port)) {
      const reply: ReadingReply = got.message
      yield reply
    }
  }

  close(): void {
    this.port.close()
    void this.worker.terminate()
  }
}

/** The sources run as they are; a bundle has the thread's file beside its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./reading-worker.${extension}`, import.meta.url)
}

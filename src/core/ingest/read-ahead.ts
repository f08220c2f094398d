import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Logger } from '../ports.ts'
import type { Candidate } from './look-at-roots.ts'
import { unpackReading } from './packed-reading.ts'
import type { TranscriptReading } from './read-transcript.ts'
import type { ReadingReply, ReadingStart, ReadingTask } from './reading-messages.ts'

/** Below this much to read, a thread takes longer to start than it saves. */
const WORTH_A_THREAD_BYTES = 64 << 20
/** Further threads wait for the one that writes. */
const MOST_THREADS = 2
/** Transcripts that one thread is given at a time: what it brings back waits in memory. */
const AHEAD_BYTES = 24 << 20
/** No transcript takes so long: a thread that says nothing for this time is gone. */
const PATIENCE_MS = 60_000

/** What threads beside this one read of transcripts that were never read before. */
export interface ReadAhead {
  /** What a transcript holds; waits for it. `undefined` where no thread could read it: the caller has to. */
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
 * Starts threads that read ahead of the caller, who takes what they read in the same order; `undefined` where that does
 * not pay. The caller writes meanwhile: it waits without returning to its event loop, as a scan is one piece of work.
 */
export function openReadAhead(
  transcripts: readonly Candidate[],
  { logger, cores = availableParallelism(), worthBytes = WORTH_A_THREAD_BYTES }: ReadAheadOptions,
): ReadAhead | undefined {
  const bytes = transcripts.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  const count = Math.min(MOST_THREADS, cores - 1)
  return count < 1 || bytes < worthBytes ? undefined : new ReadingThreads(transcripts, count, logger)
}

class ReadingThreads implements ReadAhead {
  private readonly replies = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  private readonly threads: readonly ReadingThread[]
  private readonly waiting: Candidate[]
  /** Which thread reads a transcript, and what it said. */
  private readonly given = new Map<string, { readonly thread: ReadingThread; readonly bytes: number }>()
  private readonly read = new Map<string, ReadingReply>()
  private readonly unwanted = new Set<string>()

  constructor(transcripts: readonly Candidate[], count: number, logger: Logger) {
    this.waiting = transcripts.toReversed()
    this.threads = Array.from({ length: count }, () => new ReadingThread(this.replies, logger))
    this.give()
  }

  take(path: string): TranscriptReading | undefined {
    if (!this.given.has(path)) return undefined
    const reply = this.replyFor(path)
    this.drop(path)
    return reply?.reading && unpackReading(reply.reading)
  }

  drop(path: string): void {
    this.unwanted.add(path)
    this.read.delete(path)
    const given = this.given.get(path)
    if (!given) return
    this.given.delete(path)
    given.thread.bytesAhead -= given.bytes
    this.give()
  }

  close(): void {
    for (const thread of this.threads) thread.close()
    this.waiting.length = 0
    this.given.clear()
  }

  private replyFor(path: string): ReadingReply | undefined {
    for (;;) {
      const seen = Atomics.load(this.replies, 0)
      for (const thread of this.threads)
        for (const reply of thread.received())
          if (this.given.has(reply.path)) this.read.set(reply.path, reply)
      const reply = this.read.get(path)
      if (reply) return reply
      if (Atomics.wait(this.replies, 0, seen, PATIENCE_MS) !== 'timed-out') continue
      this.close()
      return undefined
    }
  }

  /** Gives each thread as much as it may have at once, and at least one transcript. */
  private give(): void {
    for (;;) {
      const thread = this.threads.reduce((best, other) => (other.bytesAhead < best.bytesAhead ? other : best))
      const next = this.waiting.at(-1)
      if (!next || (thread.bytesAhead > 0 && thread.bytesAhead + next.file.sizeBytes > AHEAD_BYTES)) return
      this.waiting.pop()
      if (this.unwanted.has(next.file.path)) continue
      this.given.set(next.file.path, { thread, bytes: next.file.sizeBytes })
      thread.give(next)
    }
  }
}

class ReadingThread {
  /** Bytes of the transcripts that it was given and that were not taken back yet. */
  bytesAhead = 0
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
    this.bytesAhead += file.sizeBytes
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

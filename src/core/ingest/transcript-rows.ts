import { closeSync } from 'node:fs'
import type { TranscriptRef } from '../../providers/provider.ts'
import type { FileProblem } from '../files/file-trouble.ts'
import { openRegular } from '../files/open-regular.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import type { TranscriptFile } from '../files/walk-transcripts.ts'
import type { Logger } from '../ports.ts'
import { type ProviderFailures, reasonOf } from '../provider-failures.ts'
import { type IndexStore, isIndexTrouble } from '../store/index-store.ts'
import type { FileStamp, IndexedFile } from '../store/index-types.ts'
import { keysOfPart, type ResponseKey } from '../store/response-codec.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { FailedReadings } from './failed-readings.ts'
import type { Candidate } from './look-at-roots.ts'
import type { ReadAhead } from './read-ahead.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript, type TranscriptReading } from './read-transcript.ts'
import type { TranscriptFacts } from './transcript-facts.ts'

export type ReadOutcome =
  | {
      readonly kind: 'read'
      readonly fileId: number
      readonly bytesRead: number
      /** Keys of its new responses, where it only grew; `undefined` where all of it is new. */
      readonly newKeys: readonly ResponseKey[] | undefined
      /** The file as it counted with another session before. */
      readonly left: FileStamp | undefined
    }
  | Unopened
  /** Its provider's own code failed. */
  | { readonly kind: 'failed'; readonly reason: string }

type Unopened =
  | { readonly kind: 'gone' }
  /** It is there and cannot be opened. */
  | { readonly kind: 'refused'; readonly reason: string }

/** The rows of single transcripts in the index, and what is remembered of them. */
export class TranscriptRows {
  private readonly store: IndexStore
  private readonly logger: Logger
  private readonly reader = new LineReader()
  private counter: TextCounter | undefined
  /** What the index holds, by path. */
  private known: Map<string, FileStamp>
  private readonly failed = new FailedReadings()
  /** Paths of transcripts whose text is still to be counted. */
  private readonly uncounted = new Set<string>()
  /** Providers whose `beside` failed when it was asked last. It is only asked when a transcript changes. */
  private readonly failedBeside = new Map<string, string>()

  constructor(store: IndexStore, logger: Logger) {
    this.store = store
    this.logger = logger
    this.known = stampsIn(store)
  }

  /** What the index holds, by path. */
  get stamps(): ReadonlyMap<string, FileStamp> {
    return this.known
  }

  /** Providers that failed at the files beside a transcript, with the reason. */
  get besideFailures(): ProviderFailures {
    return this.failedBeside
  }

  /** Says whether another start would have nothing to try again. */
  get isInOrder(): boolean {
    return this.failedBeside.size === 0 && this.uncounted.size === 0
  }

  get wantsTextCounter(): boolean {
    return this.uncounted.size > 0 && !this.counter
  }

  /** Loading a tokenizer costs more than a warm start, so it only comes when a transcript asks for it. */
  useTextCounter(counter: TextCounter): void {
    this.counter = counter
  }

  /** For where trouble may have undone in the index what is remembered here. */
  reload(): void {
    this.known = stampsIn(this.store)
  }

  /** Gives back the memory that long lines took. */
  shrink(): void {
    this.reader.shrink()
  }

  isUpToDate(file: TranscriptFile): boolean {
    if (this.counter && this.uncounted.has(file.path)) return false
    const stamp = this.known.get(file.path)
    return (
      stamp !== undefined &&
      stamp.size === file.sizeBytes &&
      stamp.mtimeMs === file.mtimeMs &&
      stamp.ino === file.ino &&
      stamp.dev === file.dev
    )
  }

  /** True for a transcript that is read from its beginning for the first time, with no tokenizer at hand. */
  isNew({ file }: Candidate): boolean {
    return !this.counter && !this.known.has(file.path) && this.failedBefore(file) === undefined
  }

  /**
   * Reads what is new in a transcript and writes its rows. Throws on trouble with the index only.
   * `ahead`: a thread that may have read it already.
   */
  read(candidate: Candidate, ahead?: ReadAhead): ReadOutcome {
    const { provider, root, file, ref } = candidate
    const failedBefore = this.failedBefore(file)
    if (failedBefore !== undefined) return { kind: 'failed', reason: failedBefore }
    try {
      const stamp = this.known.get(file.path)
      const before = stamp && this.store.file(stamp.id)
      const reading = ahead?.take(file.path) ?? this.readHere(candidate, before)
      if ('kind' in reading) return reading
      this.lookBeside(candidate, reading.facts)
      const fileId = this.store.transaction(() => this.putRows(candidate, ref, reading))
      const isLeft = before && this.known.get(file.path)?.sessionId !== before.sessionId
      return {
        kind: 'read',
        fileId,
        bytesRead: reading.bytesRead,
        newKeys: reading.fresh ? undefined : reading.responses.flatMap((part) => [...keysOfPart(part)]),
        left: isLeft ? before : undefined,
      }
    } catch (cause) {
      if (isIndexTrouble(cause)) throw cause
      // One transcript that breaks a parser must not stop the others; it is tried again when it changes.
      this.failed.add(file.path, stateOf(file), reasonOf(cause))
      this.logger.error(`${provider.manifest.name}: cannot read ${root}/${file.relativePath}`, cause)
      return { kind: 'failed', reason: reasonOf(cause) }
    }
  }

  /** Writes a session of a document under a path of its own, as if it were a file. */
  putSession(document: Candidate, path: string, session: TranscriptRef, reading: TranscriptReading): void {
    this.lookBeside(document, reading.facts)
    this.putRows({ ...document, file: { ...document.file, path } }, session, reading)
  }

  remove(stamp: FileStamp): void {
    this.store.removeFile(stamp.id)
    this.known.delete(stamp.path)
    this.uncounted.delete(stamp.path)
  }

  private readHere(candidate: Candidate, before: IndexedFile | undefined): TranscriptReading | Unopened {
    const { provider, file, ref } = candidate
    const opened = openRegular(file.path)
    if (opened.kind === 'refused') {
      return opened.reason === 'gone' ? { kind: 'gone' } : { kind: 'refused', reason: opened.reason }
    }
    try {
      const { dev, ino, sizeBytes } = file
      const known = this.uncounted.has(file.path) ? undefined : before
      const counting = { counter: this.counter, fileTokens: this.store.fileTokens }
      return readTranscript(
        { fd: opened.fd, dev, ino, sizeBytes, provider, ref, known },
        this.reader,
        counting,
      )
    } finally {
      closeSync(opened.fd)
    }
  }

  private failedBefore(file: TranscriptFile): string | undefined {
    return this.failed.reasonFor(file.path, stateOf(file))
  }

  /** Adds what the files beside a transcript tell of its session. */
  private lookBeside({ provider, file }: Candidate, facts: TranscriptFacts): void {
    if (!provider.beside) return
    const report = ({ path, reason }: FileProblem) => this.logger.warn(`${path}: ${reason}`)
    const { id, name } = provider.manifest
    try {
      const { cwd, branch, model, personTitle } = provider.beside(file.path, createSmallFileReader(report))
      if (cwd !== undefined) facts.cwd ??= cwd
      if (branch !== undefined) facts.branch ??= branch
      if (model !== undefined) facts.model ??= model
      if (personTitle !== undefined) facts.personTitle = personTitle
      this.failedBeside.delete(id)
    } catch (cause) {
      // The transcript itself counts without what lies beside it.
      this.logger.error(`${name}: cannot read the files beside ${file.path}`, cause)
      this.failedBeside.set(id, `${file.path}: ${reasonOf(cause)}`)
    }
  }

  /** Answers the id of the file's row. */
  private putRows(candidate: Candidate, ref: TranscriptRef, reading: TranscriptReading): number {
    const { provider, root, file } = candidate
    const { facts } = reading
    if (facts.hasUncountedText) this.uncounted.add(file.path)
    else this.uncounted.delete(file.path)
    const parent = facts.subagentOf ?? ref.subagentOf
    const stamp = {
      path: file.path,
      provider: provider.manifest.id,
      root,
      sessionId: parent ?? ref.sessionId ?? facts.sessionId ?? file.relativePath.replace(/\.[^./]+$/, ''),
      dev: file.dev,
      ino: file.ino,
      size: file.sizeBytes,
      // No real time of change: whoever starts next sees that the file is not done.
      mtimeMs: facts.hasUncountedText ? -1 : file.mtimeMs,
      fingerprint: reading.fingerprint,
    }
    const { store } = this
    const id = store.putFile({
      ...stamp,
      isSubagent: parent !== undefined,
      readOffset: reading.readOffset,
      bornAt: facts.bornAt ?? facts.firstSeenAt ?? Math.round(file.birthtimeMs),
      lines: reading.lines,
      skipped: reading.skipped,
      facts,
      touchedFiles: reading.touchedFiles,
      parserState: reading.parserState,
    })
    if (reading.fresh && this.known.has(file.path)) store.clearResponses(id)
    if (reading.fresh) store.putResponses(id, reading.responses, reading.usage)
    else store.addResponses(id, reading.responses)
    this.known.set(file.path, { id, ...stamp })
    return id
  }
}

/** What a file was when it was read: another state is worth another try. */
function stateOf({ dev, ino, sizeBytes, mtimeMs }: TranscriptFile): string {
  return [dev, ino, sizeBytes, mtimeMs].join(' ')
}

function stampsIn(store: IndexStore): Map<string, FileStamp> {
  return new Map(store.stamps().map((stamp) => [stamp.path, stamp]))
}

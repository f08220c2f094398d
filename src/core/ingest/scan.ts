import { closeSync } from 'node:fs'
import type { Provider, ProviderEnvironment, TranscriptRef } from '../../providers/provider.ts'
import { openRegular } from '../files/open-regular.ts'
import type { FileProblem } from '../files/file-trouble.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import type { TranscriptFile } from '../files/walk-transcripts.ts'
import type { Indexing } from '../../shared/contract/contract.ts'
import type { Clock, Logger } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { DocumentScanner } from './scan-documents.ts'
import { type Candidate, type LookedAtSource, lookAtRoots } from './look-at-roots.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript, type TranscriptReading } from './read-transcript.ts'
import type { TranscriptFacts } from './transcript-facts.ts'
import { settleSessions, sumUpFiles } from './settle-sessions.ts'

/** One transaction holds this much reading at most, so that a killed scan loses little and the first sessions show soon. */
const BATCH_BYTES = 64 << 20
const BATCH_FILES = 200

/** Key in the index that says that it holds what one whole scan found: readers of a half-filled index wait for it. */
export const FIRST_SCAN_DONE = 'first scan done'

export interface ScanReport {
  /** Ids of sessions whose rows changed. */
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** Last summaries of the removed ones: the assistant deleted the transcripts, and we keep what they added up to. */
  readonly retired: readonly IndexedSession[]
  readonly filesStatted: number
  readonly filesRead: number
  readonly bytesRead: number
  readonly rowsWritten: number
  readonly milliseconds: number
  /** True where transcripts hold text or name files and report no usage: give the scanner a counter and scan again. */
  readonly wantsTextCounter: boolean
}

/** How far a scan is that reads more than one batch. */
export interface ScanProgress extends Indexing {
  /** Sessions that can be shown since the last report. Copied responses are not settled yet. */
  readonly changed: readonly string[]
}

export interface ScannerParts {
  readonly store: IndexStore
  readonly providers: readonly Provider[]
  readonly environment: ProviderEnvironment
  readonly clock: Clock
  readonly logger: Logger
  readonly onProgress?: (progress: ScanProgress) => void
}

/** What one scan has gathered so far. */
interface Gathered {
  readonly sources: readonly LookedAtSource[]
  readonly newKeys: Map<number, readonly string[]>
  readonly left: FileStamp[]
  readonly summedUp: Set<string>
  bytesRead: number
}

/** Keeps the index true to the transcripts on disk. Owns the writing connection; one scan at a time. */
export class Scanner {
  private readonly parts: ScannerParts
  private readonly reader = new LineReader()
  private readonly stamps: Map<string, FileStamp>
  private readonly documents: DocumentScanner
  private counter: TextCounter | undefined
  /** Paths of transcripts whose text is still to be counted. */
  private readonly uncounted = new Set<string>()

  constructor(parts: ScannerParts) {
    this.parts = parts
    this.stamps = new Map(parts.store.stamps().map((stamp) => [stamp.path, stamp]))
    this.documents = new DocumentScanner(parts.store, parts.logger)
  }

  /** Loading a tokenizer costs more than a warm start, so it only comes when a transcript asks for it. */
  useTextCounter(counter: TextCounter): void {
    this.counter = counter
  }

  /** Looks at every root once, reads what changed, and sums up the sessions that it concerns. */
  scan(): ScanReport {
    const { store, providers, environment, clock } = this.parts
    const startedAt = clock.monotonicMs()
    const rowsBefore = store.rowsWritten()
    const everything = store.isEmpty()
    const { candidates, sources } = lookAtRoots(providers, environment)
    const gathered: Gathered = {
      sources,
      newKeys: new Map(),
      left: [],
      summedUp: new Set(),
      bytesRead: 0,
    }
    const [documents, files] = partition(candidates, isDocument)
    const changed = files.filter((candidate) => !this.isKnown(candidate.file))
    if (everything && changed.length > 0) store.dropKeyIndex()
    this.readAll(changed, gathered)
    this.reader.shrink()
    const inDocuments = this.documents.read(documents, this.stamps, (document, path, session, reading) => {
      this.lookBeside(document, reading.facts)
      const id = this.store({ ...document, file: { ...document.file, path } }, session, reading)
      gathered.newKeys.set(id, keysOf(reading))
    })
    for (const { candidate, reason } of inDocuments.problems) noteProblem(gathered, candidate, reason)
    this.removeGone(new Set([...files.map(({ file }) => file.path), ...inDocuments.paths]), gathered)
    store.createKeyIndex()
    const settled = store.transaction(() => {
      this.putSources(sources)
      store.setMeta(FIRST_SCAN_DONE, 'yes')
      return settleSessions(store, providers, { ...gathered, everything })
    })
    return {
      changed: [...new Set([...gathered.summedUp, ...settled.changed])],
      removed: settled.retired.map((session) => session.id),
      retired: settled.retired,
      filesStatted: candidates.length,
      filesRead: changed.length + inDocuments.opened,
      bytesRead: gathered.bytesRead,
      rowsWritten: store.rowsWritten() - rowsBefore,
      milliseconds: clock.monotonicMs() - startedAt,
      wantsTextCounter: this.uncounted.size > 0 && !this.counter,
    }
  }

  private isKnown(file: TranscriptFile): boolean {
    if (this.counter && this.uncounted.has(file.path)) return false
    const stamp = this.stamps.get(file.path)
    return (
      stamp !== undefined &&
      stamp.size === file.sizeBytes &&
      stamp.mtimeMs === file.mtimeMs &&
      stamp.ino === file.ino &&
      stamp.dev === file.dev
    )
  }

  private readAll(changed: readonly Candidate[], gathered: Gathered): void {
    const { store, providers, onProgress } = this.parts
    const bytesTotal = changed.reduce((sum, { file }) => sum + file.sizeBytes, 0)
    for (let next = 0; next < changed.length; ) {
      const last = endOfBatch(changed, next)
      const shown = store.transaction(() => {
        const fileIds = changed
          .slice(next, last)
          .flatMap((candidate) => this.readOne(candidate, gathered) ?? [])
        // One batch is settled as a whole at the end; only more are worth showing before.
        return last < changed.length || next > 0 ? sumUpFiles(store, providers, fileIds) : new Set<string>()
      })
      for (const id of shown) gathered.summedUp.add(id)
      next = last
      if (shown.size > 0) {
        onProgress?.({
          filesDone: next,
          filesTotal: changed.length,
          bytesDone: gathered.bytesRead,
          bytesTotal,
          changed: [...shown],
        })
      }
    }
  }

  /** Answers the id of the file's row; `undefined` where it could not be read, which its source then says. */
  private readOne(candidate: Candidate, gathered: Gathered): number | undefined {
    const { provider, root, file } = candidate
    const ref = provider.transcript(file.relativePath)
    if (!ref) return undefined
    const opened = openRegular(file.path)
    if (opened.kind === 'refused') {
      if (opened.reason !== 'gone') noteProblem(gathered, candidate, opened.reason)
      return undefined
    }
    try {
      const stamp = this.stamps.get(file.path)
      const known = stamp && this.parts.store.file(stamp.id)
      const resumable = this.uncounted.has(file.path) ? undefined : known
      const toRead = {
        fd: opened.fd,
        dev: file.dev,
        ino: file.ino,
        sizeBytes: file.sizeBytes,
        provider,
        ref,
        known: resumable,
      }
      const reading = readTranscript(toRead, this.reader, {
        counter: this.counter,
        fileTokens: this.parts.store.fileTokens,
      })
      this.lookBeside(candidate, reading.facts)
      const id = this.store(candidate, ref, reading)
      if (known && this.stamps.get(file.path)?.sessionId !== known.sessionId) gathered.left.push(known)
      if (!reading.fresh) {
        gathered.newKeys.set(
          id,
          reading.responses.map((response) => response.key),
        )
      }
      gathered.bytesRead += reading.bytesRead
      return id
    } catch (cause) {
      // One transcript that breaks a parser must not stop the others; it is tried again when it changes.
      this.parts.logger.error(`${provider.manifest.name}: cannot read ${root}/${file.relativePath}`, cause)
      noteProblem(gathered, candidate, cause instanceof Error ? cause.message : String(cause))
      return undefined
    } finally {
      closeSync(opened.fd)
    }
  }

  /** Adds what the files beside a transcript tell of its session. */
  private lookBeside({ provider, file }: Candidate, facts: TranscriptFacts): void {
    if (!provider.beside) return
    const report = ({ path, reason }: FileProblem) => this.parts.logger.warn(`${path}: ${reason}`)
    const { cwd, branch, personTitle } = provider.beside(file.path, createSmallFileReader(report))
    if (cwd !== undefined) facts.cwd ??= cwd
    if (branch !== undefined) facts.branch ??= branch
    if (personTitle !== undefined) facts.personTitle = personTitle
  }

  private store({ provider, root, file }: Candidate, ref: TranscriptRef, reading: TranscriptReading): number {
    const { facts } = reading
    if (facts.hasUncountedText) this.uncounted.add(file.path)
    else this.uncounted.delete(file.path)
    const parent = facts.subagentOf ?? ref.subagentOf
    const row = {
      path: file.path,
      provider: provider.manifest.id,
      root,
      sessionId: parent ?? ref.sessionId ?? facts.sessionId ?? file.relativePath.replace(/\.[^./]+$/, ''),
      isSubagent: parent !== undefined,
      dev: file.dev,
      ino: file.ino,
      size: file.sizeBytes,
      // No real time of change: whoever starts next sees that the file is not done.
      mtimeMs: facts.hasUncountedText ? -1 : file.mtimeMs,
      readOffset: reading.readOffset,
      fingerprint: reading.fingerprint,
      bornAt: facts.bornAt ?? facts.firstSeenAt ?? Math.round(file.birthtimeMs),
      lines: reading.lines,
      skipped: reading.skipped,
      facts: JSON.stringify(facts),
      parserState: JSON.stringify(reading.parserState ?? null),
    }
    const { store } = this.parts
    const id = store.putFile(row)
    if (reading.fresh && this.stamps.has(file.path)) store.clearResponses(id)
    store.putResponses(id, reading.responses)
    this.stamps.set(file.path, { id, ...row })
    return id
  }

  /** Forgets files that are gone. A folder that could not be looked at says nothing about its files. */
  private removeGone(present: ReadonlySet<string>, gathered: Gathered): void {
    const unseen = gathered.sources.flatMap((source) => source.problems.map((problem) => problem.path))
    const gone = [...this.stamps.values()].filter(
      ({ path }) => !present.has(path) && !unseen.some((folder) => path.startsWith(folder)),
    )
    if (gone.length === 0) return
    this.parts.store.transaction(() => {
      for (const stamp of gone) this.parts.store.removeFile(stamp.id)
    })
    for (const stamp of gone) this.stamps.delete(stamp.path)
    gathered.left.push(...gone)
  }

  private putSources(sources: readonly LookedAtSource[]): void {
    const { store } = this.parts
    for (const { provider, path, status, files, problems } of sources) {
      const told = status === 'ok' && problems.length > 0 ? 'partial' : status
      store.putSource({ provider, path, status: told, files, problems: JSON.stringify(problems) })
    }
    for (const known of store.sources()) {
      const isLookedAt = sources.some(
        ({ provider, path }) => provider === known.provider && path === known.path,
      )
      if (!isLookedAt) store.removeSource(known.provider, known.path)
    }
  }
}

function isDocument({ provider, file }: Candidate): boolean {
  return provider.transcript(file.relativePath)?.form === 'document'
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

function keysOf(reading: TranscriptReading): readonly string[] {
  return reading.responses.map((response) => response.key)
}

function endOfBatch(changed: readonly Candidate[], start: number): number {
  let bytes = 0
  for (let index = start; index < changed.length; index++) {
    bytes += changed[index]?.file.sizeBytes ?? 0
    if (bytes > BATCH_BYTES || index - start === BATCH_FILES) return index + 1
  }
  return changed.length
}

function noteProblem({ sources }: Gathered, { provider, root, file }: Candidate, reason: string): void {
  const source = sources.find((known) => known.provider === provider.manifest.id && known.path === root)
  source?.problems.push({ path: file.path, reason })
}

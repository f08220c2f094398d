import { closeSync } from 'node:fs'
import type { Provider, ProviderEnvironment, TranscriptRef } from '../../providers/provider.ts'
import { openRegular } from '../files/open-regular.ts'
import type { FileProblem } from '../files/file-trouble.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import type { TranscriptFile } from '../files/walk-transcripts.ts'
import type { Indexing } from '../../shared/contract/contract.ts'
import type { Clock, Logger } from '../ports.ts'
import { type ProviderFailures, reasonOf } from '../provider-failures.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { FAILED_PROVIDERS, FIRST_SCAN_DONE } from '../store/index-queries.ts'
import { type IndexStore, isIndexTrouble } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import { DocumentScanner } from './scan-documents.ts'
import { FailedReadings } from './failed-readings.ts'
import { type Candidate, type LookedAtSource, lookAtRoots } from './look-at-roots.ts'
import type { WholeLook } from './last-look.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript, type TranscriptReading } from './read-transcript.ts'
import type { TranscriptFacts } from './transcript-facts.ts'
import { WorkingFolders } from './working-folders.ts'
import { settleSessions, sumUpFiles, sumUpLeft } from './settle-sessions.ts'

/** One transaction holds this much reading at most, so that a killed scan loses little and the first sessions show soon. */
const BATCH_BYTES = 64 << 20
const BATCH_FILES = 200

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
  /** Files that an earlier scan left unsettled, as it was ended: more than their new keys has to be searched. */
  readonly unsettledBefore: ReadonlySet<number>
  readonly left: FileStamp[]
  /** Sessions that lost a file to another session, and the last summaries of those that had no other. */
  readonly changed: string[]
  readonly retired: IndexedSession[]
  readonly summedUp: Set<string>
  /** Why providers failed in this scan, by id. */
  readonly failures: Map<string, string>
  bytesRead: number
}

/** Keeps the index true to the transcripts on disk. Owns the writing connection; one scan at a time. */
export class Scanner {
  private readonly parts: ScannerParts
  private readonly reader = new LineReader()
  /** What the index holds, by path. */
  private stamps: Map<string, FileStamp>
  private documents: DocumentScanner
  /** True where a scan was ended by trouble, and what is remembered here may have been undone in the index. */
  private mayBeUndone = false
  private counter: TextCounter | undefined
  private readonly failed = new FailedReadings()
  private readonly folders: WorkingFolders
  /** Paths of transcripts whose text is still to be counted. */
  private readonly uncounted = new Set<string>()
  /** Providers whose `beside` failed when it was asked last. It is only asked when a transcript changes. */
  private readonly failedBeside = new Map<string, string>()

  private lastLook: Omit<WholeLook, 'projectFolders'> | undefined

  constructor(parts: ScannerParts) {
    this.parts = parts
    this.stamps = stampsIn(parts.store)
    this.folders = new WorkingFolders(parts.store, parts.providers, parts.environment.home, () =>
      this.stamps.values(),
    )
    this.documents = new DocumentScanner(parts.store, parts.logger)
  }

  /** What the last scan looked at, where the index holds all of it; `undefined` where something was in the way. */
  get wholeLook(): WholeLook | undefined {
    return this.lastLook && { ...this.lastLook, projectFolders: this.folders.folders }
  }

  /** Loading a tokenizer costs more than a warm start, so it only comes when a transcript asks for it. */
  useTextCounter(counter: TextCounter): void {
    this.counter = counter
  }

  /**
   * Looks at every root, reads what changed, and sums up the sessions that it concerns; once more where those
   * tell of folders in which further transcripts lie. `running`: folders in which assistants' processes run.
   */
  scan(running: readonly string[] = []): ScanReport {
    const { store, logger } = this.parts
    if (this.mayBeUndone) {
      this.stamps = stampsIn(store)
      this.documents = new DocumentScanner(store, logger)
    }
    this.mayBeUndone = true
    this.lastLook = undefined
    this.folders.learn(running, false)
    const once = this.scanOnce()
    const hasMore = this.folders.learn(running, once.changed.length > 0)
    const report = hasMore ? addReports(once, this.scanOnce()) : once
    // What the second half told of is only looked for at the next scan.
    if (hasMore) this.lastLook = undefined
    this.mayBeUndone = false
    return report
  }

  private scanOnce(): ScanReport {
    const { store, providers, environment, clock } = this.parts
    const startedAt = clock.monotonicMs()
    const rowsBefore = store.rowsWritten()
    const everything = store.isEmpty()
    const lookedAt = clock.now().getTime()
    const { candidates, sources, places, failures } = lookAtRoots(providers, environment, this.folders)
    const gathered: Gathered = {
      sources,
      newKeys: new Map(),
      unsettledBefore: new Set(store.pendingFiles()),
      left: [],
      changed: [],
      retired: [],
      summedUp: new Set(),
      failures: new Map(failures),
      bytesRead: 0,
    }
    const [documents, files] = partition(candidates, isDocument)
    const changed = files.filter((candidate) => !this.isKnown(candidate.file))
    if (everything && changed.length > 0) store.dropKeyIndex()
    this.readAll(changed, gathered)
    this.reader.shrink()
    const inDocuments = this.documents.read(documents, this.stamps, (document, path, session, reading) => {
      this.lookBeside(document, reading.facts)
      this.store({ ...document, file: { ...document.file, path } }, session, reading)
    })
    for (const { candidate, reason } of inDocuments.problems) noteFailure(gathered, candidate, reason)
    const present = new Set([...files.map(({ file }) => file.path), ...inDocuments.paths])
    store.createKeyIndex()
    const settled = store.transaction(() => {
      this.removeGone(present, gathered, failures)
      this.documents.remember(inDocuments.states)
      this.putSources(sources)
      store.setMeta(
        FAILED_PROVIDERS,
        JSON.stringify([...new Map([...this.failedBeside, ...gathered.failures])]),
      )
      store.setMeta(FIRST_SCAN_DONE, 'yes')
      return settleSessions(store, providers, { ...gathered, everything })
    })
    if (this.isWhole(gathered)) {
      this.lastLook = {
        places,
        files: files.map(({ file }) => file),
        documents: inDocuments.states,
        lookedAt,
      }
    }
    const retired = [...gathered.retired, ...settled.retired]
    return {
      changed: [...new Set([...gathered.summedUp, ...gathered.changed, ...settled.changed])],
      removed: retired.map((session) => session.id),
      retired,
      filesStatted: candidates.length,
      filesRead: changed.length + inDocuments.opened,
      bytesRead: gathered.bytesRead,
      rowsWritten: store.rowsWritten() - rowsBefore,
      milliseconds: clock.monotonicMs() - startedAt,
      wantsTextCounter: this.uncounted.size > 0 && !this.counter,
    }
  }

  /** Says whether another start would have nothing to try again. */
  private isWhole({ sources, failures }: Gathered): boolean {
    const isInOrder = sources.every(
      ({ status, problems }) => (status === 'ok' || status === 'absent') && problems.length === 0,
    )
    return isInOrder && failures.size === 0 && this.failedBeside.size === 0 && this.uncounted.size === 0
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
        // In this transaction: if the program ends here, nothing else tells that a file was theirs.
        const { changed: fewer, retired } = sumUpLeft(store, providers, gathered.left.splice(0))
        gathered.changed.push(...fewer)
        gathered.retired.push(...retired)
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
    const { provider, root, file, ref } = candidate
    const state = [file.dev, file.ino, file.sizeBytes, file.mtimeMs].join(' ')
    const failedBefore = this.failed.reasonFor(file.path, state)
    if (failedBefore !== undefined) {
      noteFailure(gathered, candidate, failedBefore)
      return undefined
    }
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
      const id = this.parts.store.transaction(() => this.store(candidate, ref, reading))
      if (known && this.stamps.get(file.path)?.sessionId !== known.sessionId) gathered.left.push(known)
      if (!reading.fresh && !gathered.unsettledBefore.has(id)) {
        gathered.newKeys.set(
          id,
          reading.responses.map((response) => response.key),
        )
      }
      gathered.bytesRead += reading.bytesRead
      return id
    } catch (cause) {
      if (isIndexTrouble(cause)) throw cause
      // One transcript that breaks a parser must not stop the others; it is tried again when it changes.
      this.failed.add(file.path, state, reasonOf(cause))
      this.parts.logger.error(`${provider.manifest.name}: cannot read ${root}/${file.relativePath}`, cause)
      noteFailure(gathered, candidate, reasonOf(cause))
      return undefined
    } finally {
      closeSync(opened.fd)
    }
  }

  /** Adds what the files beside a transcript tell of its session. */
  private lookBeside({ provider, file }: Candidate, facts: TranscriptFacts): void {
    if (!provider.beside) return
    const report = ({ path, reason }: FileProblem) => this.parts.logger.warn(`${path}: ${reason}`)
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
      this.parts.logger.error(`${name}: cannot read the files beside ${file.path}`, cause)
      this.failedBeside.set(id, `${file.path}: ${reasonOf(cause)}`)
    }
  }

  private store({ provider, root, file }: Candidate, ref: TranscriptRef, reading: TranscriptReading): number {
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
    const { store } = this.parts
    const id = store.putFile({
      ...stamp,
      isSubagent: parent !== undefined,
      readOffset: reading.readOffset,
      bornAt: facts.bornAt ?? facts.firstSeenAt ?? Math.round(file.birthtimeMs),
      lines: reading.lines,
      skipped: reading.skipped,
      facts: JSON.stringify(facts),
      parserState: JSON.stringify(reading.parserState ?? null),
    })
    if (reading.fresh && this.stamps.has(file.path)) store.clearResponses(id)
    store.putResponses(id, reading.responses)
    this.stamps.set(file.path, { id, ...stamp })
    return id
  }

  /** Forgets files that are gone. A folder or a provider that could not be looked at says nothing about its files. */
  private removeGone(present: ReadonlySet<string>, gathered: Gathered, unasked: ProviderFailures): void {
    const unseen = gathered.sources.flatMap((source) => source.problems.map((problem) => problem.path))
    const gone = [...this.stamps.values()].filter(
      ({ path, provider, root }) =>
        !present.has(path) &&
        !unasked.has(provider) &&
        !unseen.some((folder) => folder === root || path.startsWith(folder)),
    )
    for (const stamp of gone) {
      this.parts.store.removeFile(stamp.id)
      this.stamps.delete(stamp.path)
      this.uncounted.delete(stamp.path)
    }
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

function stampsIn(store: IndexStore): Map<string, FileStamp> {
  return new Map(store.stamps().map((stamp) => [stamp.path, stamp]))
}

function isDocument({ ref }: Candidate): boolean {
  return ref.form === 'document'
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
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

/** Names a file that its provider could not read. */
function noteFailure(gathered: Gathered, candidate: Candidate, reason: string): void {
  noteProblem(gathered, candidate, reason)
  gathered.failures.set(candidate.provider.manifest.id, `${candidate.file.path}: ${reason}`)
}

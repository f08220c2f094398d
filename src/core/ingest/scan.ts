import { dirname } from 'node:path'
import type { Provider, ProviderEnvironment } from '../../providers/provider.ts'
import type { Clock, Logger } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { FIRST_SCAN_DONE } from '../store/index-queries.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import type { WholeLook } from './last-look.ts'
import { lookAtPlaces, type Places, type WalkedRoot } from './look-at-places.ts'
import { type Candidate, type Look, lookAtRoots } from './look-at-roots.ts'
import type { ReadAhead } from './read-ahead.ts'
import { batchesInOrder } from './reading-order.ts'
import { DocumentScanner, type ScannedDocuments, sessionsByDocument } from './scan-documents.ts'
import { settleSessions, sumUpFiles, sumUpLeft } from './settle-sessions.ts'
import { SourceBook } from './source-book.ts'
import { TranscriptRows } from './transcript-rows.ts'
import { WorkingFolders } from './working-folders.ts'

export interface ScanReport {
  /** Ids of sessions whose rows changed. */
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /**
   * Last summaries of removed ones, now and before, until somebody says to have kept them: the assistant deleted the
   * transcripts, and we keep what they added up to.
   */
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
export interface ScanProgress {
  readonly filesDone: number
  readonly filesTotal: number
  /** Bytes are sizes of files. */
  readonly bytesDone: number
  readonly bytesTotal: number
  /** Sessions that can be shown since the last report. Copied responses are not settled yet. */
  readonly changed: readonly string[]
}

/** Where a walk found transcripts, or would have: what there is to watch. Real paths. */
export interface FoundFolders {
  /** The folder with the newest transcript first; a folder stands behind no folder that lies in it. */
  readonly folders: readonly string[]
  readonly roots: readonly { readonly path: string; readonly maxDepth: number }[]
}

export interface ScannerParts {
  readonly store: IndexStore
  readonly providers: readonly Provider[]
  readonly environment: ProviderEnvironment
  readonly clock: Clock
  readonly logger: Logger
  readonly onProgress?: (progress: ScanProgress) => void
  /** Is told the folders of each walk, before their files are read. */
  readonly onFolders?: (found: FoundFolders) => void
  /** Starts a thread that reads what was never read before; left out where this one is to do all. */
  readonly readAhead?: (transcripts: readonly Candidate[]) => ReadAhead | undefined
}

/** What one scan has gathered so far. */
interface Gathered {
  readonly startedAt: number
  readonly rowsBefore: number
  readonly newKeys: Map<number, readonly string[]>
  /** Files that an earlier scan left unsettled, as it was ended: more than their new keys has to be searched. */
  readonly unsettledBefore: ReadonlySet<number>
  readonly left: FileStamp[]
  /** Sessions that lost a file to another session, and the last summaries of those that had no other. */
  readonly changed: string[]
  readonly retired: IndexedSession[]
  readonly summedUp: Set<string>
  filesRead: number
  bytesRead: number
}

/** A walk whose files are read. */
interface Walked {
  readonly look: Look
  readonly documents: readonly Candidate[]
  /** The index was empty before. */
  readonly everything: boolean
  /** Epoch milliseconds; before the first folder was listed. */
  readonly lookedAt: number
}

/** Keeps the index true to the transcripts on disk. Owns the writing connection. */
export class Scanner {
  private readonly parts: ScannerParts
  private readonly rows: TranscriptRows
  private documents: DocumentScanner
  /** The roots as the last walk found them, and what is known of them since. */
  private roots: readonly WalkedRoot[] = []
  private book = new SourceBook({ sources: [], candidates: [], failures: new Map() })
  /** Paths that were looked at while a whole scan goes on, which may know less of them; `undefined` where none does. */
  private readMeanwhile: Set<string> | undefined
  /** True where trouble may have undone in the index what is remembered here. */
  private mayBeUndone = false
  private readonly folders: WorkingFolders
  private lastLook: Omit<WholeLook, 'projectFolders'> | undefined

  constructor(parts: ScannerParts) {
    this.parts = parts
    this.rows = new TranscriptRows(parts.store, parts.logger)
    this.folders = new WorkingFolders(parts.store, parts.providers, parts.environment.home, () =>
      this.rows.stamps.values(),
    )
    this.documents = new DocumentScanner(parts.store, parts.logger)
  }

  /** What the last scan looked at, where the index holds all of it; `undefined` where something was in the way. */
  get wholeLook(): WholeLook | undefined {
    return this.lastLook && { ...this.lastLook, projectFolders: this.folders.folders }
  }

  /** Somebody has kept the last summaries of these sessions. */
  forgetRetired(ids: readonly string[]): void {
    const { store } = this.parts
    store.transaction(() => store.forgetRetiring(ids))
  }

  /** Loading a tokenizer costs more than a warm start, so it only comes when a transcript asks for it. */
  useTextCounter(counter: TextCounter): void {
    this.rows.useTextCounter(counter)
  }

  /**
   * Looks at every root, reads what changed, and sums up the sessions that it concerns; once more where those
   * tell of folders in which further transcripts lie. `running`: folders in which assistants' processes run.
   */
  scan(running: readonly string[] = []): ScanReport {
    const steps = this.scanInSteps(running)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }

  /** A whole scan that may be interrupted between two steps, by `scanPlaces` or for good. One at a time. */
  *scanInSteps(running: readonly string[] = []): Generator<void, ScanReport> {
    this.lastLook = undefined
    this.folders.learn(running, false)
    const once = yield* this.scanOnce()
    const hasMore = this.folders.learn(running, once.changed.length > 0)
    if (!hasMore) return once
    const report = addReports(once, yield* this.scanOnce())
    // What the second half told of is only looked for at the next scan.
    this.lastLook = undefined
    return report
  }

  private *scanOnce(): Generator<void, ScanReport> {
    this.readMeanwhile = new Set()
    try {
      const { store, providers, environment, clock } = this.parts
      const everything = store.isEmpty()
      const lookedAt = clock.now().getTime()
      const { look, gathered } = this.attempt(() =>
        this.begin(lookAtRoots(providers, environment, this.folders)),
      )
      const [documents, files] = partition(look.candidates, isDocument)
      const changed = files.filter(({ file }) => !this.rows.isUpToDate(file))
      if (everything && changed.length > 0) store.dropKeyIndex()
      yield* this.readAll(changed, gathered)
      return this.attempt(() => this.finish({ look, documents, everything, lookedAt }, gathered))
    } finally {
      this.readMeanwhile = undefined
    }
  }

  /**
   * Looks at some places below the roots of the last whole scan, and no others. While a whole scan goes on, that one
   * settles copied responses.
   */
  scanPlaces(places: Places): ScanReport {
    return this.attempt(() => {
      const { store, providers } = this.parts
      const gathered = this.gather()
      const { candidates, gone, problems } = lookAtPlaces(places, this.roots, {
        has: (path) => this.rows.stamps.has(path) || this.documents.isKnown(path),
        keys: () => this.rows.stamps.keys(),
      })
      for (const path of [...gone, ...candidates.map(({ file }) => file.path)]) this.readMeanwhile?.add(path)
      const [documents, files] = partition(candidates, isDocument)
      const changed = files.filter(({ file }) => !this.rows.isUpToDate(file))
      const isNews =
        changed.length + documents.length + gone.length + problems.length > 0 ||
        files.some(({ file }) => !this.book.isPresent(file.path))
      if (!isNews) return this.reportOf(gathered, candidates.length)
      this.lastLook = undefined
      const settled = store.transaction(() => {
        for (const candidate of candidates) this.book.addFile(candidate)
        const fileIds = changed.flatMap((candidate) => this.readOne(candidate, gathered) ?? [])
        const read = this.readDocuments(documents, gathered)
        const asked = [...documents.map(({ file }) => file.path), ...gone]
        const kept = new Set(read.paths)
        for (const held of sessionsByDocument(asked, this.rows.stamps).values())
          this.remove(
            held.filter((path) => !kept.has(path)),
            gathered,
          )
        this.remove(gone, gathered)
        this.documents.remember(read.states, asked)
        for (const { provider, root, path, reason } of problems)
          this.book.addProblem({ provider, root }, path, reason)
        this.book.write(store, this.rows.besideFailures)
        if (this.readMeanwhile) {
          for (const id of sumUpFiles(store, providers, fileIds)) gathered.summedUp.add(id)
          return sumUpLeft(store, providers, gathered.left)
        }
        return settleSessions(store, providers, { ...gathered, everything: false })
      })
      gathered.changed.push(...settled.changed)
      gathered.retired.push(...settled.retired)
      this.rows.shrink()
      return this.reportOf(gathered, candidates.length)
    })
  }

  /** What throws may have been undone in the index: what is remembered of it is then read anew. */
  private attempt<T>(work: () => T): T {
    if (this.mayBeUndone) {
      this.rows.reload()
      this.documents = new DocumentScanner(this.parts.store, this.parts.logger)
      this.mayBeUndone = false
    }
    try {
      return work()
    } catch (error) {
      this.mayBeUndone = true
      throw error
    }
  }

  private begin(look: ReturnType<typeof lookAtRoots>) {
    this.roots = look.places.flatMap(({ provider: id, path, maxDepth, realRoot }) => {
      const provider = this.parts.providers.find(({ manifest }) => manifest.id === id)
      return provider && realRoot !== undefined ? [{ provider, path, maxDepth, realRoot }] : []
    })
    this.book = new SourceBook(look)
    this.parts.onFolders?.(foundFolders(look))
    return { look, gathered: this.gather() }
  }

  private gather(): Gathered {
    const { store, clock } = this.parts
    return {
      startedAt: clock.monotonicMs(),
      rowsBefore: store.rowsWritten(),
      newKeys: new Map(),
      unsettledBefore: new Set(store.pendingFiles()),
      left: [],
      changed: [],
      retired: [],
      summedUp: new Set(),
      filesRead: 0,
      bytesRead: 0,
    }
  }

  private finish({ look, documents, everything, lookedAt }: Walked, gathered: Gathered): ScanReport {
    const { store, providers } = this.parts
    this.rows.shrink()
    const meanwhile = this.readMeanwhile ?? new Set()
    const unread = documents.filter(({ file }) => !meanwhile.has(file.path))
    const read = this.readDocuments(unread, gathered)
    const kept = sessionsByDocument([...meanwhile], this.rows.stamps)
    store.createKeyIndex()
    const settled = store.transaction(() => {
      const held = new Set([...read.paths, ...[...kept.values()].flat()])
      const gone = [...this.rows.stamps.values()].filter(
        (stamp) => !this.book.isPresent(stamp.path) && !held.has(stamp.path) && this.book.isKnownGone(stamp),
      )
      this.remove(
        gone.map(({ path }) => path),
        gathered,
      )
      const asked = this.documents.paths.filter((path) => !meanwhile.has(path))
      this.documents.remember(read.states, asked)
      this.book.write(store, this.rows.besideFailures)
      store.setMeta(FIRST_SCAN_DONE, 'yes')
      return settleSessions(store, providers, { ...gathered, everything })
    })
    gathered.changed.push(...settled.changed)
    gathered.retired.push(...settled.retired)
    if (this.book.isInOrder && this.rows.isInOrder && meanwhile.size === 0) {
      const files = look.candidates.filter((candidate) => !isDocument(candidate)).map(({ file }) => file)
      this.lastLook = { places: look.places, files, documents: read.states, lookedAt }
    }
    return this.reportOf(gathered, look.candidates.length)
  }

  private reportOf(gathered: Gathered, filesStatted: number): ScanReport {
    const { store, clock } = this.parts
    const { summedUp, changed, retired, filesRead, bytesRead, rowsBefore, startedAt } = gathered
    return {
      changed: [...new Set([...summedUp, ...changed])],
      removed: retired.map((session) => session.id),
      retired: store.retiringSessions(),
      filesStatted,
      filesRead,
      bytesRead,
      rowsWritten: store.rowsWritten() - rowsBefore,
      milliseconds: clock.monotonicMs() - startedAt,
      wantsTextCounter: this.rows.wantsTextCounter,
    }
  }

  private *readAll(changed: readonly Candidate[], gathered: Gathered): Generator<void, void> {
    const batches = batchesInOrder(changed)
    // The first batch is small, and read here while the thread starts.
    const later = batches.slice(1).flat()
    const ahead = this.parts.readAhead?.(later.filter((candidate) => this.rows.isNew(candidate)))
    try {
      yield* this.readBatches(batches, ahead, gathered)
    } finally {
      ahead?.close()
    }
  }

  private *readBatches(
    batches: readonly (readonly Candidate[])[],
    ahead: ReadAhead | undefined,
    gathered: Gathered,
  ): Generator<void, void> {
    const changed = batches.flat()
    const bytesTotal = changed.reduce((sum, { file }) => sum + file.sizeBytes, 0)
    let filesDone = 0
    let bytesDone = 0
    for (const batch of batches) {
      const shown = this.attempt(() => this.readBatch(batch, batches.length > 1, ahead, gathered))
      filesDone += batch.length
      bytesDone += batch.reduce((sum, { file }) => sum + file.sizeBytes, 0)
      for (const id of shown) gathered.summedUp.add(id)
      if (shown.size > 0) {
        const { onProgress } = this.parts
        onProgress?.({ filesDone, filesTotal: changed.length, bytesDone, bytesTotal, changed: [...shown] })
      }
      yield
    }
  }

  /** Answers the sessions that can be shown now. One batch is settled as a whole at the end; only more are worth it before. */
  private readBatch(
    batch: readonly Candidate[],
    isOneOfMany: boolean,
    ahead: ReadAhead | undefined,
    gathered: Gathered,
  ): ReadonlySet<string> {
    const { store, providers } = this.parts
    return store.transaction(() => {
      const [readBefore, unread] = partition(batch, ({ file }) => this.readMeanwhile?.has(file.path) === true)
      for (const { file } of readBefore) ahead?.drop(file.path)
      const fileIds = unread.flatMap((candidate) => this.readOne(candidate, gathered, ahead) ?? [])
      // In this transaction: if the program ends here, nothing else tells that a file was theirs.
      const { changed, retired } = sumUpLeft(store, providers, gathered.left.splice(0))
      gathered.changed.push(...changed)
      gathered.retired.push(...retired)
      return isOneOfMany ? sumUpFiles(store, providers, fileIds) : new Set<string>()
    })
  }

  /** Answers the id of the file's row; `undefined` where it could not be read, which its source then says. */
  private readOne(candidate: Candidate, gathered: Gathered, ahead?: ReadAhead): number | undefined {
    const outcome = this.rows.read(candidate, ahead)
    if (outcome.kind === 'refused') this.book.addProblem(candidate, candidate.file.path, outcome.reason)
    if (outcome.kind === 'failed') this.book.addFailure(candidate, outcome.reason)
    if (outcome.kind !== 'read') return undefined
    const { fileId, bytesRead, newKeys, left } = outcome
    if (left) gathered.left.push(left)
    if (newKeys && !gathered.unsettledBefore.has(fileId)) gathered.newKeys.set(fileId, newKeys)
    gathered.filesRead++
    gathered.bytesRead += bytesRead
    return fileId
  }

  private readDocuments(documents: readonly Candidate[], gathered: Gathered): ScannedDocuments {
    const read = this.documents.read(documents, this.rows.stamps, (document, path, session, reading) =>
      this.rows.putSession(document, path, session, reading),
    )
    for (const { candidate, reason } of read.problems) this.book.addFailure(candidate, reason)
    gathered.filesRead += read.opened
    return read
  }

  private remove(paths: readonly string[], gathered: Gathered): void {
    for (const path of paths) {
      this.book.removeFile(path)
      const stamp = this.rows.stamps.get(path)
      if (!stamp) continue
      this.rows.remove(stamp)
      gathered.left.push(stamp)
    }
  }
}

/** A folder counts as new as the newest transcript below it. */
function foundFolders({ places, candidates }: Look): FoundFolders {
  const newest = new Map(places.flatMap(({ folders }) => folders.map(({ path }) => [path, 0])))
  for (const { file } of candidates) {
    for (
      let folder = dirname(file.path);
      (newest.get(folder) ?? Number.POSITIVE_INFINITY) < file.mtimeMs;
      folder = dirname(folder)
    )
      newest.set(folder, file.mtimeMs)
  }
  const ageOf = (folder: string) => newest.get(folder) ?? 0
  return {
    folders: [...newest.keys()].sort((a, b) => ageOf(b) - ageOf(a) || a.length - b.length),
    roots: places.flatMap(({ realRoot, maxDepth }) =>
      realRoot === undefined ? [] : [{ path: realRoot, maxDepth }],
    ),
  }
}

function isDocument({ ref }: Candidate): boolean {
  return ref.form === 'document'
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

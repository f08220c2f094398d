import type { Provider } from '../../providers/provider.ts'
import type { Clock, Logger } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { ResponseKey } from '../store/response-codec.ts'
import type { Candidate } from './look-at-roots.ts'
import type { ReadAhead } from './read-ahead.ts'
import { batchesInOrder } from './reading-order.ts'
import { DocumentScanner, type ScannedDocuments } from './scan-documents.ts'
import type { ScanProgress, ScanReport } from './scan-report.ts'
import { type Settled, sumUpFiles, sumUpLeft } from './settle-sessions.ts'
import type { SourceBook } from './source-book.ts'
import { TranscriptRows } from './transcript-rows.ts'

export interface CandidateReaderParts {
  readonly store: IndexStore
  readonly providers: readonly Provider[]
  readonly clock: Clock
  readonly logger: Logger
  readonly onProgress?: (progress: ScanProgress) => void
  /** Starts a thread that reads what was never read before; left out where this one is to do all. */
  readonly readAhead?: (transcripts: readonly Candidate[]) => ReadAhead | undefined
}

/** What one scan has gathered so far. */
export interface Gathered {
  /** What is said of the places that the scan looked at. */
  readonly book: SourceBook
  readonly startedAt: number
  readonly rowsBefore: number
  readonly newKeys: Map<number, readonly ResponseKey[]>
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

/** Reads what a look found into the index, and knows what the index holds of it. */
export class CandidateReader {
  private readonly parts: CandidateReaderParts
  readonly rows: TranscriptRows
  private knownDocuments: DocumentScanner
  /** True where trouble may have undone in the index what is remembered here. */
  private mayBeUndone = false

  constructor(parts: CandidateReaderParts) {
    this.parts = parts
    this.rows = new TranscriptRows(parts.store, parts.logger)
    this.knownDocuments = new DocumentScanner(parts.store, parts.logger)
  }

  get documents(): DocumentScanner {
    return this.knownDocuments
  }

  /** What throws may have been undone in the index: what is remembered of it is then read anew. */
  attempt<T>(work: () => T): T {
    if (this.mayBeUndone) {
      this.rows.reload()
      this.knownDocuments = new DocumentScanner(this.parts.store, this.parts.logger)
      this.mayBeUndone = false
    }
    try {
      return work()
    } catch (error) {
      this.mayBeUndone = true
      throw error
    }
  }

  gather(book: SourceBook): Gathered {
    const { store, clock } = this.parts
    return {
      book,
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

  reportOf(gathered: Gathered, filesStatted: number): ScanReport {
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

  /** Reads in batches, the newest sessions first. `readMeanwhile`: paths that another look reads while this goes on. */
  *readAll(
    changed: readonly Candidate[],
    gathered: Gathered,
    readMeanwhile: ReadonlySet<string>,
  ): Generator<void, void> {
    const batches = batchesInOrder(changed)
    // The first batch is small, and read here while the thread starts.
    const later = batches.slice(1).flat()
    const ahead = this.parts.readAhead?.(later.filter((candidate) => this.rows.isNew(candidate)))
    const bytesTotal = bytesOf(changed)
    let filesDone = 0
    let bytesDone = 0
    try {
      for (const batch of batches) {
        const unread = batch.filter(({ file }) => {
          const isRead = readMeanwhile.has(file.path)
          if (isRead) ahead?.drop(file.path)
          return !isRead
        })
        const shown = this.attempt(() => this.readBatch(unread, batches.length > 1, gathered, ahead))
        filesDone += batch.length
        bytesDone += bytesOf(batch)
        for (const id of shown) gathered.summedUp.add(id)
        if (shown.size > 0) {
          const filesTotal = changed.length
          this.parts.onProgress?.({ filesDone, filesTotal, bytesDone, bytesTotal, changed: [...shown] })
        }
        yield
      }
    } finally {
      ahead?.close()
    }
  }

  /** Answers the sessions that can be shown now. One batch is settled as a whole at the end; only more are worth it before. */
  private readBatch(
    batch: readonly Candidate[],
    isOneOfMany: boolean,
    gathered: Gathered,
    ahead: ReadAhead | undefined,
  ): ReadonlySet<string> {
    const { store, providers } = this.parts
    return store.transaction(() => {
      const fileIds = this.readTranscripts(batch, gathered, ahead)
      // In this transaction: if the program ends here, nothing else tells that a file was theirs.
      addSettled(gathered, sumUpLeft(store, providers, gathered.left.splice(0)))
      return isOneOfMany ? sumUpFiles(store, providers, fileIds) : new Set<string>()
    })
  }

  /** Answers the ids of the files' rows; one that could not be read has none, and its source then says why. */
  readTranscripts(candidates: readonly Candidate[], gathered: Gathered, ahead?: ReadAhead): number[] {
    return candidates.flatMap((candidate) => this.readOne(candidate, gathered, ahead) ?? [])
  }

  private readOne(candidate: Candidate, gathered: Gathered, ahead?: ReadAhead): number | undefined {
    const outcome = this.rows.read(candidate, ahead)
    if (outcome.kind === 'refused') gathered.book.addProblem(candidate, candidate.file.path, outcome.reason)
    if (outcome.kind === 'failed') gathered.book.addFailure(candidate, outcome.reason)
    if (outcome.kind !== 'read') return undefined
    const { fileId, bytesRead, newKeys, left } = outcome
    if (left) gathered.left.push(left)
    if (newKeys && !gathered.unsettledBefore.has(fileId)) gathered.newKeys.set(fileId, newKeys)
    gathered.filesRead++
    gathered.bytesRead += bytesRead
    return fileId
  }

  readDocuments(documents: readonly Candidate[], gathered: Gathered): ScannedDocuments {
    const read = this.documents.read(documents, this.rows.stamps, (document, path, session, reading) =>
      this.rows.putSession(document, path, session, reading),
    )
    for (const { candidate, reason } of read.problems) gathered.book.addFailure(candidate, reason)
    gathered.filesRead += read.opened
    return read
  }

  remove(paths: readonly string[], gathered: Gathered): void {
    for (const path of paths) {
      gathered.book.removeFile(path)
      const stamp = this.rows.stamps.get(path)
      if (!stamp) continue
      this.rows.remove(stamp)
      gathered.left.push(stamp)
    }
  }
}

export function addSettled(gathered: Gathered, { changed, retired }: Settled): void {
  gathered.changed.push(...changed)
  gathered.retired.push(...retired)
}

function bytesOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { file }) => sum + file.sizeBytes, 0)
}

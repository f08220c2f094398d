import type { ProviderEnvironment } from '../../providers/provider.ts'
import { FIRST_SCAN_DONE } from '../store/index-queries.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import { type FoundFolders, foundFolders } from './found-folders.ts'
import type { WholeLook } from './last-look.ts'
import { lookAtPlaces, type Places, type WalkedRoot } from './look-at-places.ts'
import { type Candidate, type Look, lookAtRoots } from './look-at-roots.ts'
import { addSettled, CandidateReader, type CandidateReaderParts, type Gathered } from './read-candidates.ts'
import { sessionsByDocument } from './scan-documents.ts'
import type { ScanReport } from './scan-report.ts'
import { settleSessions, sumUpFiles, sumUpLeft } from './settle-sessions.ts'
import { SourceBook } from './source-book.ts'
import { WorkingFolders } from './working-folders.ts'

export interface ScannerParts extends CandidateReaderParts {
  readonly environment: ProviderEnvironment
  /** Is told the folders of each walk, before their files are read. */
  readonly onFolders?: (found: FoundFolders) => void
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
  private readonly reader: CandidateReader
  /** The roots as the last walk found them, and what is known of them since. */
  private roots: readonly WalkedRoot[] = []
  private book = new SourceBook({ sources: [], candidates: [], failures: new Map() })
  /** Paths that were looked at while a whole scan goes on, which may know less of them; `undefined` where none does. */
  private readMeanwhile: Set<string> | undefined
  private readonly folders: WorkingFolders
  private lastLook: Omit<WholeLook, 'projectFolders'> | undefined

  constructor(parts: ScannerParts) {
    this.parts = parts
    this.reader = new CandidateReader(parts)
    this.folders = new WorkingFolders(parts.store, parts.providers, parts.environment.home, () =>
      this.reader.rows.stamps.values(),
    )
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
    this.reader.rows.useTextCounter(counter)
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
    const readMeanwhile = new Set<string>()
    this.readMeanwhile = readMeanwhile
    try {
      const { store, providers, environment, clock } = this.parts
      const everything = store.isEmpty()
      const lookedAt = clock.now().getTime()
      const { look, gathered } = this.reader.attempt(() =>
        this.begin(lookAtRoots(providers, environment, this.folders)),
      )
      const [documents, files] = partition(look.candidates, isDocument)
      const changed = files.filter(({ file }) => !this.reader.rows.isUpToDate(file))
      yield* this.reader.readAll(changed, gathered, readMeanwhile)
      return this.reader.attempt(() => this.finish({ look, documents, everything, lookedAt }, gathered))
    } finally {
      this.readMeanwhile = undefined
    }
  }

  /**
   * Looks at some places below the roots of the last whole scan, and no others. While a whole scan goes on, that one
   * settles copied responses.
   */
  scanPlaces(places: Places): ScanReport {
    return this.reader.attempt(() => {
      const { reader, book } = this
      const { rows, documents: known } = reader
      const { store, providers } = this.parts
      const gathered = reader.gather(book)
      const { candidates, gone, problems } = lookAtPlaces(places, this.roots, {
        has: (path) => rows.stamps.has(path) || known.isKnown(path),
        keys: () => rows.stamps.keys(),
      })
      for (const path of [...gone, ...candidates.map(({ file }) => file.path)]) this.readMeanwhile?.add(path)
      const [documents, files] = partition(candidates, isDocument)
      const changed = files.filter(({ file }) => !rows.isUpToDate(file))
      const isNews =
        changed.length + documents.length + gone.length + problems.length > 0 ||
        files.some(({ file }) => !book.isPresent(file.path))
      if (!isNews) return reader.reportOf(gathered, candidates.length)
      this.lastLook = undefined
      const settled = store.transaction(() => {
        for (const candidate of candidates) book.addFile(candidate)
        const fileIds = reader.readTranscripts(changed, gathered)
        const read = reader.readDocuments(documents, gathered)
        const asked = [...documents.map(({ file }) => file.path), ...gone]
        const kept = new Set(read.paths)
        for (const held of sessionsByDocument(asked, rows.stamps).values())
          reader.remove(
            held.filter((path) => !kept.has(path)),
            gathered,
          )
        reader.remove(gone, gathered)
        known.remember(read.states, asked)
        for (const { provider, root, path, reason } of problems)
          book.addProblem({ provider, root }, path, reason)
        book.write(store, rows.besideFailures)
        if (this.readMeanwhile) {
          for (const id of sumUpFiles(store, providers, fileIds)) gathered.summedUp.add(id)
          return sumUpLeft(store, providers, gathered.left)
        }
        return settleSessions(store, providers, { ...gathered, everything: false })
      })
      addSettled(gathered, settled)
      rows.shrink()
      return reader.reportOf(gathered, candidates.length)
    })
  }

  private begin(look: ReturnType<typeof lookAtRoots>) {
    this.roots = look.places.flatMap(({ provider: id, path, maxDepth, realRoot }) => {
      const provider = this.parts.providers.find(({ manifest }) => manifest.id === id)
      return provider && realRoot !== undefined ? [{ provider, path, maxDepth, realRoot }] : []
    })
    this.book = new SourceBook(look)
    this.parts.onFolders?.(foundFolders(look))
    return { look, gathered: this.reader.gather(this.book) }
  }

  private finish({ look, documents, everything, lookedAt }: Walked, gathered: Gathered): ScanReport {
    const { store, providers } = this.parts
    const { reader, book } = this
    const { rows, documents: known } = reader
    rows.shrink()
    const meanwhile = this.readMeanwhile ?? new Set()
    const unread = documents.filter(({ file }) => !meanwhile.has(file.path))
    const read = reader.readDocuments(unread, gathered)
    const kept = sessionsByDocument([...meanwhile], rows.stamps)
    const settled = store.transaction(() => {
      const held = new Set([...read.paths, ...[...kept.values()].flat()])
      const gone = [...rows.stamps.values()].filter(
        (stamp) => !book.isPresent(stamp.path) && !held.has(stamp.path) && book.isKnownGone(stamp),
      )
      reader.remove(
        gone.map(({ path }) => path),
        gathered,
      )
      const asked = known.paths.filter((path) => !meanwhile.has(path))
      known.remember(read.states, asked)
      book.write(store, rows.besideFailures)
      store.setMeta(FIRST_SCAN_DONE, 'yes')
      return settleSessions(store, providers, { ...gathered, everything })
    })
    addSettled(gathered, settled)
    if (book.isInOrder && rows.isInOrder && meanwhile.size === 0) {
      const files = look.candidates.filter((candidate) => !isDocument(candidate)).map(({ file }) => file)
      this.lastLook = { places: look.places, files, documents: read.states, lookedAt }
    }
    return reader.reportOf(gathered, look.candidates.length)
  }
}

function isDocument({ ref }: Candidate): boolean {
  return ref.form === 'document'
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

import { closeSync } from 'node:fs'
import type { Provider, ProviderEnvironment, SourceRoot, TranscriptRef } from '../../providers/provider.ts'
import { openRegular } from '../files/open-regular.ts'
import { type TranscriptFile, type TranscriptWalk, walkTranscripts } from '../files/walk-transcripts.ts'
import type { Clock, Logger } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { summariseSession } from '../sessions/summarise-session.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript } from './read-transcript.ts'
import { settleCopies } from './settle-copies.ts'

/** One transaction holds this much reading at most, so that a killed scan loses little. */
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
  /** True where transcripts hold text and no usage: give the scanner a counter and scan again. */
  readonly wantsTextCounter: boolean
}

export interface ScannerParts {
  readonly store: IndexStore
  readonly providers: readonly Provider[]
  readonly environment: ProviderEnvironment
  readonly clock: Clock
  readonly logger: Logger
}

interface Candidate {
  readonly provider: Provider
  readonly root: string
  readonly file: TranscriptFile
}

interface SourceDraft {
  readonly provider: string
  readonly path: string
  readonly status: TranscriptWalk['status']
  readonly files: number
  readonly problems: { readonly path: string; readonly reason: string }[]
}

/** Keeps the index true to the transcripts on disk. Owns the writing connection; one scan at a time. */
export class Scanner {
  private readonly parts: ScannerParts
  private readonly reader = new LineReader()
  private readonly stamps: Map<string, FileStamp>
  /** Sessions that a file counted with before: they have to be summed up without it. */
  private left: FileStamp[] = []
  private countText: ((text: string) => number) | undefined
  /** Paths of transcripts whose text is still to be counted. */
  private readonly uncounted = new Set<string>()

  constructor(parts: ScannerParts) {
    this.parts = parts
    this.stamps = new Map(parts.store.stamps().map((stamp) => [stamp.path, stamp]))
  }

  /** Loading a tokenizer costs more than a warm start, so it only comes when a transcript asks for it. */
  useTextCounter(countText: (text: string) => number): void {
    this.countText = countText
  }

  /** Looks at every root once, reads what changed, and sums up the sessions that it concerns. */
  scan(): ScanReport {
    const { store, clock } = this.parts
    const startedAt = clock.monotonicMs()
    const rowsBefore = store.rowsWritten()
    const cold = store.isEmpty()
    const { candidates, sources, statted } = this.look()
    const changed = candidates.filter((candidate) => !this.isKnown(candidate.file))
    if (cold && changed.length > 0) store.dropKeyIndex()
    const newKeys = new Map<number, string[]>()
    const bytesRead = this.readAll(changed, sources, newKeys)
    const removedFiles = this.removeGone(new Set(candidates.map((candidate) => candidate.file.path)), sources)
    store.createKeyIndex()
    const settled = this.settle(cold, newKeys, [...removedFiles, ...this.left])
    this.left = []
    store.transaction(() => this.putSources(sources))
    return {
      ...settled,
      filesStatted: statted,
      filesRead: changed.length,
      bytesRead,
      rowsWritten: store.rowsWritten() - rowsBefore,
      milliseconds: clock.monotonicMs() - startedAt,
      wantsTextCounter: this.uncounted.size > 0 && !this.countText,
    }
  }

  private look(): { candidates: Candidate[]; sources: SourceDraft[]; statted: number } {
    const candidates: Candidate[] = []
    const sources: SourceDraft[] = []
    const visited = new Set<string>()
    for (const provider of this.parts.providers) {
      for (const root of provider.roots(this.parts.environment)) {
        const walk = this.walk(provider, root, visited)
        if (!walk) continue
        const { status, files, problems } = walk
        sources.push({
          provider: provider.manifest.id,
          path: root.path,
          status,
          files: files.length,
          problems: [...problems],
        })
        for (const file of files) candidates.push({ provider, root: root.path, file })
      }
    }
    candidates.sort((a, b) => b.file.mtimeMs - a.file.mtimeMs)
    return { candidates, sources, statted: candidates.length }
  }

  /** `undefined` for a root that another name already led to. */
  private walk(provider: Provider, root: SourceRoot, visited: Set<string>): TranscriptWalk | undefined {
    const walk = walkTranscripts(root, (path) => provider.transcript(path) !== undefined)
    if (walk.realRoot === undefined) return walk
    const key = `${provider.manifest.id} ${walk.realRoot}`
    if (visited.has(key)) return undefined
    visited.add(key)
    return walk
  }

  private isKnown(file: TranscriptFile): boolean {
    const stamp = this.stamps.get(file.path)
    if (this.countText && this.uncounted.has(file.path)) return false
    return (
      stamp !== undefined &&
      stamp.size === file.sizeBytes &&
      stamp.mtimeMs === file.mtimeMs &&
      stamp.ino === file.ino &&
      stamp.dev === file.dev
    )
  }

  private readAll(
    changed: readonly Candidate[],
    sources: SourceDraft[],
    newKeys: Map<number, string[]>,
  ): number {
    let bytesRead = 0
    for (let next = 0; next < changed.length; ) {
      this.parts.store.transaction(() => {
        let batchBytes = 0
        for (
          let files = 0;
          next < changed.length && files < BATCH_FILES && batchBytes < BATCH_BYTES;
          files++
        ) {
          const candidate = changed[next++]
          if (candidate) batchBytes += this.readOne(candidate, sources, newKeys)
        }
        bytesRead += batchBytes
      })
    }
    return bytesRead
  }

  private readOne(candidate: Candidate, sources: SourceDraft[], newKeys: Map<number, string[]>): number {
    const { provider, root, file } = candidate
    const ref = provider.transcript(file.relativePath)
    if (!ref) return 0
    const opened = openRegular(file.path)
    if (opened.kind === 'refused') {
      if (opened.reason !== 'gone') noteProblem(sources, provider.manifest.id, root, file.path, opened.reason)
      return 0
    }
    try {
      return this.readOpened(candidate, ref, opened.fd, newKeys)
    } catch (cause) {
      // One transcript that breaks a parser must not stop the others; it is tried again when it changes.
      this.parts.logger.error(`${provider.manifest.name}: cannot read ${file.path}`, cause)
      noteProblem(sources, provider.manifest.id, root, file.path, describe(cause))
      return 0
    } finally {
      closeSync(opened.fd)
    }
  }

  private readOpened(
    { provider, root, file }: Candidate,
    ref: TranscriptRef,
    fd: number,
    newKeys: Map<number, string[]>,
  ): number {
    const { store } = this.parts
    const stamp = this.stamps.get(file.path)
    const known = stamp && store.file(stamp.id)
    const resumable = this.uncounted.has(file.path) ? undefined : known
    const reading = readTranscript(
      { fd, ...file, provider, ref, known: resumable },
      this.reader,
      this.countText,
    )
    const { facts } = reading
    if (facts.hasUncountedText) this.uncounted.add(file.path)
    else this.uncounted.delete(file.path)
    const parent = facts.subagentOf ?? ref.subagentOf
    const sessionId = parent ?? ref.sessionId ?? facts.sessionId ?? file.relativePath.replace(/\.[^./]+$/, '')
    const row = {
      path: file.path,
      provider: provider.manifest.id,
      root,
      sessionId,
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
    const id = store.putFile(row)
    if (reading.fresh && known) store.clearResponses(id)
    if (known && known.sessionId !== sessionId) this.left.push(known)
    store.putResponses(id, reading.responses)
    newKeys.set(
      id,
      reading.responses.map((response) => response.key),
    )
    this.stamps.set(file.path, { id, ...row })
    return reading.bytesRead
  }

  /** Forgets files that are gone. A root that could not be looked at says nothing about its files. */
  private removeGone(present: ReadonlySet<string>, sources: readonly SourceDraft[]): FileStamp[] {
    const unsure = sources.filter((source) => source.problems.length > 0)
    const gone = [...this.stamps.values()].filter(
      (stamp) =>
        !present.has(stamp.path) &&
        !unsure.some((source) => source.problems.some((problem) => stamp.path.startsWith(problem.path))),
    )
    if (gone.length === 0) return gone
    this.parts.store.transaction(() => {
      for (const stamp of gone) {
        this.parts.store.removeFile(stamp.id)
        this.stamps.delete(stamp.path)
      }
    })
    return gone
  }

  /** Decides who owns copied responses and sums up every session that changed. */
  private settle(cold: boolean, newKeys: ReadonlyMap<number, string[]>, removed: readonly FileStamp[]) {
    const { store } = this.parts
    return store.transaction(() => {
      const pending = store.pendingFiles()
      const copies = cold ? store.copies('all') : pending.flatMap((id) => this.copiesOf(id, newKeys.get(id)))
      const files = new Set([...pending, ...settleCopies(store, copies)])
      const sessions = new Map<string, { provider: string; sessionId: string }>()
      for (const owner of [...[...files].map((id) => store.owner(id)), ...removed]) {
        if (owner) sessions.set(`${owner.provider}:${owner.sessionId}`, owner)
      }
      const changed: string[] = []
      const retired: IndexedSession[] = []
      for (const [id, owner] of sessions) {
        const outcome = this.sumUp(id, owner)
        if (outcome === 'changed') changed.push(id)
        else if (outcome !== 'same') retired.push(outcome)
      }
      if (pending.length > 0) store.clearPending()
      return { changed, removed: retired.map((session) => session.id), retired }
    })
  }

  private copiesOf(fileId: number, keys: readonly string[] | undefined) {
    return this.parts.store.copies(keys ? { keys } : { fileId })
  }

  /** Answers the last summary of a session that has no transcript any more. */
  private sumUp(
    id: string,
    owner: { provider: string; sessionId: string },
  ): 'changed' | 'same' | IndexedSession {
    const { store, providers } = this.parts
    const provider = providers.find((candidate) => candidate.manifest.id === owner.provider)
    const files = store.filesOfSession(owner.provider, owner.sessionId)
    if (!provider || files.length === 0) return store.removeSession(id) ?? 'same'
    const summary = summariseSession(id, provider, files, store)
    const wrote = store.putSession({
      id,
      provider: owner.provider,
      startedAt: summary.startedAt,
      lastActivityAt: summary.lastActivityAt,
      summary: JSON.stringify(summary),
    })
    return wrote ? 'changed' : 'same'
  }

  private putSources(sources: readonly SourceDraft[]): void {
    for (const { provider, path, status, files, problems } of sources) {
      const told = status === 'ok' && problems.length > 0 ? 'partial' : status
      this.parts.store.putSource({ provider, path, status: told, files, problems: JSON.stringify(problems) })
    }
  }
}

function noteProblem(
  sources: SourceDraft[],
  provider: string,
  root: string,
  path: string,
  reason: string,
): void {
  sources
    .find((source) => source.provider === provider && source.path === root)
    ?.problems.push({ path, reason })
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

import type { DocumentSession } from '../../providers/provider.ts'
import type { Logger } from '../ports.ts'
import { type IndexStore, isIndexTrouble } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import { FailedReadings } from './failed-readings.ts'
import { documentStamp } from './document-stamp.ts'
import type { Candidate } from './look-at-roots.ts'
import { IN_DOCUMENT, openDocument } from './read-document.ts'
import type { TranscriptReading } from './read-transcript.ts'

/** Writes one session of a document under a path of its own, as if it were a file. */
export type PutSession = (
  document: Candidate,
  path: string,
  session: DocumentSession,
  reading: TranscriptReading,
) => void

export interface ScannedDocuments {
  /** Paths of all sessions that the documents hold, read or not. */
  readonly paths: readonly string[]
  /** State of each document whose sessions are all in the index now. */
  readonly states: ReadonlyMap<string, string>
  /** Documents that were opened, because something in them changed. */
  readonly opened: number
  readonly problems: readonly { readonly candidate: Candidate; readonly reason: string }[]
}

/** Keeps the sessions of documents true to the disk: opens what changed, and reads the sessions in it that did. */
export class DocumentScanner {
  private readonly store: IndexStore
  private readonly logger: Logger
  private readonly failed = new FailedReadings()
  /** State of each document when it was read last. */
  private readonly known: Map<string, string>

  constructor(store: IndexStore, logger: Logger) {
    this.store = store
    this.logger = logger
    this.known = store.documents()
  }

  read(
    documents: readonly Candidate[],
    stamps: ReadonlyMap<string, FileStamp>,
    put: PutSession,
  ): ScannedDocuments {
    const held = sessionsByDocument(
      documents.map(({ file }) => file.path),
      stamps,
    )
    const paths: string[] = []
    const states = new Map<string, string>()
    const problems: { candidate: Candidate; reason: string }[] = []
    let opened = 0
    for (const candidate of documents) {
      const { path } = candidate.file
      const state = documentStamp(candidate.file)
      const failedBefore = this.failed.reasonFor(path, state)
      try {
        if (failedBefore !== undefined) {
          problems.push({ candidate, reason: failedBefore })
          paths.push(...(held.get(path) ?? []))
          continue
        }
        if (this.known.get(path) === state) {
          paths.push(...(held.get(path) ?? []))
        } else {
          opened++
          paths.push(...this.readOne(candidate, stamps, put))
        }
        states.set(path, state)
      } catch (cause) {
        if (isIndexTrouble(cause)) throw cause
        this.logger.error(`${candidate.provider.manifest.name}: cannot read ${path}`, cause)
        const reason = cause instanceof Error ? cause.message : String(cause)
        this.failed.add(path, state, reason)
        problems.push({ candidate, reason })
        paths.push(...(held.get(path) ?? []))
      }
    }
    return { paths, states, opened, problems }
  }

  /** Documents that the index holds. */
  get paths(): readonly string[] {
    return [...this.known.keys()]
  }

  isKnown(path: string): boolean {
    return this.known.has(path)
  }

  /**
   * Keeps the states for the next time, in the transaction that removes the sessions which are gone: a document that
   * is known is not opened again to find them. One that comes back is read again, whatever it was before.
   * `asked`: paths of the documents that the states are of, whether they are there or not.
   */
  remember(states: ReadonlyMap<string, string>, asked: Iterable<string>): void {
    for (const [path, state] of states) {
      if (this.known.get(path) !== state) this.store.putDocument(path, state)
      this.known.set(path, state)
    }
    for (const path of asked) {
      if (!states.has(path) && this.known.delete(path)) this.store.removeDocument(path)
    }
  }

  private readOne(candidate: Candidate, stamps: ReadonlyMap<string, FileStamp>, put: PutSession): string[] {
    const { provider, file } = candidate
    if (!provider.documents) throw new Error(`${provider.manifest.name} has no reader of documents`)
    const reader = provider.documents
    const document = ofDocument(() => openDocument(candidate, reader))
    try {
      return this.store.transaction(() =>
        document.sessions.map((session) => {
          const path = `${file.path}${IN_DOCUMENT}${session.sessionId}`
          if (stamps.get(path)?.fingerprint !== session.stamp) {
            put(
              candidate,
              path,
              session,
              ofDocument(() => document.read(session)),
            )
          }
          return path
        }),
      )
    } finally {
      document.close()
    }
  }
}

/** What goes wrong in the assistant's own database must not be taken for trouble of the index. */
function ofDocument<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new Error(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Paths of the sessions that the index holds of each document. A path and an id may hold the separator, too. */
export function sessionsByDocument(
  documents: readonly string[],
  stamps: ReadonlyMap<string, FileStamp>,
): ReadonlyMap<string, readonly string[]> {
  const held = new Map(documents.map((path): [string, string[]] => [path, []]))
  if (held.size === 0) return held
  for (const path of stamps.keys()) {
    for (let at = path.indexOf(IN_DOCUMENT); at >= 0; at = path.indexOf(IN_DOCUMENT, at + 1)) {
      held.get(path.slice(0, at))?.push(path)
    }
  }
  return held
}

import { closeSync, fstatSync, readSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DocumentFile, DocumentReader, DocumentSession } from '../../providers/provider.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import { openRegular } from '../files/open-regular.ts'
import { type ForeignDatabase, openForeignDatabase } from '../store/foreign-database.ts'
import { logOf } from './document-stamp.ts'
import { FactsGatherer } from './transcript-facts.ts'
import type { TranscriptReading } from './read-transcript.ts'
import type { Candidate } from './look-at-roots.ts'
import { addUpUsage } from '../store/add-up-usage.ts'
import { encodeResponses } from '../store/response-codec.ts'

const LARGEST_DOCUMENT_BYTES = 256 << 20

/** Separates a document's path from the session in it. */
export const IN_DOCUMENT = '#'

/** A document while it is read: what it holds, and a reader of each session in it. */
export interface OpenDocument {
  readonly sessions: readonly DocumentSession[]
  read(session: DocumentSession): TranscriptReading
  close(): void
}

/** What is known of a document's file before it is opened. */
type DocumentStat = Pick<Candidate['file'], 'path' | 'relativePath' | 'mtimeMs' | 'birthtimeMs'>

/** A document's file as its reader sees it; a database is opened when it is asked for rows. */
export function openDocumentFile(file: DocumentStat): {
  readonly document: DocumentFile
  readonly close: () => void
} {
  let database: ForeignDatabase | undefined
  const log = logOf(file.path)
  const near = createSmallFileReader(({ path, reason }) => {
    throw new Error(`${path}: ${reason}`)
  })
  const document: DocumentFile = {
    path: file.relativePath,
    folder: dirname(file.path),
    textNear: (path) => near.read(join(dirname(file.path), path)),
    namesNear: (path) => near.list(join(dirname(file.path), path)),
    // Some file systems keep no time of birth, and copies may seem to be born after they were written.
    madeAt: Math.round(file.birthtimeMs > 0 ? Math.min(file.birthtimeMs, file.mtimeMs) : file.mtimeMs),
    writtenAt: Math.round(Math.max(file.mtimeMs, log && log.size > 0 ? log.mtimeMs : 0)),
    bytes: () => readWhole(file.path),
    rows: (sql, ...parameters) => (database ??= openForeignDatabase(file.path)).rows(sql, parameters),
  }
  return { document, close: () => database?.close() }
}

/** Opens a document and lists what it holds. Throws where it is not what its name says. */
export function openDocument({ file }: Candidate, reader: DocumentReader): OpenDocument {
  const { document, close } = openDocumentFile(file)
  try {
    return {
      sessions: reader.sessions(document),
      read: (session) => readSession(reader, document, session),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

function readSession(
  reader: DocumentReader,
  document: DocumentFile,
  session: DocumentSession,
): TranscriptReading {
  const gatherer = new FactsGatherer(undefined)
  const { used = 0, ignored = 0, unknown = 0, malformed = 0 } = reader.read(document, session, gatherer)
  const responses = gatherer.takeResponses()
  return {
    fresh: true,
    facts: gatherer.takeFacts(),
    touchedFiles: JSON.stringify(gatherer.touchedFiles()),
    parserState: 'null',
    responses: encodeResponses(responses),
    usage: addUpUsage(responses),
    readOffset: 0,
    fingerprint: session.stamp,
    bytesRead: 0,
    lines: used + ignored + unknown + malformed,
    skipped: { 'not relevant': ignored, 'unknown type': unknown, malformed },
  }
}

function readWhole(path: string): Buffer {
  const opened = openRegular(path)
  if (opened.kind === 'refused') throw new Error(opened.reason)
  try {
    const { size } = fstatSync(opened.fd)
    if (size > LARGEST_DOCUMENT_BYTES) throw new Error('larger than 256 MiB')
    const bytes = Buffer.allocUnsafe(size)
    let filled = 0
    while (filled < size) {
      const got = readSync(opened.fd, bytes, filled, size - filled, filled)
      if (got === 0) break
      filled += got
    }
    return bytes.subarray(0, filled)
  } finally {
    closeSync(opened.fd)
  }
}

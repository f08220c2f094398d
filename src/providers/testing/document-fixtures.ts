import type { LineOutcome } from '../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentReader, DocumentSession, Provider } from '../provider.ts'
import { documentFile } from './document-file.ts'
import { type Recording, recordingSink } from './recording-sink.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

/** The folder that a document is said to lie in: where that counts, it must not be one of this machine. */
const FOLDER = '/home/dev/project'

/** A transcript that is a document, with the reader of its provider. */
export interface DocumentFixture {
  readonly name: string
  /** Where it lies. */
  readonly path: string
  readonly reader: DocumentReader
  /** The document; a database is asked each question once. */
  readonly file: DocumentFile
  readonly isDatabase: boolean
}

/** What one session of a document tells. */
export interface ToldSession {
  readonly session: DocumentSession
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
  readonly calls: Recording['calls']
}

export function documentFixtures(
  { documents: reader }: Provider,
  transcripts: readonly TranscriptFixture[],
): readonly DocumentFixture[] {
  if (!reader) return []
  return transcripts
    .filter(({ ref }) => ref.form === 'document')
    .map(({ name, file: path, path: pathBelowRoot }) => {
      const file = documentFile(path, pathBelowRoot)
      const bytes = file.bytes()
      const isDatabase = bytes.toString('latin1', 0, 15) === 'SQLite format 3'
      return {
        name,
        path,
        reader,
        isDatabase,
        file: remembering({ ...file, folder: FOLDER, bytes: () => bytes }),
      }
    })
}

/** Tells all of a document. */
export function readDocument(reader: DocumentReader, file: DocumentFile): readonly ToldSession[] {
  return reader.sessions(file).map((session) => readSession(reader, file, session))
}

export function readSession(
  reader: DocumentReader,
  file: DocumentFile,
  session: DocumentSession,
): ToldSession {
  const { sink, recording } = recordingSink()
  const outcomes = { ...reader.read(file, session, sink) }
  return { session, outcomes, calls: recording.calls }
}

/** Asks a database each question once. */
function remembering(file: DocumentFile): DocumentFile {
  const answers = new Map<string, ReturnType<DocumentFile['rows']>>()
  return {
    ...file,
    rows(sql, ...parameters) {
      const question = JSON.stringify([sql, parameters])
      const answer = answers.get(question) ?? file.rows(sql, ...parameters)
      answers.set(question, answer)
      return answer
    },
  }
}

import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { DocumentFile } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { aiderDocuments } from '../documents.ts'

/** 2026-11-20 10:00:00, wherever the tests run. */
export const BEGIN = new Date(2026, 10, 20, 10).getTime()
export const WRITTEN = BEGIN + 60_000
export const HEADER = '\n# aider chat started at 2026-11-20 10:00:00\n\n'

export function historyOf(bytes: Buffer | string, folder = '/home/dev/app'): DocumentFile {
  return {
    path: '.aider.chat.history.md',
    folder,
    textNear: () => undefined,
    namesNear: () => undefined,
    madeAt: BEGIN,
    writtenAt: WRITTEN,
    bytes: () => Buffer.from(bytes),
    rows: () => {
      throw new Error('no database')
    },
  }
}

/** Reads the last chat of a history. */
export function readLast(file: DocumentFile): {
  readonly recording: Recording
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
} {
  const session = aiderDocuments.sessions(file).at(-1)
  if (!session) throw new Error('no chat')
  const { sink, recording } = recordingSink()
  return { outcomes: aiderDocuments.read(file, session, sink), recording }
}

/** Reads one chat with these lines, each ended as Aider ends prompts and notes. */
export function readChat(...lines: readonly string[]): Recording {
  const text = lines.map((line) => (/^(?:####|>)/.test(line) ? `${line}  \n` : `${line}\n`)).join('')
  return readLast(historyOf(HEADER + text)).recording
}

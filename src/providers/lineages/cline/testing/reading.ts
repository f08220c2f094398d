import type { LineOutcome } from '../../../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentReader, DocumentSession } from '../../../provider.ts'
import { type Recording, recordingSink } from '../../../testing/recording-sink.ts'
import { writtenUsageOf } from '../request-usage.ts'
import { taskDocuments } from '../tasks.ts'

/** 2026-11-20T10:00:00Z. */
export const BEGIN = 1_795_168_800_000
export const TASK_PATH = '1795168800000/ui_messages.json'

export interface Told {
  readonly recording: Recording
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
}

/** A document with this content, which may be anything. */
export function documentOf(path: string, bytes: Buffer | string): DocumentFile {
  return {
    path,
    folder: '/home/dev',
    textNear: () => undefined,
    namesNear: () => undefined,
    madeAt: BEGIN,
    writtenAt: BEGIN,
    bytes: () => Buffer.from(bytes),
    rows: () => {
      throw new Error('no database')
    },
  }
}

export function readWith(reader: DocumentReader, path: string, content: unknown): Told {
  const { sink, recording } = recordingSink()
  const session: DocumentSession = { sessionId: '17_a', subagentOf: undefined, stamp: '' }
  return { outcomes: reader.read(documentOf(path, JSON.stringify(content)), session, sink), recording }
}

/** Reads rows of a task, a second apart. */
export function readRows(rows: readonly unknown[], reader = taskDocuments(writtenUsageOf)): Told {
  return readWith(reader, TASK_PATH, rows.map(withTime))
}

/** The record, a second later than the one before it, where it has no time of its own. */
export function withTime(record: unknown, index: number): unknown {
  return typeof record === 'object' ? { ts: BEGIN + index * 1000, ...record } : record
}

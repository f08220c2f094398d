import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentSession } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { clineDocuments } from '../documents.ts'

/** 2026-11-20T10:00:00Z. */
export const BEGIN = 1_795_168_800_000
export const SESSION_PATH = '17_a/17_a.messages.json'
export const TASK_PATH = '1795168800000/ui_messages.json'

export interface Told {
  readonly recording: Recording
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
}

/** A document with this content, which may be anything. */
export function documentOf(path: string, bytes: Buffer | string): DocumentFile {
  return {
    path,
    madeAt: BEGIN,
    writtenAt: BEGIN,
    bytes: () => Buffer.from(bytes),
    rows: () => {
      throw new Error('no database')
    },
  }
}

export function sessionsIn(path: string, content: unknown): readonly DocumentSession[] {
  return clineDocuments.sessions(documentOf(path, JSON.stringify(content)))
}

function read(path: string, content: unknown): Told {
  const { sink, recording } = recordingSink()
  const session: DocumentSession = { sessionId: '17_a', subagentOf: undefined, stamp: '' }
  return {
    outcomes: clineDocuments.read(documentOf(path, JSON.stringify(content)), session, sink),
    recording,
  }
}

/** Reads messages of a session, a second apart. */
export function readMessages(messages: readonly unknown[], path = SESSION_PATH): Told {
  return read(path, { version: 1, messages: messages.map(withTime) })
}

/** Reads rows of a task, a second apart. */
export function readRows(rows: readonly unknown[]): Told {
  return read(TASK_PATH, rows.map(withTime))
}

function withTime(record: unknown, index: number): unknown {
  return typeof record === 'object' ? { ts: BEGIN + index * 1000, ...record } : record
}

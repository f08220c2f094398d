import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { DocumentFile } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { chatFile } from '../documents.ts'

/** 2026-11-20T10:00:00Z. */
export const BEGIN = 1_795_168_800_000
export const WRITTEN_AT = BEGIN + 3_600_000

type Fields = Readonly<Record<string, unknown>>

export interface Told {
  readonly recording: Recording
  readonly outcomes: Readonly<Partial<Record<LineOutcome, number>>>
}

/** A file with a chat that was never on a disk. */
export function chatFileOf(
  content: string | Buffer,
  path = 'workspace/chatSessions/chat-1.json',
): DocumentFile {
  return {
    path,
    folder: '/home/dev',
    textNear: () => undefined,
    namesNear: () => undefined,
    madeAt: BEGIN,
    writtenAt: WRITTEN_AT,
    bytes: () => Buffer.from(content),
    rows: () => {
      throw new Error('a chat is no database')
    },
  }
}

export function readFile(file: DocumentFile): Told {
  const { sink, recording } = recordingSink()
  const [session] = chatFile.sessions(file)
  if (!session) throw new Error('the file holds no session')
  return { outcomes: chatFile.read(file, session, sink), recording }
}

/** Reads a chat with these turns, a minute apart, each answered unless it says otherwise. */
export function readChat(turns: readonly Fields[], fields: Fields = {}): Told {
  const requests = turns.map((turn, index) => ({
    requestId: `turn-${index}`,
    timestamp: BEGIN + index * 60_000,
    message: { text: 'Do it', parts: [] },
    response: [{ value: 'Done.' }],
    modelState: { value: 1 },
    ...turn,
  }))
  const chat = { version: 3, sessionId: 'chat-1', creationDate: BEGIN, requests, ...fields }
  return readFile(chatFileOf(JSON.stringify(chat)))
}

export const tool = (fields: Fields): Fields => ({
  kind: 'toolInvocationSerialized',
  toolCallId: 'call_1',
  toolId: 'copilot_readFile',
  isComplete: true,
  ...fields,
})

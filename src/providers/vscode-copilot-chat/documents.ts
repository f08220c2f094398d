import { documentStamp } from '../content-stamp.ts'
import type { DocumentFile, DocumentReader } from '../provider.ts'
import { parseObject } from '../json-values.ts'
import { replayJournal, type Replayed } from './journal.ts'
import { chatIdOf } from './roots.ts'
import { tellSession } from './tell-session.ts'

const OPENING_BRACE = 0x7b

/** Reads a chat of the editor: one file holds one session. */
export const chatFile: DocumentReader = {
  sessions(file) {
    const bytes = file.bytes()
    if (bytes[0] !== OPENING_BRACE) throw new Error('it does not begin with an object: no chat of the editor')
    // Every turn has this field. Without one, nobody has asked anything yet.
    if (!bytes.includes('"message"')) return []
    return [{ sessionId: chatIdOf(file.path), subagentOf: undefined, stamp: documentStamp(file, bytes) }]
  },
  read(file, { sessionId }, sink) {
    const { chat, unknown, malformed } = chatIn(file)
    const turns = tellSession({ sessionId, chat, writtenAt: file.writtenAt }, sink)
    return { ...turns, unknown: turns.unknown + unknown, malformed: turns.malformed + malformed }
  },
}

export function chatIn(file: DocumentFile): Replayed {
  const bytes = file.bytes()
  if (file.path.endsWith('.jsonl')) return replayJournal(bytes)
  const chat = parseObject(bytes.toString('utf8'))
  // The words of a parser would quote the chat.
  if (!chat) throw new Error('it is no JSON object')
  return { chat, unknown: 0, malformed: 0 }
}

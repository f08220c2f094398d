import { contentStamp } from '../content-stamp.ts'
import type { DocumentFile, DocumentReader, DocumentSession } from '../provider.ts'
import { type Chat, chatsIn } from './chats.ts'
import { hasPrompt } from './lines.ts'
import { tellChat } from './tell-chat.ts'

/** Reads a project's history: all chats that were held in its folder. */
export const aiderDocuments: DocumentReader = {
  sessions(file) {
    const history = file.bytes()
    const chats = chatsIn(history)
    return chats.flatMap((chat) => {
      // Nobody has asked for anything yet.
      if (!hasPrompt(history.toString('utf8', chat.start, chat.end))) return []
      const stamp = `${contentStamp(history.subarray(chat.start, chat.end))} ${writtenAt(file, chat, chats)}`
      return [{ sessionId: idOf(file, chat), subagentOf: undefined, stamp }]
    })
  },
  read(file, session, sink) {
    const history = file.bytes()
    const chats = chatsIn(history)
    const chat = chatOf(file, session, chats)
    sink.workingDirectory(file.folder)
    const times = { startedAt: chat.startedAt, writtenAt: writtenAt(file, chat, chats) }
    return tellChat(history.toString('utf8', chat.start, chat.end), session.sessionId, times, sink)
  },
}

/** The lines of one chat. Throws where the history has none of this name. */
export function chatText(file: DocumentFile, session: DocumentSession): string {
  const history = file.bytes()
  const { start, end } = chatOf(file, session, chatsIn(history))
  return history.toString('utf8', start, end)
}

function chatOf(file: DocumentFile, { sessionId }: DocumentSession, chats: readonly Chat[]): Chat {
  const chat = chats.find((one) => idOf(file, one) === sessionId)
  if (!chat) throw new Error('no such chat')
  return chat
}

/** Only of the last chat it is known when something was written to it. */
function writtenAt(file: DocumentFile, chat: Chat, chats: readonly Chat[]): number {
  return chat === chats.at(-1) ? Math.max(chat.startedAt, file.writtenAt) : chat.startedAt
}

/** Chats have no ids. Two projects may start one in the same second. */
function idOf({ folder }: DocumentFile, chat: Chat): string {
  return `${chat.name}-${hashOf(folder)}`
}

/** FNV-1a, in 32 bits: enough to tell a person's folders apart. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

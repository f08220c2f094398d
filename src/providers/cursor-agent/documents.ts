import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentReader } from '../provider.ts'
import { takeModel, type Telling, tellMessage } from './messages.ts'
import { readRootState, type RootState } from './root-state.ts'
import { type ChatRecord, countBlobs, readBlob, readChatRecord } from './store.ts'

/** A chat of more steps than this is none. */
const MOST_MESSAGES = 200_000

/** Reads the store of a chat: there is one for each. */
export const chatStore: DocumentReader = {
  sessions(file) {
    const chat = readChatRecord(file)
    if (!chat) return []
    return [{ sessionId: chat.id, subagentOf: undefined, stamp: stampOf(file, chat) }]
  },
  read(file, _session, sink) {
    const chat = readChatRecord(file)
    // Emptied since it was listed; the next look will not find it any more.
    if (!chat) return {}
    const data = readBlob(file, chat.rootId)
    const root = data && readRootState(data)
    const outcomes = tellChat(file, chat, root, sink)
    if (!root) outcomes.malformed++
    return outcomes
  },
}

/** Blobs never change; a chat goes on by making others. */
function stampOf(file: DocumentFile, chat: ChatRecord): string {
  const { rootId, title, model, folder } = chat
  const times = [chat.createdAt ?? file.madeAt, chat.updatedAt ?? file.writtenAt]
  return [rootId, countBlobs(file), ...times, model, folder, title].map((part) => part ?? '').join(' ')
}

function tellChat(
  file: DocumentFile,
  chat: ChatRecord,
  root: RootState | undefined,
  sink: TranscriptSink,
): Record<LineOutcome, number> {
  const outcomes: Record<LineOutcome, number> = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  const startedAt = chat.createdAt ?? file.madeAt
  const writtenAt = Math.max(startedAt, chat.updatedAt ?? file.writtenAt)
  const cwd = chat.folder ?? root?.folder
  sink.session(chat.id)
  sink.born(startedAt)
  sink.seen(startedAt)
  sink.seen(writtenAt)
  if (chat.title !== undefined) sink.title('assistant', chat.title)
  if (cwd !== undefined) sink.workingDirectory(cwd)
  // No version that is known writes any.
  sink.usageIncomplete()
  const telling: Telling = { sink, cwd, open: new Map(), model: undefined, phase: undefined }
  const ids = messageIds(root)
  const lastTurn = ids.findLastIndex((id) => readBlob(file, id)?.includes('"role":"user"') === true)
  for (const [index, id] of ids.entries()) {
    const message = readBlob(file, id)
    // Messages have no times: the last turn is as old as what was written last, the others as the chat.
    outcomes[
      message ? tellMessage(telling, message, index < lastTurn ? startedAt : writtenAt) : 'malformed'
    ]++
  }
  takeModel(telling, chat.model)
  if (telling.phase !== undefined) sink.phase(telling.phase, writtenAt)
  if (root?.context) {
    sink.context(root.context.used, writtenAt)
    sink.contextWindow(root.context.window)
  }
  return outcomes
}

/** The messages of a chat, in order; `undefined` for one that is missing or too large to be read. */
export function chatMessages(file: DocumentFile, root: RootState): readonly (Buffer | undefined)[] {
  return messageIds(root).map((id) => readBlob(file, id))
}

function messageIds(root: RootState | undefined): readonly string[] {
  return (root?.messages ?? []).slice(0, MOST_MESSAGES)
}

import type { LineOutcome } from '../../shared/domain/transcript.ts'
import { documentStamp } from '../content-stamp.ts'
import { isJsonObject, type JsonObject, parseJson, textOf } from '../json-values.ts'
import type { DocumentReader } from '../provider.ts'
import { takeMessage } from './messages.ts'
import { takeHeaderOfDocument } from './parser.ts'
import { initialState } from './state.ts'

/** A chat of 0.39 and before: one JSON object, which is written anew with each message. */
interface OldChat {
  readonly header: JsonObject
  readonly messages: readonly unknown[]
}

/** What people and models say; other messages are the program's own. */
const SAID: ReadonlySet<unknown> = new Set(['user', 'gemini'])

/** Reads chats of versions that kept each in one document. */
export const oldChats: DocumentReader = {
  sessions(file) {
    const bytes = file.bytes()
    const { header, messages } = chatIn(bytes)
    // Nobody has asked for anything yet.
    if (!messages.some((message) => isJsonObject(message) && SAID.has(message['type']))) return []
    return [{ sessionId: idOf(header), subagentOf: undefined, stamp: documentStamp(file, bytes) }]
  },
  read(file, { sessionId }, sink) {
    const { header, messages } = chatIn(file.bytes())
    const outcomes: Record<LineOutcome, number> = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
    const state = initialState(sessionId, false)
    takeHeaderOfDocument(state, sink, header)
    for (const message of messages)
      outcomes[isJsonObject(message) ? takeMessage(state, sink, message) : 'malformed']++
    return outcomes
  },
}

/** Throws where the content is not whole: it may be written at this moment. */
function chatIn(bytes: Buffer): OldChat {
  const header = parseJson(bytes.toString('utf8'))
  const messages = isJsonObject(header) ? header['messages'] : undefined
  if (!isJsonObject(header) || !Array.isArray(messages)) throw new Error('no list of messages')
  return { header, messages }
}

function idOf(header: JsonObject): string {
  const id = textOf(header['sessionId'])
  if (id === undefined) throw new Error('no id of a session')
  return id
}

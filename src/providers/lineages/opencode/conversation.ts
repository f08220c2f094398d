import type { ConversationEntry } from '../../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../../conversation-entry.ts'
import type { ConversationFormat, DocumentConversation } from '../../provider.ts'
import { inputText, partsText, toolUse } from '../../tool-calls.ts'
import { failureOf, isInterruption } from './failures.ts'
import { instantIn, isJsonObject, type JsonObject, objectIn, textIn } from './json.ts'
import { type StoredMessage, storedMessages } from './messages.ts'
import { typedText } from './prompts.ts'
import { outcomeOf } from './tool-parts.ts'
import { usageOf } from './usage.ts'

/** Reads the conversation of one session of the database, with what its tools put out. */
export const conversation = { document: conversationOf } satisfies ConversationFormat

function conversationOf(
  ...[file, { sessionId }]: Parameters<DocumentConversation>
): readonly ConversationEntry[] {
  return conversationIn(storedMessages(file, sessionId, 'whole'))
}

export function conversationIn(messages: readonly StoredMessage[]): readonly ConversationEntry[] {
  return messages.flatMap(messageEntries)
}

type Part = { readonly id: string; readonly data: JsonObject }

function messageEntries(message: StoredMessage): readonly ConversationEntry[] {
  const { data, id } = message
  const at = message.createdAt ?? instantIn(objectIn(data ?? {}, 'time'), 'created')
  if (data === undefined || at === undefined) return []
  const parts = message.parts.flatMap((part) => (part.data ? [{ id: part.id, data: part.data }] : []))
  if (data['role'] === 'user') return request(id, parts, at)
  return data['role'] === 'assistant' ? answer(id, data, parts, at) : []
}

function request(id: string, parts: readonly Part[], at: number): readonly ConversationEntry[] {
  const typed = typedText(parts.map(({ data }) => data))
  const notes = parts.flatMap(({ data }) => (data['synthetic'] === true ? (textIn(data, 'text') ?? []) : []))
  return [
    ...(typed === undefined ? [] : [entryOf('prompt', typed, { at, key: id })]),
    ...saidOf('note', notes.join('\n'), { at, key: `${id}/note` }),
  ]
}

function answer(
  id: string,
  data: JsonObject,
  parts: readonly Part[],
  at: number,
): readonly ConversationEntry[] {
  const model = textIn(data, 'modelID') ?? textIn(objectIn(data, 'model'), 'modelID')
  const completedAt = instantIn(objectIn(data, 'time'), 'completed')
  const isSummary = data['summary'] === true && completedAt !== undefined && !isJsonObject(data['error'])
  const said = parts.flatMap((part) => partEntries(part, { at, model }, isSummary))
  const usage = usageOf(
    data,
    parts.map((part) => part.data),
  )
  const facts = {
    at: completedAt ?? at,
    ...(model !== undefined && { model }),
    ...(usage && { usage: { key: id, counts: usage.counts } }),
    // A summary is written from the old context and is not what the next one holds.
    ...(usage?.contextUsed !== undefined && data['summary'] !== true && { contextUsed: usage.contextUsed }),
  }
  const whole = usage ? measured(said, facts) : said
  return [...whole, ...ending(id, data['error'], completedAt ?? at)]
}

function partEntries(
  { id, data }: Part,
  told: { readonly at: number; readonly model: string | undefined },
  isSummary: boolean,
): readonly ConversationEntry[] {
  const text = textIn(data, 'text') ?? ''
  switch (data['type']) {
    case 'text':
      return saidOf(isSummary ? 'compaction' : 'answer', text, { ...told, key: id })
    case 'reasoning':
      return saidOf('thinking', text, { ...told, key: id })
    case 'tool':
      return toolEntries(id, data, told)
    case 'retry': {
      const at = instantIn(objectIn(data, 'time'), 'created') ?? told.at
      const { message, blocks } = failureOf(objectIn(data, 'error'), 'retry', at)
      return [entryOf('retry', message, { at, key: id, limitHit: blocks !== undefined })]
    }
    default:
      return []
  }
}

function toolEntries(
  id: string,
  data: JsonObject,
  { at, model }: { readonly at: number; readonly model: string | undefined },
): readonly ConversationEntry[] {
  const state = objectIn(data, 'state')
  const time = objectIn(state, 'time')
  const since = instantIn(time, 'start') ?? at
  const { input } = state
  // The part's own id: the call's is the model server's, and some start counting again with each answer.
  const call = entryOf('tool-call', inputText(input), {
    at: since,
    model,
    key: id,
    tool: toolUse(id, textIn(data, 'tool'), input),
  })
  const outcome = outcomeOf(state)
  if (outcome === undefined) return [call]
  const text = textIn(state, 'output') ?? textIn(state, 'error') ?? partsText(state['result'])
  const result = { at: instantIn(time, 'end') ?? since, key: `${id}/result`, tool: { callId: id }, outcome }
  return [call, entryOf('tool-result', text, result)]
}

function ending(id: string, error: unknown, at: number): readonly ConversationEntry[] {
  if (!isJsonObject(error)) return []
  const key = `${id}/end`
  if (isInterruption(error)) return [entryOf('interruption', 'The person stopped the answer.', { at, key })]
  const { message, blocks } = failureOf(error, 'api', at)
  return [entryOf('error', message, { at, key, limitHit: blocks !== undefined })]
}

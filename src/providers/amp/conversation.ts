import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { type JsonObject, objectOf, objectsOf, parseJson, textOf } from '../json-values.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { outcomeOf } from './tools.ts'
import { instantOf, ledgerOf, usageOf } from './usage.ts'

export const conversation: ConversationFormat = { document: conversationOf }

function conversationOf(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const thread = objectOf(parseJson(file.bytes().toString('utf8')))
  const messages = objectsOf(thread['messages'])
  // Some versions write both: one of them counts.
  const ledger = messages.some((message) => usageOf(message)) ? [] : ledgerOf(thread)
  let at = instantOf(thread['created']) ?? file.madeAt
  const entries = messages.flatMap((message) => {
    at = instantOf(objectOf(message['meta'])['sentAt']) ?? usageOf(message)?.at ?? at
    return message['role'] === 'user' ? userEntries(message, at) : answer(message, at)
  })
  return [
    ...entries,
    ...ledger.flatMap((usage) => (usage ? [{ kind: 'facts' as const, text: '', usage }] : [])),
  ]
}

/** A message of the person, or one that brings the results of tools. */
function userEntries(message: JsonObject, at: number): readonly ConversationEntry[] {
  const blocks = objectsOf(message['content'])
  const results = blocks.filter(({ type }) => type === 'tool_result')
  if (results.length === 0) return [entryOf('prompt', partsText(blocks), { at })]
  return results.flatMap((block) => {
    const callId = textOf(block['toolUseID'])
    const outcome = outcomeOf(block)
    const run = objectOf(block['run'])
    const text = partsText(run['result'] ?? run['error'])
    const tool = callId === undefined ? undefined : { callId }
    return outcome === undefined ? [] : [entryOf('tool-result', text, { at, tool, outcome })]
  })
}

function answer(message: JsonObject, at: number): readonly ConversationEntry[] {
  const usage = usageOf(message)
  const model = usage?.model
  const said = objectsOf(message['content']).flatMap((block) => {
    const text = textOf(block['text']) ?? textOf(block['thinking']) ?? ''
    if (block['type'] === 'text') return saidOf('answer', text, { at, model })
    if (block['type'] === 'thinking') return saidOf('thinking', text, { at, model })
    if (block['type'] !== 'tool_use') return []
    const tool = toolUse(textOf(block['id']), textOf(block['name']), block['input'])
    return [entryOf('tool-call', inputText(block['input']), { at, model, tool })]
  })
  const facts = usage && {
    usage: { counts: usage.counts },
    ...(usage.contextUsed !== undefined && { contextUsed: usage.contextUsed }),
    ...(usage.contextWindow !== undefined && { contextLimit: usage.contextWindow }),
  }
  const isStopped = objectOf(message['state'])['type'] === 'cancelled'
  return [
    ...(facts ? measured(said, facts) : said),
    ...(isStopped ? [entryOf('interruption', 'The person stopped the answer.', { at })] : []),
  ]
}

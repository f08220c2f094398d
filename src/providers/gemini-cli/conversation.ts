import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import {
  instantOf,
  type JsonObject,
  objectOf,
  objectsOf,
  parseJson,
  textOf,
  tokensOf,
} from '../json-values.ts'
import { contentText, isToolAnswer } from '../lineages/gemini/parts.ts'
import { outcomeOf } from '../lineages/gemini/tools.ts'
import { isNothing, tokenCounts } from '../lineages/gemini/usage.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { failureOf } from './failures.ts'

/** What the program lets the model say to the summary that a compaction puts in place of the chat. */
const ACKNOWLEDGEMENT = 'Got it. Thanks for the additional context!'
const SESSION_CONTEXT = '<session_context>'
const CANCELLED = 'Request cancelled.'

export const conversation: ConversationFormat = { lines: { entries: entriesOf }, document: oldChat }

/** A message is written again with more in it: what was said before has the same keys. */
function entriesOf(line: string): readonly ConversationEntry[] {
  const record = objectOf(parseJson(line))
  if ('$set' in record) return historyEntries(objectsOf(objectOf(record['$set'])['messages']))
  return 'id' in record ? messageEntries(record) : []
}

function oldChat(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const chat = objectOf(parseJson(file.bytes().toString('utf8')))
  return objectsOf(chat['messages']).flatMap(messageEntries)
}

/**
 * The whole list of messages, which replaces what the chat held. What was said in it was told when it was said; a
 * compaction and the folder's description only show in it.
 */
function historyEntries(messages: readonly JsonObject[]): readonly ConversationEntry[] {
  const acknowledgement = messages.findIndex(
    (message) => message['type'] === 'gemini' && contentText(message['content']) === ACKNOWLEDGEMENT,
  )
  return messages.flatMap((message, index) => {
    const text = contentText(message['content'])
    if (index === acknowledgement) {
      const summary = contentText(messages[index - 1]?.['content'])
      return [
        entryOf('compaction', summary, {
          at: instantOf(message['timestamp']),
          key: `${textOf(message['id'])}`,
        }),
      ]
    }
    if (message['type'] === 'gemini') return usageEntries(message)
    return text.trimStart().startsWith(SESSION_CONTEXT) ? messageEntries(message) : []
  })
}

function messageEntries(message: JsonObject): readonly ConversationEntry[] {
  const key = textOf(message['id'])
  const at = instantOf(message['timestamp'])
  const text = contentText(message['content'])
  if (key === undefined || at === undefined) return []
  switch (message['type']) {
    case 'user':
      if (text.trimStart().startsWith(SESSION_CONTEXT)) return [entryOf('note', text, { at, key })]
      if (isToolAnswer(message['content'])) return []
      return [entryOf('prompt', contentText(message['displayContent']) || text, { at, key })]
    case 'gemini':
      return answer(message, key, at)
    case 'error': {
      const { message: words, blocks } = failureOf(text)
      return [entryOf('error', words, { at, key, limitHit: blocks !== undefined })]
    }
    case 'info':
    case 'warning':
      return text === CANCELLED
        ? [entryOf('interruption', text, { at, key })]
        : saidOf('note', text, { at, key })
    default:
      return []
  }
}

function answer(message: JsonObject, id: string, at: number): readonly ConversationEntry[] {
  const model = textOf(message['model'])
  const thoughts = objectsOf(message['thoughts'])
    .map((thought) => [textOf(thought['subject']), textOf(thought['description'])].filter(Boolean).join(': '))
    .join('\n')
  const calls = objectsOf(message['toolCalls'])
  const said = [
    ...saidOf('thinking', thoughts, { at, model, key: `${id}/thoughts` }),
    ...saidOf('answer', contentText(message['content']), { at, model, key: `${id}/text` }),
    ...calls.flatMap((call) => toolCall(call, at, model)),
  ]
  const facts = usageEntries(message)[0]
  const { kind: _kind, text: _text, ...told } = facts ?? entryOf('facts', '', {})
  return [...(facts ? measured(said, told) : said), ...calls.flatMap((call) => toolResult(call, at))]
}

function usageEntries(message: JsonObject): readonly ConversationEntry[] {
  const key = textOf(message['id'])
  const tokens = objectOf(message['tokens'])
  const thoughts = tokensOf(tokens['thoughts']) ?? 0
  const usage = {
    prompt: tokensOf(tokens['input']) ?? 0,
    cached: tokensOf(tokens['cached']) ?? 0,
    toolPrompt: tokensOf(tokens['tool']) ?? 0,
    output: (tokensOf(tokens['output']) ?? 0) + thoughts,
    thoughts,
  }
  if (key === undefined || isNothing(usage)) return []
  const at = instantOf(message['timestamp'])
  const model = textOf(message['model'])
  return [
    entryOf('facts', '', {
      at,
      model,
      usage: { key, counts: tokenCounts(usage) },
      contextUsed: usage.prompt,
    }),
  ]
}

function toolCall(call: JsonObject, at: number, model: string | undefined): readonly ConversationEntry[] {
  const id = textOf(call['id'])
  const name = textOf(call['name'])
  if (id === undefined || name === undefined) return []
  return [
    entryOf('tool-call', inputText(call['args']), {
      at,
      model,
      key: id,
      tool: toolUse(id, name, call['args']),
    }),
  ]
}

function toolResult(call: JsonObject, answeredAt: number): readonly ConversationEntry[] {
  const callId = textOf(call['id'])
  const outcome = outcomeOf(call['status'])
  if (callId === undefined || textOf(call['name']) === undefined || outcome === undefined) return []
  const at = instantOf(call['timestamp']) ?? answeredAt
  return [
    entryOf('tool-result', resultText(call['result']), {
      at,
      key: `${callId}/result`,
      tool: { callId },
      outcome,
    }),
  ]
}

/** What the model was given: a function's response, and what it was shown beside it. */
function resultText(result: unknown): string {
  return objectsOf(result)
    .map((part) => {
      const response = objectOf(objectOf(part['functionResponse'])['response'])
      return partsText(response['output'] ?? response['error'] ?? textOf(part['text']))
    })
    .filter((text) => text !== '')
    .join('\n')
}

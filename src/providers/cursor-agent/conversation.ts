import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { isJsonObject, type JsonObject, objectOf, objectsOf, parseObject, textOf } from '../json-values.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { chatMessages } from './documents.ts'
import { promptIn, textsIn } from './messages.ts'
import { readRootState } from './root-state.ts'
import { readBlob, readChatRecord } from './store.ts'

/** Messages have no times and no usage; only how full the context is now is written down. */
export const conversation: ConversationFormat = { document: conversationOf }

function conversationOf(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const chat = readChatRecord(file)
  const data = chat && readBlob(file, chat.rootId)
  const root = data && readRootState(data)
  if (!root) throw new Error('the state of the chat is missing or damaged')
  const entries = chatMessages(file, root).flatMap((message) =>
    entriesOf(parseObject(message?.toString('utf8') ?? '') ?? {}),
  )
  if (!root.context) return entries
  return measured(entries, { contextUsed: root.context.used, contextLimit: root.context.window })
}

function entriesOf(message: JsonObject): readonly ConversationEntry[] {
  switch (message['role']) {
    case 'user':
      return asked(message)
    case 'assistant':
      return objectsOf(message['content']).flatMap(answerEntries)
    case 'tool':
      return objectsOf(message['content']).flatMap(resultEntries)
    case 'system':
      return saidOf('note', partsText(message['content']), {})
    default:
      return []
  }
}

/** What Cursor says in a person's place stands before the person's words, or alone. */
function asked(message: JsonObject): readonly ConversationEntry[] {
  const { prompt, around } = promptIn(textsIn(message))
  return [...saidOf('note', around, {}), ...saidOf('prompt', prompt, {})]
}

function answerEntries(block: JsonObject): readonly ConversationEntry[] {
  const { cursor: options } = objectOf(block['providerOptions'])
  const model = isJsonObject(options) ? textOf(options['modelName']) : undefined
  switch (block['type']) {
    case 'text':
      return saidOf('answer', partsText(block['text']), { model })
    case 'reasoning':
      return saidOf('thinking', partsText(block['text']), { model })
    case 'tool-call': {
      const tool = toolUse(textOf(block['toolCallId']) ?? '', textOf(block['toolName']), block['args'])
      return [entryOf('tool-call', inputText(block['args']), { model, tool })]
    }
    default:
      return []
  }
}

function resultEntries(block: JsonObject): readonly ConversationEntry[] {
  if (block['type'] !== 'tool-result') return []
  const outcome = block['isError'] === true ? 'error' : 'ok'
  const tool = { callId: textOf(block['toolCallId']) ?? '' }
  return [entryOf('tool-result', partsText(block['result']), { tool, outcome })]
}

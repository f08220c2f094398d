import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { type JsonObject, objectOf, objectsOf, parseJson, textOf } from '../json-values.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { OUTCOMES } from './tools.ts'
import { usageOf } from './usage.ts'

/** What `cn` puts before the summary that a compaction leaves in place of the history. */
const COMPACTED = '[COMPACTED HISTORY]'

/** Messages have no times of their own. */
export const conversation: ConversationFormat = { document: conversationOf }

function conversationOf(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const session = objectOf(parseJson(file.bytes().toString('utf8')))
  return objectsOf(session['history']).flatMap((item) => {
    const message = objectOf(item['message'])
    const text = partsText(message['content'])
    switch (message['role']) {
      case 'user':
        return [entryOf('prompt', text, {})]
      case 'assistant':
        return answer(item, message, text)
      case 'thinking':
        return saidOf('thinking', text, {})
      case 'system':
        return saidOf('note', text, {})
      default:
        return []
    }
  })
}

function answer(item: JsonObject, message: JsonObject, text: string): readonly ConversationEntry[] {
  const usage = usageOf(message)
  const model = usage?.model
  const summary = textOf(item['conversationSummary'])
  const isCompacted = summary !== undefined || text.startsWith(COMPACTED)
  const thought = partsText(objectOf(item['reasoning'])['text'])
  const said = [
    ...saidOf('thinking', thought, { model }),
    ...(isCompacted ? [entryOf('compaction', summary ?? text, {})] : saidOf('answer', text, { model })),
    ...objectsOf(item['toolCallStates']).flatMap((state) => toolEntries(state, model)),
  ]
  if (!usage) return said
  const { counts } = usage
  const contextUsed = counts.uncachedInput + counts.cacheRead + counts.output
  return measured(said, { usage: { counts }, contextUsed })
}

function toolEntries(state: JsonObject, model: string | undefined): readonly ConversationEntry[] {
  const call = objectOf(state['toolCall'])
  const asked = objectOf(call['function'])
  const callId = textOf(state['toolCallId']) ?? textOf(call['id']) ?? ''
  const input = state['parsedArgs'] ?? asked['arguments']
  const told = entryOf('tool-call', inputText(input), {
    model,
    tool: toolUse(callId, textOf(asked['name']), input),
  })
  const outcome = OUTCOMES.get(textOf(state['status']) ?? '')
  if (outcome === undefined) return [told]
  const text = objectsOf(state['output'])
    .map((part) => partsText(part['content']))
    .join('\n')
  return [told, entryOf('tool-result', text, { tool: { callId }, outcome })]
}

import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { instantOf, type JsonObject, listOf, objectOf, objectsOf, parseJson, textOf } from '../json-values.ts'
import { failureOf } from '../lineages/cline/failures.ts'
import { writtenUsageOf } from '../lineages/cline/request-usage.ts'
import { taskConversation } from '../lineages/cline/task-conversation.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { placeOf } from './roots.ts'
import { typedText } from './tell-session.ts'
import { outcomeOf } from './tools.ts'
import { metricsOf } from './usage.ts'

const task = taskConversation(writtenUsageOf)

/** Sessions of the command line and the newer extension, and tasks of older extensions. */
export const conversation: ConversationFormat = {
  document: (file, session) =>
    placeOf(file.path)?.kind === 'task' ? task(file, session) : conversationOf(file),
}

function conversationOf(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const document = objectOf(parseJson(file.bytes().toString('utf8')))
  let at: number | undefined
  return objectsOf(document['messages']).flatMap((message) => {
    at = instantOf(message['ts']) ?? at
    const { kind } = objectOf(message['metadata'])
    if (kind === 'compaction_summary') return [entryOf('compaction', partsText(message['content']), { at })]
    if (message['role'] === 'user') return userEntries(message, at)
    return message['role'] === 'assistant' ? answer(message, at) : []
  })
}

function userEntries(message: JsonObject, at: number | undefined): readonly ConversationEntry[] {
  const results = objectsOf(message['content']).filter((block) => block['type'] === 'tool_result')
  if (results.length > 0) {
    return results.map((result) => {
      const callId = textOf(result['tool_use_id'])
      const tool = callId === undefined ? undefined : { callId }
      return entryOf('tool-result', resultText(result), { at, tool, outcome: outcomeOf(result) })
    })
  }
  const text = partsText(message['content'])
  const isNote = objectOf(message['metadata'])['kind'] !== undefined
  return isNote ? saidOf('note', text, { at }) : [entryOf('prompt', typedText(text), { at })]
}

/** A tool that does several things lists what became of each. */
function resultText(result: JsonObject): string {
  const whole = textOf(result['content'])
  if (whole !== undefined) return whole
  return listOf(result['content'])
    .map((part) => {
      const fields = objectOf(part)
      return textOf(fields['text']) ?? partsText(fields['result'] ?? fields['error'] ?? inputText(part))
    })
    .join('\n')
}

function answer(message: JsonObject, at: number | undefined): readonly ConversationEntry[] {
  const { displayOnly, displayRole } = objectOf(message['metadata'])
  const text = partsText(message['content'])
  if (displayRole === 'error') {
    const { message: words, blocks } = failureOf(text, 'api', at ?? 0)
    return [entryOf('error', words, { at, limitHit: blocks !== undefined })]
  }
  if (displayOnly === true || displayRole !== undefined) return saidOf('note', text, { at })
  const model = textOf(objectOf(message['modelInfo'])['id'])
  const counts = metricsOf(objectOf(message['metrics']))
  const said = blocksOf(message).flatMap((block) => blockEntries(block, { at, model }))
  if (!counts || textOf(message['id']) === undefined) return said
  const contextUsed = counts.uncachedInput + counts.cacheRead + counts.cacheWrite + counts.output
  return measured(said, {
    ...(at !== undefined && { at }),
    ...(model !== undefined && { model }),
    usage: { counts },
    contextUsed,
  })
}

function blocksOf(message: JsonObject): readonly JsonObject[] {
  const whole = textOf(message['content'])
  return whole === undefined ? objectsOf(message['content']) : [{ type: 'text', text: whole }]
}

function blockEntries(
  block: JsonObject,
  told: { readonly at: number | undefined; readonly model: string | undefined },
): readonly ConversationEntry[] {
  switch (block['type']) {
    case 'text':
      return saidOf('answer', textOf(block['text']) ?? '', told)
    case 'thinking':
      return saidOf('thinking', textOf(block['thinking']) ?? '', told)
    case 'tool_use': {
      const tool = toolUse(textOf(block['id']) ?? '', textOf(block['name']), block['input'])
      return [entryOf('tool-call', inputText(block['input']), { ...told, tool })]
    }
    default:
      return []
  }
}

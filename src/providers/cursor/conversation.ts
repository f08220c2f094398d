import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { countOf, instantOf, isJsonObject, type JsonObject, objectOf, textOf } from '../json-values.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, toolUse } from '../tool-calls.ts'
import { bubblesOf, namedModel, type ReadBubble } from './composer.ts'
import { composerRecord } from './database.ts'
import { OUTCOMES } from './tools.ts'

const USER = 1
const ASSISTANT = 2

export const conversation: ConversationFormat = { document: conversationOf }

function conversationOf(
  ...[file, { sessionId }]: Parameters<DocumentConversation>
): readonly ConversationEntry[] {
  const composer = composerRecord(file, sessionId)
  if (composer === 'gone' || composer === 'malformed') throw new Error(`the conversation is ${composer}`)
  let at = instantOf(composer['createdAt'])
  let model = namedModel(objectOf(composer['modelConfig']))
  const entries: ConversationEntry[] = []
  for (const bubble of bubblesOf(file, sessionId, composer)) {
    const { header, record } = bubble
    if (record === 'malformed' || record === 'gone') continue
    if (record['isDisplayOnly'] === true || record['isEphemeral'] === true) continue
    at = instantOf(record['createdAt']) ?? instantOf(header['createdAt']) ?? at
    model = namedModel(objectOf(record['modelInfo'])) ?? model
    entries.push(...bubbleEntries(bubble, record, at, model))
  }
  const status = textOf(composer['status'])
  const isTold = entries.findLast(({ kind }) => kind === 'prompt' || kind === 'error')?.kind === 'error'
  if (entries.length === 0) return entries
  if (status === 'aborted') entries.push(entryOf('interruption', 'The turn was stopped.', { at }))
  if (status === 'error' && !isTold)
    entries.push(entryOf('error', 'The turn failed; the editor wrote no reason down.', { at }))
  return entries
}

function bubbleEntries(
  { id, header }: ReadBubble,
  record: JsonObject,
  at: number | undefined,
  model: string | undefined,
): readonly ConversationEntry[] {
  const type = record['type'] ?? header['type']
  const text = textOf(record['text']) ?? ''
  if (type === USER) return [entryOf('prompt', text, { at, key: id })]
  if (type !== ASSISTANT) return []
  const said = [
    ...saidOf('thinking', textOf(objectOf(record['thinking'])['text']) ?? '', {
      at,
      model,
      key: `${id}/thought`,
    }),
    ...saidOf('answer', text, { at, model, key: id }),
    ...toolEntries(id, record['toolFormerData'], { at, model }),
  ]
  const usage = objectOf(record['tokenCount'])
  const uncachedInput = countOf(usage['inputTokens']) ?? 0
  const output = countOf(usage['outputTokens']) ?? 0
  const counts = { uncachedInput, cacheRead: 0, cacheWrite: 0, output }
  const isMeasured = uncachedInput > 0 || output > 0
  const error = record['errorDetails']
  const failures = isJsonObject(error)
    ? [
        entryOf(
          'error',
          textOf(error['message']) ?? textOf(error['error']) ?? 'The editor wrote no reason down.',
          {
            at,
            key: `${id}/error`,
          },
        ),
      ]
    : []
  return [...(isMeasured ? measured(said, { usage: { key: id, counts } }) : said), ...failures]
}

/** An empty object stands in bubbles that call no tool. */
function toolEntries(
  bubbleId: string,
  tool: unknown,
  told: { readonly at: number | undefined; readonly model: string | undefined },
): readonly ConversationEntry[] {
  if (!isJsonObject(tool) || !('name' in tool || 'status' in tool)) return []
  const callId = textOf(tool['toolCallId']) ?? bubbleId
  const input = tool['rawArgs'] ?? tool['params']
  const call = entryOf('tool-call', inputText(input), {
    ...told,
    key: callId,
    tool: toolUse(callId, textOf(tool['name']), input),
  })
  const outcome = OUTCOMES.get(textOf(tool['status']) ?? '')
  if (outcome === undefined) return [call]
  const text = inputText(tool['result'] ?? tool['error'])
  return [
    call,
    entryOf('tool-result', text, { at: told.at, key: `${callId}/result`, tool: { callId }, outcome }),
  ]
}

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
import { blockOf, statusOf } from '../lineages/gemini/failures.ts'
import { outcomeOf } from '../lineages/gemini/tools.ts'
import { isNothing, tokenCounts, type Usage } from '../lineages/gemini/usage.ts'
import type { ConversationFormat, EntrySelection, LineConversation, PlacedEntry } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { isTypedByPerson, promptText } from './messages.ts'
import { countsKey, isOwnTurn, mainKey, messageUsage, telemetryUsage } from './usage.ts'

/** `CompressionStatus.COMPRESSED`: any other number says why the history was left as it was. */
const COMPRESSED = 1

interface QwenEntry extends ConversationEntry {
  /** Telemetry tells of every request; messages repeat a part of that, and tell it alone where there is none. */
  readonly says?: 'telemetry' | 'message'
  /** Names the counts that a message repeats. */
  readonly counted?: string
}

export const conversation: ConversationFormat = {
  lines: { entries: entriesOf, selection: () => new OneUsage() } satisfies LineConversation<QwenEntry>,
}

class OneUsage implements EntrySelection<QwenEntry> {
  private hasTelemetry = false
  private toldByMessage: string | undefined

  take(placed: PlacedEntry<QwenEntry>): readonly PlacedEntry<QwenEntry>[] {
    const { entry } = placed
    if (!entry.usage) return [placed]
    if (entry.says === 'telemetry') {
      const isRepeated = !this.hasTelemetry && this.toldByMessage === entry.counted && entry.subagent !== true
      this.hasTelemetry = true
      return isRepeated ? [] : [placed]
    }
    this.toldByMessage = entry.counted
    const { usage: _usage, ...rest } = entry
    return [this.hasTelemetry ? { ...placed, entry: rest } : placed]
  }
}

function entriesOf(line: string): readonly QwenEntry[] {
  const record = objectOf(parseJson(line))
  const at = instantOf(record['timestamp'])
  const uuid = textOf(record['uuid'])
  if (at === undefined || uuid === undefined) return []
  switch (record['type']) {
    case 'user':
      return user(record, at, uuid)
    case 'assistant':
      return answer(record, at, uuid)
    case 'tool_result':
      return toolResult(record, at)
    case 'system':
      return system(record, at, uuid)
    default:
      return []
  }
}

function user(record: JsonObject, at: number, key: string): readonly ConversationEntry[] {
  const text = promptText(record)
  return isTypedByPerson(record) ? [entryOf('prompt', text, { at, key })] : saidOf('note', text, { at, key })
}

function answer(record: JsonObject, at: number, uuid: string): readonly QwenEntry[] {
  const model = textOf(record['model'])
  const { parts } = objectOf(record['message'])
  const said = objectsOf(parts).flatMap((part, index): readonly ConversationEntry[] => {
    const told = { at, model, key: `${uuid}#${index}` }
    const call = objectOf(part['functionCall'])
    const name = textOf(call['name'])
    const id = textOf(call['id'])
    if (name === undefined || id === undefined)
      return saidOf(part['thought'] === true ? 'thinking' : 'answer', textOf(part['text']) ?? '', told)
    return [
      entryOf('tool-call', inputText(call['args']), {
        ...told,
        key: id,
        tool: toolUse(id, name, call['args']),
      }),
    ]
  })
  const usage = messageUsage(objectOf(record['usageMetadata']))
  const contextLimit = tokensOf(record['contextWindowSize'])
  if (!usage || isNothing(usage)) return said
  const entries: readonly QwenEntry[] = measured(said, {
    at,
    ...(model !== undefined && { model }),
    usage: { key: `${uuid}:${countsKey(usage)}`, counts: tokenCounts(usage) },
    contextUsed: usage.prompt,
    ...(contextLimit !== undefined && { contextLimit }),
  })
  return entries.map((entry) =>
    entry.usage ? { ...entry, says: 'message', counted: countsKey(usage) } : entry,
  )
}

function toolResult(record: JsonObject, at: number): readonly ConversationEntry[] {
  const result = objectOf(record['toolCallResult'])
  const responses = objectsOf(objectOf(record['message'])['parts']).map((part) =>
    objectOf(part['functionResponse']),
  )
  const outcome = outcomeOf(result['status']) ?? 'ok'
  const only = textOf(result['callId'])
  const ids = only === undefined ? responses.flatMap((response) => textOf(response['id']) ?? []) : [only]
  return ids.map((callId, index) => {
    const { output, error } = objectOf(responses[index]?.['response'])
    const text = partsText(output ?? error ?? result['resultDisplay'])
    return entryOf('tool-result', text, { at, key: `${callId}/result`, tool: { callId }, outcome })
  })
}

function system(record: JsonObject, at: number, key: string): readonly QwenEntry[] {
  const payload = objectOf(record['systemPayload'])
  if (record['subtype'] === 'chat_compression') {
    const info = objectOf(payload['info'])
    if (info['compressionStatus'] !== COMPRESSED) return []
    const contextUsed = tokensOf(info['newTokenCount'])
    return [entryOf('compaction', 'The chat was compressed.', { at, key, contextUsed })]
  }
  return record['subtype'] === 'ui_telemetry' ? telemetry(record, objectOf(payload['uiEvent']), at, key) : []
}

function telemetry(record: JsonObject, event: JsonObject, at: number, key: string): readonly QwenEntry[] {
  const isAgents = textOf(event['subagent_id']) !== undefined || textOf(event['subagent_name']) !== undefined
  if (event['event.name'] === 'qwen-code.api_error') {
    const text = textOf(event['error_message']) ?? textOf(event['error_type']) ?? 'error without a message'
    const limitHit = blockOf(statusOf(event['status_code']), text) !== undefined
    return [
      entryOf('error', text, {
        at: instantOf(event['event.timestamp']) ?? at,
        key,
        limitHit,
        subagent: isAgents,
      }),
    ]
  }
  if (event['event.name'] !== 'qwen-code.api_response') return []
  const usage = telemetryUsage(event)
  return isNothing(usage) ? [] : [measuredRequest(record, event, usage, isAgents, at)]
}

/** Stands before the answer that it measures; requests beside the conversation have no answer in it. */
function measuredRequest(
  record: JsonObject,
  event: JsonObject,
  usage: Usage,
  isAgents: boolean,
  at: number,
): QwenEntry {
  const isMain = !isAgents && isOwnTurn(event)
  const entry = entryOf('facts', '', {
    at: instantOf(event['event.timestamp']) ?? at,
    subagent: !isMain,
    model: isMain ? textOf(event['model']) : undefined,
    usage: { key: mainKey(record, event, usage), counts: tokenCounts(usage), ahead: isMain },
    contextUsed: isMain ? usage.prompt : undefined,
  })
  return { ...entry, says: 'telemetry', counted: countsKey(usage) }
}

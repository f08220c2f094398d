import type { ConversationEntry, MessageKind } from '../../../shared/domain/conversation.ts'
import { entryOf, saidOf } from '../../conversation-entry.ts'
import {
  countOf,
  instantOf,
  type JsonObject,
  objectOf,
  objectsOf,
  parseJson,
  parseObject,
  textOf,
} from '../../json-values.ts'
import type { DocumentConversation } from '../../provider.ts'
import { inputText, toolUse } from '../../tool-calls.ts'
import { failureOf } from './failures.ts'
import { modelInPrompt } from './model-in-prompt.ts'
import { touchedBy } from './task-files.ts'
import { CALLS } from './task-rows.ts'
import type { RequestUsage } from './tell-task.ts'

/** What a row says, by its name. Rows of other names are about the screen, or told with others. */
const SAID: ReadonlyMap<string, MessageKind> = new Map([
  ['text', 'answer'],
  ['completion_result', 'answer'],
  ['reasoning', 'thinking'],
  ['command_output', 'tool-result'],
  ['mcp_server_response', 'tool-result'],
  ['followup', 'answer'],
  ['plan_mode_respond', 'answer'],
  ['error', 'note'],
  ['info', 'note'],
])

/** A task while its rows are read, one after the other. */
interface Reading {
  readonly usageOf: RequestUsage
  at: number
  model: string | undefined
  hasPrompt: boolean
  /** True where the last request's failure is told already. */
  hasTold: boolean
  /** Id of the call whose output may follow. */
  call: string | undefined
}

/** Reads what was said in tasks, by the rows that the editor shows. */
export function taskConversation(usageOf: RequestUsage): DocumentConversation {
  return (file) => {
    const reading: Reading = {
      usageOf,
      at: 0,
      model: undefined,
      hasPrompt: false,
      hasTold: false,
      call: undefined,
    }
    return objectsOf(parseJson(file.bytes().toString('utf8'))).flatMap((row) => rowEntries(reading, row))
  }
}

function rowEntries(reading: Reading, row: JsonObject): readonly ConversationEntry[] {
  const { type } = row
  const name = type === 'say' || type === 'ask' ? textOf(row[type]) : undefined
  reading.at = instantOf(row['ts']) ?? reading.at
  reading.model = textOf(objectOf(row['modelInfo'])['modelId']) ?? reading.model
  // Of a row that is still being written only its time counts.
  if (name === undefined || row['partial'] === true) return []
  const text = textOf(row['text']) ?? ''
  return [...shrunkContext(reading, row), ...told(reading, type === 'ask', name, text)]
}

/** The assistant made its context smaller: by a summary, or by leaving out what was said first. */
function shrunkContext({ at }: Reading, row: JsonObject): readonly ConversationEntry[] {
  const summary = objectOf(row['contextCondense'])
  const left = countOf(summary['newContextTokens'])
  if (left !== undefined)
    return [entryOf('compaction', textOf(summary['summary']) ?? '', { at, contextUsed: left })]
  const contextUsed = countOf(objectOf(row['contextTruncation'])['newContextTokens'])
  return contextUsed === undefined ? [] : [entryOf('facts', '', { at, contextUsed })]
}

function told(reading: Reading, isAsked: boolean, name: string, text: string): readonly ConversationEntry[] {
  const { at, model } = reading
  if (CALLS.has(name)) return [callEntry(reading, name, text)]
  const isFirst = !isAsked && !reading.hasPrompt && (name === 'task' || name === 'text')
  if (isFirst || name === 'user_feedback') {
    reading.hasPrompt = true
    return [entryOf('prompt', text, { at })]
  }
  if (name === 'api_req_started') return request(reading, parseObject(text) ?? {})
  if (name === 'deleted_api_reqs' || name === 'subagent_usage')
    return sums(reading, name, parseObject(text) ?? {})
  if (name === 'error_retry' || name === 'api_req_retry_delayed') return [failure(text, 'retry', at)]
  if (name === 'api_req_failed') {
    const isNew = !reading.hasTold
    reading.hasTold = true
    return isNew ? [failure(text, 'api', at)] : []
  }
  const kind = SAID.get(name)
  if (kind === undefined) return []
  if (kind !== 'tool-result') return saidOf(kind, text, { at, model: kind === 'note' ? undefined : model })
  const callId = reading.call
  reading.call = undefined
  // How a call went is not written down.
  return saidOf(kind, text, { at, outcome: 'ok', tool: callId === undefined ? undefined : { callId } })
}

function failure(text: string, kind: 'api' | 'retry', at: number): ConversationEntry {
  const { message, blocks } = failureOf(text, kind, at)
  return entryOf(kind === 'api' ? 'error' : 'retry', message, { at, limitHit: blocks !== undefined })
}

function callEntry(reading: Reading, name: string, text: string): ConversationEntry {
  const { at, model } = reading
  const fields = parseObject(text)
  const tool = (name === 'tool' ? textOf(fields?.['tool']) : undefined) ?? name
  const callId = `${tool}:${at}`
  reading.call = callId
  const [touched] = name === 'tool' ? touchedBy(tool, fields ?? {}) : []
  const use = toolUse(callId, tool, fields ?? { command: text })
  const about = touched && { target: touched.path, access: touched.access }
  return entryOf('tool-call', fields ? inputText(fields) : text, { at, model, tool: { ...use, ...about } })
}

/** A request's row stands before its answer, and tells its usage when it is over. */
function request(reading: Reading, fields: JsonObject): readonly ConversationEntry[] {
  const { at } = reading
  const reason = textOf(fields['cancelReason'])
  reading.model = modelInPrompt(textOf(fields['request']) ?? '') ?? reading.model
  reading.hasTold = reason !== undefined && reason !== 'user_cancelled'
  const counts = reading.usageOf(fields, at)
  const facts = counts
    ? [
        entryOf('facts', '', {
          at,
          model: reading.model,
          usage: { key: `request:${at}`, counts, ahead: true },
          contextUsed: counts.uncachedInput + counts.cacheRead + counts.cacheWrite + counts.output,
        }),
      ]
    : []
  if (reason === undefined) return facts
  if (reason === 'user_cancelled')
    return [...facts, entryOf('interruption', 'The person stopped the request.', { at })]
  return [...facts, failure(textOf(fields['streamingFailedMessage']) ?? '', 'api', at)]
}

/** Sums of several requests: no message of the conversation is theirs. */
function sums({ at, usageOf }: Reading, name: string, fields: JsonObject): readonly ConversationEntry[] {
  const counts = usageOf(fields, at)
  return counts ? [entryOf('facts', '', { at, subagent: true, usage: { key: `${name}:${at}`, counts } })] : []
}

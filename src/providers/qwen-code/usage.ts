import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, maybeObjectOf, textOf, tokensOf } from '../json-values.ts'
import { isNothing, tokenCounts, type Usage } from '../lineages/gemini/usage.ts'
import type { State } from './state.ts'

/** What names the requests of a session's own turns, in contrast to those of agents and compressions. */
const OWN_TURN = '########'

/**
 * Tells a response by its telemetry, which is written for every request of the session: also for sub-agents,
 * compressions and the keeping of memory. The usage of messages repeats a part of it.
 */
export function takeResponseTelemetry(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  event: JsonObject,
  at: number,
): boolean {
  const usage = telemetryUsage(event)
  if (isNothing(usage)) return false
  const agentId = textOf(event['subagent_id'])
  const isRepeated = !state.hasTelemetry && state.toldByMessage === countsKey(usage)
  state.hasTelemetry = true
  state.toldByMessage = undefined
  if (isRepeated && agentId === undefined) return true
  const isAgents = agentId !== undefined || textOf(event['subagent_name']) !== undefined
  const isMain = !isAgents && !state.isSubagent && isOwnTurn(event)
  tellResponse(state, sink, {
    key: agentId === undefined ? mainKey(record, event, usage) : agentKey(record, agentId, usage),
    model: textOf(event['model']),
    at: instantOf(event['event.timestamp']) ?? at,
    usage,
    contextUsed: isMain ? usage.prompt : undefined,
    sidechain: isAgents || state.isSubagent,
  })
  return true
}

/**
 * Tells what a message of the model says of its usage: how full the context is, and the tokens where there is
 * no telemetry to tell them.
 */
export function takeMessageUsage(state: State, sink: TranscriptSink, record: JsonObject, at: number): void {
  const usage = messageUsage(maybeObjectOf(record['usageMetadata']))
  const window = tokensOf(record['contextWindowSize'])
  if (window !== undefined && window > 0 && window !== state.window) {
    state.window = window
    sink.contextWindow(window)
  }
  if (!usage || isNothing(usage)) return
  if (!state.hasTelemetry) {
    const agentId = textOf(record['agentId'])
    state.toldByMessage = countsKey(usage)
    tellResponse(state, sink, {
      key:
        agentId === undefined
          ? `${textOf(record['uuid'])}:${countsKey(usage)}`
          : agentKey(record, agentId, usage),
      model: textOf(record['model']),
      at,
      usage,
      contextUsed: usage.prompt,
      sidechain: state.isSubagent || record['isSidechain'] === true,
    })
  } else if (!state.isSubagent) tellContext(state, sink, usage.prompt, at)
}

/** Usage of a record that was copied from another session: its key is the same there. */
export function takeInheritedUsage(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  at: number,
): boolean {
  if (record['type'] === 'assistant') {
    takeMessageUsage(state, sink, record, at)
    return true
  }
  const event = maybeObjectOf(maybeObjectOf(record['systemPayload'])?.['uiEvent'])
  if (event?.['event.name'] !== 'qwen-code.api_response') return false
  return takeResponseTelemetry(state, sink, record, event, at)
}

export function tellContext(state: State, sink: TranscriptSink, used: number, at: number): void {
  if (used === state.context) return
  state.context = used
  sink.context(used, at)
}

interface ToldResponse {
  readonly key: string
  readonly model: string | undefined
  readonly at: number
  readonly usage: Usage
  readonly contextUsed: number | undefined
  readonly sidechain: boolean
}

function tellResponse(state: State, sink: TranscriptSink, response: ToldResponse): void {
  const { key, at, usage, contextUsed, sidechain } = response
  const model = response.model ?? state.known.model ?? ''
  if (!sidechain) state.known.model = model
  if (!sidechain && contextUsed !== undefined) state.context = contextUsed
  sink.response({
    key,
    model,
    at,
    counts: tokenCounts(usage),
    cacheWrite1h: 0,
    reasoning: usage.thoughts,
    contextUsed,
    sidechain,
  })
}

/** True for a request of the session's own turns. */
export function isOwnTurn(event: JsonObject): boolean {
  return textOf(event['prompt_id'])?.includes(OWN_TURN) ?? false
}

/** The server's id of the response, with its counts: local servers give one id again and again. */
export function mainKey(record: JsonObject, event: JsonObject, usage: Usage): string {
  return `${textOf(event['response_id']) ?? textOf(record['uuid'])}:${countsKey(usage)}`
}

/**
 * A sub-agent's response stands in the session's telemetry and in the agent's own transcript, which have only
 * the agent and the counts in common. A copy goes by the session that it is from.
 */
function agentKey(record: JsonObject, agentId: string, usage: Usage): string {
  const origin = textOf(maybeObjectOf(record['forkedFrom'])?.['sessionId']) ?? textOf(record['sessionId'])
  return `${origin}/${agentId}:${countsKey(usage)}`
}

export function countsKey({ prompt, cached, output, thoughts }: Usage): string {
  return `${prompt}-${cached}-${output}-${thoughts}`
}

export function telemetryUsage(event: JsonObject): Usage {
  return usageOf({
    prompt: tokensOf(event['input_token_count']) ?? 0,
    cached: tokensOf(event['cached_content_token_count']) ?? 0,
    output: tokensOf(event['output_token_count']) ?? 0,
    thoughts: tokensOf(event['thoughts_token_count']) ?? 0,
    total: tokensOf(event['total_token_count']),
  })
}

export function messageUsage(metadata: JsonObject | undefined): Usage | undefined {
  if (!metadata) return undefined
  return usageOf({
    prompt: tokensOf(metadata['promptTokenCount']) ?? 0,
    cached: tokensOf(metadata['cachedContentTokenCount']) ?? 0,
    output: tokensOf(metadata['candidatesTokenCount']) ?? 0,
    thoughts: tokensOf(metadata['thoughtsTokenCount']) ?? 0,
    total: tokensOf(metadata['totalTokenCount']),
  })
}

/**
 * Servers of the OpenAI kind count thoughts as output, Google's beside it: the total tells which. Where it
 * tells neither, they are taken to be within, unless they are more than it.
 */
function usageOf(told: {
  readonly prompt: number
  readonly cached: number
  readonly output: number
  readonly thoughts: number
  readonly total: number | undefined
}): Usage {
  const { prompt, cached, output, thoughts, total } = told
  const isBeside = total === prompt + output + thoughts || thoughts > output
  return { prompt, cached, toolPrompt: 0, output: isBeside ? output + thoughts : output, thoughts }
}

import { addTokens, NO_TOKENS, type TokenCounts } from '../../../shared/domain/tokens.ts'
import type { LineOutcome, TranscriptSink } from '../../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import {
  countOf,
  instantOf,
  isJsonObject,
  type JsonObject,
  objectOf,
  parseObject,
  textOf,
} from '../../json-values.ts'
import { modelInPrompt } from './model-in-prompt.ts'
import { touchedBy } from './task-files.ts'
import { CALLS, PHASES } from './task-rows.ts'

export type OutcomeCounts = Record<LineOutcome, number>

/**
 * Reads the usage of a request, whose counts the assistants mean differently; `undefined` where it says none. `at` is
 * the time of its row in epoch milliseconds.
 */
export type RequestUsage = (request: JsonObject, at: number) => TokenCounts | undefined

/** A task while its rows are told, one after the other. */
interface Telling {
  readonly sink: TranscriptSink
  readonly taskId: string
  readonly usageOf: RequestUsage
  /** Time of the last row that has one, in epoch milliseconds; 0 before the first. */
  at: number
  model: string | undefined
  /** Id of the call that waits for the row behind it. */
  openCall: string | undefined
  hasPrompt: boolean
  /** True where the last request's failure is told: Cline writes it into the request and asks the person as well. */
  hasTold: boolean
  /** True where the last request says neither usage nor failure: it is under way, or nobody saw its end. */
  isUnderWay: boolean
  counts: TokenCounts
  /** `undefined` once a request had no price. */
  costUsd: number | undefined
}

/** Tells all of a task's `ui_messages.json`. Answers what became of each row. */
export function tellTask(
  rows: readonly unknown[],
  taskId: string,
  usageOf: RequestUsage,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  sink.session(taskId)
  const telling: Telling = {
    sink,
    taskId,
    usageOf,
    at: 0,
    model: undefined,
    openCall: undefined,
    hasPrompt: false,
    hasTold: false,
    isUnderWay: false,
    counts: NO_TOKENS,
    costUsd: 0,
  }
  for (const row of rows) outcomes[tellRow(telling, row)]++
  const { counts, costUsd, at } = telling
  // A price that nobody knew is written down as 0.
  if (costUsd !== undefined && costUsd > 0) sink.reportedTotal({ at, counts, costUsd })
  return outcomes
}

function tellRow(telling: Telling, row: unknown): LineOutcome {
  if (!isJsonObject(row)) return 'malformed'
  const { type } = row
  if (type !== 'say' && type !== 'ask') return 'unknown'
  const name = textOf(row[type])
  if (name === undefined) return 'malformed'
  const at = instantOf(row['ts'])
  if (at !== undefined) {
    if (telling.at === 0) telling.sink.born(at)
    telling.at = at
    telling.sink.seen(at)
  }
  takeModel(telling, textOf(objectOf(row['modelInfo'])['modelId']))
  if (telling.openCall !== undefined && name !== 'command_output') closeCall(telling, telling.openCall)
  // Of a row that is still being written only its time counts.
  if (row['partial'] === true) return 'ignored'
  const text = textOf(row['text']) ?? ''
  const isShrunk = tellShrunkContext(telling, row)
  const phase = PHASES.get(`${type} ${name}`)
  if (phase !== undefined) telling.sink.phase(phase, telling.at)
  if (phase === 'done') endRequest(telling)
  return (type === 'say' ? tellSaid(telling, name, text) : tellAsked(telling, name, text)) ||
    phase !== undefined ||
    isShrunk
    ? 'used'
    : 'ignored'
}

function takeModel(telling: Telling, model: string | undefined): void {
  if (model === undefined || model === telling.model) return
  telling.model = model
  telling.sink.model(model)
}

/** How a call went is not written down: one that the person refused, or that failed, looks like any other. */
function closeCall(telling: Telling, call: string): void {
  telling.sink.toolResult(call, 'ok', telling.at)
  telling.openCall = undefined
}

/** Answers whether the row says something beyond the state of the turn. */
function tellSaid(telling: Telling, name: string, text: string): boolean {
  const { sink, at } = telling
  // The first thing said is what the person asked for, under either name.
  const isFirst = !telling.hasPrompt && (name === 'task' || name === 'text')
  if (isFirst || name === 'user_feedback') {
    telling.hasPrompt = true
    sink.prompt(text, at)
  } else if (name === 'api_req_started') tellRequest(telling, text)
  else if (name === 'deleted_api_reqs' || name === 'subagent_usage') {
    tellUsage(telling, name, parseObject(text) ?? {})
  } else if (name === 'error_retry' || name === 'api_req_retry_delayed')
    sink.error(failureOf(text, 'retry', at))
  else if (CALLS.has(name)) tellCall(telling, name, text)
  else return false
  return true
}

function tellAsked(telling: Telling, name: string, text: string): boolean {
  if (CALLS.has(name)) tellCall(telling, name, text)
  else if (name === 'api_req_failed' && !telling.hasTold) {
    telling.sink.error(failureOf(text, 'api', telling.at))
    telling.hasTold = true
  } else return false
  return true
}

/** Tells that the assistant made its context smaller. Answers whether the row says so. */
function tellShrunkContext(telling: Telling, row: JsonObject): boolean {
  const { sink, at } = telling
  const summary = objectOf(row['contextCondense'])
  const left = countOf(summary['newContextTokens'])
  if (left !== undefined) {
    sink.compaction(at, undefined)
    sink.context(left, at)
    addCost(telling, summary['cost'])
    // What the summary's own request used is written down as its price alone.
    sink.usageIncomplete()
    return true
  }
  const cut = countOf(objectOf(row['contextTruncation'])['newContextTokens'])
  if (cut !== undefined) sink.context(cut, at)
  return cut !== undefined
}

/** A request that is over and never said what it used leaves a gap in the total. */
function endRequest(telling: Telling): void {
  if (telling.isUnderWay) telling.sink.usageIncomplete()
  telling.isUnderWay = false
}

function tellRequest(telling: Telling, text: string): void {
  const { sink, at } = telling
  endRequest(telling)
  const request = parseObject(text) ?? {}
  const reason = textOf(request['cancelReason'])
  takeModel(telling, modelInPrompt(textOf(request['request']) ?? ''))
  telling.hasTold = false
  const isUsed = tellUsage(telling, 'api_req_started', request)
  if (reason === 'user_cancelled') {
    sink.interruption(at)
    sink.phase('interrupted', at)
  } else if (reason !== undefined) {
    sink.error(failureOf(textOf(request['streamingFailedMessage']) ?? '', 'api', at))
    sink.phase('failed', at)
    telling.hasTold = true
  } else telling.isUnderWay = !isUsed
}

/** Tells what a row used. Answers whether it says so. */
function tellUsage(telling: Telling, name: string, usage: JsonObject): boolean {
  const { sink, taskId, at, model } = telling
  const counts = telling.usageOf(usage, at)
  if (counts === undefined) return false
  telling.counts = addTokens(telling.counts, counts)
  addCost(telling, usage['cost'])
  const { uncachedInput, cacheRead, cacheWrite, output } = counts
  const isRequest = name === 'api_req_started'
  sink.response({
    key: `task:${taskId}:${name}:${at}`,
    model: model ?? 'unknown',
    at,
    counts,
    cacheWrite1h: 0,
    reasoning: 0,
    // Other rows are sums of several requests.
    contextUsed: isRequest ? uncachedInput + cacheRead + cacheWrite + output : undefined,
    sidechain: name === 'subagent_usage',
  })
  return true
}

function addCost(telling: Telling, cost: unknown): void {
  const isPriced = typeof cost === 'number' && cost > 0 && Number.isFinite(cost)
  telling.costUsd = isPriced && telling.costUsd !== undefined ? telling.costUsd + cost : undefined
}

function tellCall(telling: Telling, name: string, text: string): void {
  const { sink, at } = telling
  const fields = parseObject(text) ?? {}
  const tool = (name === 'tool' ? textOf(fields['tool']) : undefined) ?? name
  const id = `${tool}:${at}`
  sink.toolCall(id, tool, at)
  telling.openCall = id
  if (name !== 'tool') return
  for (const { path, access } of touchedBy(tool, fields)) sink.file(path, access)
}

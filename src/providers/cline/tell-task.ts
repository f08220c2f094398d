import { addTokens, NO_TOKENS, type TokenCounts } from '../../shared/domain/tokens.ts'
import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import { instantIn, isJsonObject, type JsonObject, objectIn, parseObject, textIn } from '../json-fields.ts'
import { isAbsolutePath } from '../paths.ts'
import type { OutcomeCounts } from './tell-session.ts'
import { requestUsageOf } from './usage.ts'

/** A task while its rows are told, one after the other. */
interface Telling {
  readonly sink: TranscriptSink
  readonly taskId: string
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

/** Tools that work on one file. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['readFile', 'read'],
  ['editedExistingFile', 'write'],
  ['newFileCreated', 'write'],
  ['fileDeleted', 'write'],
])
/** Questions that a call waits for, and work of a call: until the next row it is not done. */
const CALLS: ReadonlySet<string> = new Set([
  'tool',
  'command',
  'use_mcp_server',
  'browser_action_launch',
  'use_subagents',
])
/** Rows by what they say of the turn. Others say nothing of it. */
const PHASES: ReadonlyMap<string, TurnPhase> = new Map([
  ['say task', 'model-working'],
  ['say api_req_started', 'model-working'],
  ['say api_req_retried', 'model-working'],
  ['say error_retry', 'model-working'],
  ['say text', 'model-working'],
  ['say tool', 'model-working'],
  ['say command', 'tool-running'],
  ['say command_output', 'model-working'],
  ['say mcp_server_response', 'model-working'],
  ['say user_feedback', 'model-working'],
  ['say completion_result', 'done'],
  ['ask tool', 'tool-running'],
  ['ask command', 'tool-running'],
  ['ask command_output', 'tool-running'],
  ['ask use_mcp_server', 'tool-running'],
  ['ask browser_action_launch', 'tool-running'],
  ['ask use_subagents', 'tool-running'],
  ['ask followup', 'done'],
  ['ask plan_mode_respond', 'done'],
  ['ask act_mode_respond', 'done'],
  ['ask completion_result', 'done'],
  ['ask mistake_limit_reached', 'done'],
  ['ask new_task', 'done'],
  ['ask condense', 'done'],
  ['ask report_bug', 'done'],
  ['ask api_req_failed', 'failed'],
])

/** Tells all of a task's `ui_messages.json`. Answers what became of each row. */
export function tellTask(rows: readonly unknown[], taskId: string, sink: TranscriptSink): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  sink.session(taskId)
  const telling: Telling = {
    sink,
    taskId,
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
  const name = textIn(row, type)
  if (name === undefined) return 'malformed'
  const at = instantIn(row, 'ts')
  if (at !== undefined) {
    if (telling.at === 0) telling.sink.born(at)
    telling.at = at
    telling.sink.seen(at)
  }
  takeModel(telling, row)
  if (telling.openCall !== undefined && name !== 'command_output') closeCall(telling, telling.openCall)
  // Of a row that is still being written only its time counts.
  if (row['partial'] === true) return 'ignored'
  const text = textIn(row, 'text') ?? ''
  const phase = PHASES.get(`${type} ${name}`)
  if (phase !== undefined) telling.sink.phase(phase, telling.at)
  if (phase === 'done') endRequest(telling)
  return (type === 'say' ? tellSaid(telling, name, text) : tellAsked(telling, name, text)) ||
    phase !== undefined
    ? 'used'
    : 'ignored'
}

function takeModel(telling: Telling, row: JsonObject): void {
  const model = textIn(objectIn(row, 'modelInfo'), 'modelId')
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
  } else if (name === 'error_retry') sink.error(failureOf(text, 'retry', at))
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

/** A request that is over and never said what it used leaves a gap in the total. */
function endRequest(telling: Telling): void {
  if (telling.isUnderWay) telling.sink.usageIncomplete()
  telling.isUnderWay = false
}

function tellRequest(telling: Telling, text: string): void {
  const { sink, at } = telling
  endRequest(telling)
  const request = parseObject(text) ?? {}
  const reason = textIn(request, 'cancelReason')
  telling.hasTold = false
  const isUsed = tellUsage(telling, 'api_req_started', request)
  if (reason === 'user_cancelled') {
    sink.interruption(at)
    sink.phase('interrupted', at)
  } else if (reason !== undefined) {
    sink.error(failureOf(textIn(request, 'streamingFailedMessage') ?? '', 'api', at))
    sink.phase('failed', at)
    telling.hasTold = true
  } else telling.isUnderWay = !isUsed
}

/** Tells what a row used. Answers whether it says so. */
function tellUsage(telling: Telling, name: string, usage: JsonObject): boolean {
  const counts = requestUsageOf(usage)
  if (counts === undefined) return false
  const { sink, taskId, at, model } = telling
  const cost = usage['cost']
  const isPriced = typeof cost === 'number' && cost > 0 && Number.isFinite(cost)
  telling.counts = addTokens(telling.counts, counts)
  telling.costUsd = isPriced && telling.costUsd !== undefined ? telling.costUsd + cost : undefined
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

function tellCall(telling: Telling, name: string, text: string): void {
  const { sink, at } = telling
  const fields = parseObject(text) ?? {}
  const tool = (name === 'tool' ? textIn(fields, 'tool') : undefined) ?? name
  const id = `${tool}:${at}`
  sink.toolCall(id, tool, at)
  telling.openCall = id
  const access = name === 'tool' ? FILE_TOOLS.get(tool) : undefined
  const path = access && pathOf(tool, fields)
  if (access && path !== undefined) sink.file(path, access)
}

/** Paths are relative to the task's folder; a file that was read is named absolutely, in place of its content. */
function pathOf(tool: string, fields: JsonObject): string | undefined {
  const content = tool === 'readFile' ? textIn(fields, 'content') : undefined
  return content !== undefined && isAbsolutePath(content) && !content.includes('\n')
    ? content
    : textIn(fields, 'path')
}

import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { wordTable } from '../json-scan/word-table.ts'
import { commandName } from './event-records.ts'
import { countOf, tokensOf } from './json.ts'
import { limitedUntil, type RateLimit } from './rate-limits.ts'
import { type CodexRecord, IGNORED, type TokenCount } from './records.ts'
import { MOST_COMMAND_PARTS, type RateLimitMembers, ROLLOUT, type UsageMembers } from './rollout-shape.ts'
import type { ScannedLine } from './scanned-line.ts'
import { exitOutcome, OUTPUT_HEAD, OUTPUT_TAIL, outcomeOfOutput, statusOutcome } from './tool-outcomes.ts'
import type { Usage } from './usage.ts'

/*
 * Bulk of a rollout, read without parsing it. `undefined` always means "parse it", never "nothing there": types that are rare,
 * and whatever does not look as Codex writes it.
 */

const { payload: PAYLOAD, type: TYPE } = ROLLOUT.root.members
const { members: FIELDS } = PAYLOAD
const { members: ITEM } = FIELDS.item
const { members: INFO } = FIELDS.info
const { elements: PARTS } = ITEM.parsed_cmd

const TYPES = wordTable(['event_msg', 'response_item', 'token_usage_record', 'compacted', 'world_state'])
const EVENTS = wordTable([
  'token_count',
  'agent_message',
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'thread_settings_applied',
  'item_completed',
])
const RESPONSE_ITEMS = wordTable([
  'message',
  'function_call',
  'custom_tool_call',
  'function_call_output',
  'custom_tool_call_output',
  'reasoning',
  'ghost_snapshot',
])
const ROLES = wordTable(['assistant', 'developer', 'user'])
const COMPLETED_ITEMS = wordTable(['CommandExecution', 'AgentMessage', 'Reasoning'])
const READ = wordTable(['read'])
const PATCH_TOOL = wordTable(['apply_patch'])
const PATCH = Buffer.from('*** Begin Patch')

/** Reads a line that was scanned whole. `itemPrompts` asks for prompts that only an item tells (see `Prompt.as`). */
export function scannedRecord(line: ScannedLine, itemPrompts: boolean): CodexRecord | undefined {
  if (!line.has(PAYLOAD.inner.own)) return undefined
  switch (line.word(TYPE, TYPES)) {
    case 'event_msg':
      return event(line)
    case 'response_item':
      return responseItem(line, itemPrompts)
    case 'token_usage_record':
      return usageRecord(line)
    case 'compacted':
      return { kind: 'compacted', as: 'line' }
    case 'world_state':
      return IGNORED
    case undefined:
      break
  }
  return undefined
}

function event(line: ScannedLine): CodexRecord | undefined {
  switch (line.word(FIELDS.type, EVENTS)) {
    case 'token_count':
      return tokenCount(line)
    case 'agent_message':
      return { kind: 'answer' }
    case 'agent_reasoning':
    case 'agent_reasoning_raw_content':
    case 'thread_settings_applied':
      return IGNORED
    case 'item_completed':
      return completedItem(line)
    case undefined:
      break
  }
  return undefined
}

function responseItem(line: ScannedLine, itemPrompts: boolean): CodexRecord | undefined {
  switch (line.word(FIELDS.type, RESPONSE_ITEMS)) {
    case 'message':
      return message(line, itemPrompts)
    case 'function_call':
    case 'custom_tool_call':
      return toolCall(line)
    case 'function_call_output':
    case 'custom_tool_call_output':
      return toolOutput(line)
    case 'reasoning':
    case 'ghost_snapshot':
      return IGNORED
    case undefined:
      break
  }
  return undefined
}

function message(line: ScannedLine, itemPrompts: boolean): CodexRecord | undefined {
  const role = line.word(FIELDS.role, ROLES)
  if (role === 'assistant') return { kind: 'answer' }
  return role === 'developer' || (role === 'user' && !itemPrompts) ? IGNORED : undefined
}

/** The files of a patch are taken from the parsed call. */
function toolCall(line: ScannedLine): CodexRecord | undefined {
  const isPatch =
    line.word(FIELDS.name, PATCH_TOOL) !== undefined ||
    line.includes(FIELDS.arguments, PATCH) ||
    line.includes(FIELDS.input, PATCH)
  if (isPatch) return undefined
  const name = line.text(FIELDS.name)
  const id = line.text(FIELDS.call_id)
  return name === undefined || id === undefined ? undefined : { kind: 'tool-call', id, name, patched: [] }
}

function toolOutput(line: ScannedLine): CodexRecord | undefined {
  const id = line.text(FIELDS.call_id)
  const outcome = id === undefined ? undefined : outputOutcome(line)
  if (id === undefined || outcome === undefined) return undefined
  return { kind: 'tool-done', id, name: undefined, outcome, read: [], written: undefined }
}

function outputOutcome(line: ScannedLine): ToolOutcome | undefined {
  const { output } = FIELDS
  if (line.has(output.text)) {
    return outcomeOfOutput(line.spellingStart(output, OUTPUT_HEAD), () =>
      line.spellingEnd(output, OUTPUT_TAIL),
    )
  }
  if (!line.has(output.inner.own)) return undefined
  return line.isFalse(output.members.success) ? 'error' : 'ok'
}

function completedItem(line: ScannedLine): CodexRecord | undefined {
  switch (line.word(ITEM.type, COMPLETED_ITEMS)) {
    case 'CommandExecution':
      return command(line)
    case 'AgentMessage':
      return { kind: 'answer' }
    case 'Reasoning':
      return IGNORED
    case undefined:
      break
  }
  return undefined
}

function command(line: ScannedLine): CodexRecord | undefined {
  const id = line.text(ITEM.id)
  if (id === undefined || line.countOf(PARTS) === MOST_COMMAND_PARTS) return undefined
  const exitCode = line.number(ITEM.exit_code)
  const outcome =
    statusOutcome(line.text(ITEM.status)) ?? (exitCode === undefined ? 'ok' : exitOutcome(exitCode))
  const name = commandName(line.text(ITEM.source))
  return { kind: 'tool-done', id, name, outcome, read: filesShown(line), written: undefined }
}

/** Files that a command only shows, as Codex's own reading of it says. */
function filesShown(line: ScannedLine): readonly string[] {
  const paths: string[] = []
  for (let part = 0; part < line.countOf(PARTS); part++) {
    const first = PARTS.first + part * PARTS.places
    const { type, path } = PARTS.item.members
    if (line.word({ text: first + type.text }, READ) === undefined) continue
    const text = line.text({ text: first + path.text })
    if (text !== undefined) paths.push(text)
  }
  return paths
}

function usageRecord(line: ScannedLine): CodexRecord | undefined {
  const usage = usageIn(line, FIELDS.usage.members)
  if (!usage) return undefined
  return {
    kind: 'usage',
    threadId: line.text(FIELDS.thread_id),
    responseId: line.text(FIELDS.response_id),
    usage,
  }
}

function tokenCount(line: ScannedLine): TokenCount {
  const { primary, secondary } = FIELDS.rate_limits.members
  const limits = [rateLimit(line, primary.members), rateLimit(line, secondary.members)]
  return {
    kind: 'token-count',
    total: usageIn(line, INFO.total_token_usage.members),
    last: usageIn(line, INFO.last_token_usage.members),
    window: tokensOf(line.number(INFO.model_context_window)),
    model: line.text(INFO.model),
    limitedUntil: limitedUntil(limits.filter((limit) => limit !== undefined)),
  }
}

function rateLimit(line: ScannedLine, limit: RateLimitMembers): RateLimit | undefined {
  const usedPercent = countOf(line.number(limit.used_percent))
  return usedPercent === undefined
    ? undefined
    : { usedPercent, resetsAt: tokensOf(line.number(limit.resets_at)) }
}

/** As `usageOf` reads it. */
function usageIn(line: ScannedLine, usage: UsageMembers): Usage | undefined {
  const input = tokensOf(line.number(usage.input_tokens))
  const output = tokensOf(line.number(usage.output_tokens))
  if (input === undefined && output === undefined) return undefined
  return {
    input: input ?? 0,
    cached: tokensOf(line.number(usage.cached_input_tokens)) ?? 0,
    cacheWrite: tokensOf(line.number(usage.cache_write_input_tokens)) ?? 0,
    output: output ?? 0,
    reasoning: tokensOf(line.number(usage.reasoning_output_tokens)) ?? 0,
    total: tokensOf(line.number(usage.total_tokens)) ?? (input ?? 0) + (output ?? 0),
  }
}

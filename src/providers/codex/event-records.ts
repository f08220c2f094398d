import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import { countOf, isJsonObject, type JsonObject, objectOf, objectsOf, textOf, tokensOf } from './json.ts'
import { changedFiles } from './patches.ts'
import { contentText, typedText } from './prompts.ts'
import { limitedUntil, type RateLimit } from './rate-limits.ts'
import { type CodexRecord, IGNORED, type ToolDone, UNKNOWN } from './records.ts'
import { exitOutcome, statusOutcome } from './tool-outcomes.ts'
import { usageOf } from './usage.ts'

/** Events that are known and hold nothing that counts, or nothing that no other record tells better. */
const QUIET_EVENTS = new Set([
  'agent_message_delta',
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'agent_reasoning_section_break',
  'background_event',
  'collab_agent_interaction_end',
  'collab_agent_spawn_end',
  'collab_close_end',
  'collab_resume_end',
  'collab_waiting_end',
  'deprecation_notice',
  'dynamic_tool_call_request',
  'entered_review_mode',
  'exec_command_begin',
  'exited_review_mode',
  'guardian_assessment',
  'guardian_warning',
  'mcp_tool_call_begin',
  'model_reroute',
  'patch_apply_begin',
  'plan_update',
  'sub_agent_activity',
  'thread_goal_updated',
  'thread_rolled_back',
  'thread_settings_applied',
  'turn_diff',
  'undo_completed',
  'undo_started',
  'warning',
  'web_search_begin',
])

/** Items that are known and hold nothing that counts. */
const QUIET_ITEMS = new Set([
  'CollabAgentToolCall',
  'Extension',
  'HookPrompt',
  'Plan',
  'Reasoning',
  'Sleep',
  'SubAgentActivity',
])

/** Reads the payload of an `event_msg`. */
export function eventRecord(payload: JsonObject): CodexRecord {
  const type = textOf(payload['type']) ?? ''
  switch (type) {
    case 'token_count':
      return tokenCountRecord(payload)
    case 'item_completed':
      return itemRecord(objectOf(payload['item']) ?? {})
    case 'user_message':
      return userMessage(payload)
    case 'agent_message':
      return { kind: 'answer' }
    case 'task_started':
    case 'turn_started':
      return {
        kind: 'turn-started',
        turnId: textOf(payload['turn_id']),
        window: tokensOf(payload['model_context_window']),
      }
    case 'task_complete':
    case 'turn_complete':
      return turnEnded(payload)
    case 'turn_aborted':
      return { kind: 'turn-aborted', byPerson: payload['reason'] !== 'review_ended' }
    case 'error':
    case 'stream_error':
      return { kind: 'failure', failure: failureOf(payload, type) }
    case 'context_compacted':
      return { kind: 'compacted', as: 'event' }
    case 'thread_name_updated':
      return title(payload)
    default:
      return toolEvent(type, payload) ?? (QUIET_EVENTS.has(type) ? IGNORED : UNKNOWN)
  }
}

export function tokenCountRecord(payload: JsonObject): CodexRecord {
  const info = objectOf(payload['info'])
  return {
    kind: 'token-count',
    total: usageOf(objectOf(info?.['total_token_usage'])),
    last: usageOf(objectOf(info?.['last_token_usage'])),
    window: tokensOf(info?.['model_context_window']),
    model: textOf(info?.['model']),
    limitedUntil: limitedUntil(rateLimits(objectOf(payload['rate_limits']))),
  }
}

function rateLimits(limits: JsonObject | undefined): readonly RateLimit[] {
  return ['primary', 'secondary'].flatMap((name) => {
    const limit = objectOf(limits?.[name])
    const usedPercent = countOf(limit?.['used_percent'])
    return usedPercent === undefined ? [] : [{ usedPercent, resetsAt: tokensOf(limit?.['resets_at']) }]
  })
}

/** `kind` (0.42) marks what Codex itself puts before the first prompt; a person's is `plain`. */
function userMessage(payload: JsonObject): CodexRecord {
  const kind = textOf(payload['kind'])
  if (kind === 'environment_context' || kind === 'user_instructions') return IGNORED
  return promptRecord(textOf(payload['message']) ?? '')
}

function promptRecord(message: string): CodexRecord {
  const text = typedText(message)
  return text === undefined ? IGNORED : { kind: 'prompt', text, as: 'event' }
}

function turnEnded(payload: JsonObject): CodexRecord {
  const error = objectOf(payload['error'])
  return { kind: 'turn-ended', failure: error ? failureOf(error, 'error') : undefined }
}

function title(payload: JsonObject): CodexRecord {
  const name = textOf(payload['thread_name'])
  return name === undefined ? IGNORED : { kind: 'title', text: name }
}

/** Ends of tool calls as events of the eras before 0.150. */
function toolEvent(type: string, payload: JsonObject): CodexRecord | undefined {
  const id = textOf(payload['call_id'])
  if (id === undefined) return undefined
  const status = statusOutcome(textOf(payload['status']))
  switch (type) {
    case 'exec_command_end':
      return command(id, payload, status)
    case 'patch_apply_end':
      return fileChange(id, payload['changes'], status ?? (payload['success'] === false ? 'error' : 'ok'))
    case 'mcp_tool_call_end':
      return done(id, toolOf(objectOf(payload['invocation'])), resultOutcome(payload['result']))
    case 'dynamic_tool_call_response':
      return done(id, toolOf(payload), payload['success'] === false ? 'error' : 'ok')
    case 'view_image_tool_call':
      return fileShown(id, payload)
    case 'web_search_end':
      return done(id, 'web_search', 'ok')
    case 'image_generation_end':
      return done(id, 'image_generation', 'ok')
    default:
      return undefined
  }
}

/** Reads a finished item of the paginated era. */
function itemRecord(item: JsonObject): CodexRecord {
  const type = textOf(item['type']) ?? ''
  const status = statusOutcome(textOf(item['status']))
  const id = textOf(item['id']) ?? ''
  switch (type) {
    case 'UserMessage':
      return promptRecord(contentText(item['content']))
    case 'AgentMessage':
      return { kind: 'answer' }
    case 'ContextCompaction':
      return { kind: 'compacted', as: 'event' }
    case 'CommandExecution':
      return command(id, item, status)
    case 'FileChange':
      return fileChange(id, item['changes'], status ?? 'ok')
    case 'McpToolCall':
      return done(id, toolOf(item), item['error'] ? 'error' : (status ?? resultOutcome(item['result'])))
    case 'DynamicToolCall':
      return done(id, toolOf(item), item['success'] === false ? 'error' : (status ?? 'ok'))
    case 'ImageView':
      return fileShown(id, item)
    case 'WebSearch':
      return done(id, 'web_search', 'ok')
    case 'ImageGeneration':
      return done(id, 'image_generation', 'ok')
    default:
      return QUIET_ITEMS.has(type) ? IGNORED : UNKNOWN
  }
}

function command(id: string, record: JsonObject, status: ToolOutcome | undefined): ToolDone {
  const exitCode = record['exit_code']
  const outcome = status ?? (typeof exitCode === 'number' ? exitOutcome(exitCode) : 'ok')
  const name = commandName(textOf(record['source']))
  return { ...done(id, name, outcome), read: filesRead(record['parsed_cmd']) }
}

/** A command that the model started. A person's own, and words for a running one, are no calls. */
export function commandName(source: string | undefined): string | undefined {
  return source === undefined || source === 'agent' || source === 'unified_exec_startup'
    ? 'exec_command'
    : undefined
}

/** Files that a command only shows, as Codex's own reading of it says. */
export function filesRead(parsedCommand: unknown): readonly string[] {
  return objectsOf(parsedCommand)
    .filter((part) => part['type'] === 'read')
    .flatMap((part) => textOf(part['path']) ?? [])
}

function fileChange(id: string, changes: unknown, outcome: ToolOutcome): ToolDone {
  return { ...done(id, 'apply_patch', outcome), written: outcome === 'ok' ? changedFiles(changes) : [] }
}

function fileShown(id: string, record: JsonObject): ToolDone {
  const path = textOf(record['path'])
  return { ...done(id, 'view_image', 'ok'), read: path === undefined ? [] : [path] }
}

function done(id: string, name: string | undefined, outcome: ToolOutcome): ToolDone {
  return { kind: 'tool-done', id, name, outcome, read: [], written: undefined }
}

function toolOf(record: JsonObject | undefined): string {
  return textOf(record?.['tool']) ?? 'tool'
}

/** An MCP result: `{"Ok":{"isError":…}}`, `{"Err":…}`, or the inner object alone. */
function resultOutcome(result: unknown): ToolOutcome {
  if (!isJsonObject(result)) return 'ok'
  const inner = objectOf(result['Ok']) ?? result
  return 'Err' in result || inner['isError'] === true ? 'error' : 'ok'
}

import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { blockOf, statusOf } from '../lineages/gemini/failures.ts'
import { instantOf, type JsonObject, maybeObjectOf, textOf, tokensOf } from '../json-values.ts'
import { enterPhase } from './messages.ts'
import type { State } from './state.ts'
import { takeResponseTelemetry, tellContext } from './usage.ts'

/** `CompressionStatus.COMPRESSED`: any other number says why the history was left as it was. */
const COMPRESSED = 1

/** Records that say nothing that we show. */
const IGNORED = new Set([
  'agent_bootstrap',
  'agent_launch_prompt',
  'agent_retry',
  'agent_session_ready',
  'at_command',
  'attribution_snapshot',
  'background_task_completed',
  'branch_checkpoint',
  'cron',
  'file_history_snapshot',
  'goal_runtime',
  'goal_state',
  'goal_turn_end',
  'notification',
  'omni_recall',
  'parent_session',
  'session_approval_mode',
  'session_artifact_event',
  'session_artifact_snapshot',
  'session_execution_engine',
  'session_model',
  'session_notes',
  'session_source',
  'session_sources_snapshot',
  'slash_command',
  'turn_result',
  'user_text_elements',
])

export function takeSystem(state: State, sink: TranscriptSink, record: JsonObject, at: number): LineOutcome {
  const subtype = record['subtype']
  const payload = maybeObjectOf(record['systemPayload'])
  switch (subtype) {
    case 'ui_telemetry':
      return takeTelemetry(state, sink, record, maybeObjectOf(payload?.['uiEvent']), at)
    case 'chat_compression':
      return takeCompression(state, sink, maybeObjectOf(payload?.['info']), at)
    case 'custom_title':
      return takeTitle(sink, payload)
    case 'rewind':
      state.openCalls = []
      enterPhase(state, sink, 'done', at)
      return 'used'
    default:
      return typeof subtype === 'string' && IGNORED.has(subtype) ? 'ignored' : 'unknown'
  }
}

function takeTelemetry(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  event: JsonObject | undefined,
  at: number,
): LineOutcome {
  switch (event?.['event.name']) {
    case 'qwen-code.api_response':
      return takeResponseTelemetry(state, sink, record, event, at) ? 'used' : 'ignored'
    case 'qwen-code.api_error':
      return takeFailure(state, sink, event, at)
    case 'qwen-code.tool_call':
    case undefined:
      return 'ignored'
    default:
      return 'unknown'
  }
}

/** Written when the program gives up; requests that it tried again before leave no trace. */
function takeFailure(state: State, sink: TranscriptSink, event: JsonObject, at: number): LineOutcome {
  const message = textOf(event['error_message']) ?? textOf(event['error_type']) ?? 'error without a message'
  const status = statusOf(event['status_code'])
  const failedAt = instantOf(event['event.timestamp']) ?? at
  sink.error({ kind: 'api', at: failedAt, message, status, blocks: blockOf(status, message) })
  const isAgents = textOf(event['subagent_id']) !== undefined || textOf(event['subagent_name']) !== undefined
  if (!isAgents) {
    state.openCalls = []
    enterPhase(state, sink, 'failed', failedAt)
  }
  return 'used'
}

function takeCompression(
  state: State,
  sink: TranscriptSink,
  info: JsonObject | undefined,
  at: number,
): LineOutcome {
  const used = tokensOf(info?.['newTokenCount'])
  if (info?.['compressionStatus'] !== COMPRESSED) return 'ignored'
  const trigger = info['triggerReason']
  sink.compaction(at, trigger === 'manual' || trigger === 'auto' ? trigger : undefined)
  if (used !== undefined && !state.isSubagent) tellContext(state, sink, used, at)
  return 'used'
}

/** Older records do not say who gave the title: it was the person. */
function takeTitle(sink: TranscriptSink, payload: JsonObject | undefined): LineOutcome {
  const title = textOf(payload?.['customTitle'])
  if (title === undefined) return 'ignored'
  sink.title(payload?.['titleSource'] === 'auto' ? 'assistant' : 'person', title)
  return 'used'
}

import type { TurnPhase } from '../../../shared/domain/transcript.ts'

/** Questions that a call waits for, and work of a call: until the next row it is not done. */
export const CALLS: ReadonlySet<string> = new Set([
  'tool',
  'command',
  'use_mcp_server',
  'browser_action_launch',
  'use_subagents',
])
/** Rows by what they say of the turn. Others say nothing of it. */
export const PHASES: ReadonlyMap<string, TurnPhase> = new Map([
  ['say task', 'model-working'],
  ['say api_req_started', 'model-working'],
  ['say api_req_retried', 'model-working'],
  ['say error_retry', 'model-working'],
  ['say api_req_retry_delayed', 'model-working'],
  ['say api_req_rate_limited', 'model-working'],
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
  ['ask auto_approval_max_req_reached', 'done'],
  ['ask new_task', 'done'],
  ['ask condense', 'done'],
  ['ask report_bug', 'done'],
  ['ask api_req_failed', 'failed'],
])

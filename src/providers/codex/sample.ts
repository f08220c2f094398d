import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

const CONTEXT_WINDOW = 258_400
const VERSION = '0.169.0'
/** Share of a prompt that Codex finds in its cache, as seen in real sessions. */
const CACHED_SHARE = 0.92

/** Codex sessions as 0.169 writes them, reduced to the records that say something. */
export const codexSample: SampleWriter = {
  models: ['gpt-5.5'],

  transcriptPath({ home }, { sessionId, startedAt }) {
    const local = startedAt.toISOString()
    const name = `rollout-${local.slice(0, 19).replaceAll(':', '-')}-${sessionId}.jsonl`
    return posix.join(
      home,
      '.codex',
      'sessions',
      local.slice(0, 4),
      local.slice(5, 7),
      local.slice(8, 10),
      name,
    )
  },

  opening(story) {
    const { sessionId, cwd, branch, startedAt, model } = story
    return lines(startedAt, [
      [
        'session_meta',
        {
          session_id: sessionId,
          id: sessionId,
          timestamp: startedAt.toISOString(),
          cwd,
          originator: 'codex-tui',
          cli_version: VERSION,
          source: 'cli',
          model_provider: 'openai',
          history_mode: 'paginated',
          git: { branch },
        },
      ],
      ['turn_context', { turn_id: 'turn-0', cwd, model, approval_policy: 'on-request' }],
    ])
  },

  turn(story, turn, index) {
    const turnId = `turn-${index}`
    return lines(turn.at, [
      event('task_started', {
        turn_id: turnId,
        started_at: seconds(turn.at),
        model_context_window: CONTEXT_WINDOW,
      }),
      item(story, turnId, {
        type: 'UserMessage',
        id: `${turnId}-user`,
        content: [{ type: 'text', text: turn.prompt }],
      }),
      ...turn.tools.map((tool, position) =>
        item(story, turnId, toolItem(story, tool, `${turnId}-call-${position}`)),
      ),
      ...usage(story, turn, turnId),
      ...ending(story, turn, turnId),
    ])
  },

  process({ cwd, sessionId }) {
    const folder = posix.join(
      posix.dirname(cwd),
      'node_modules',
      '@openai',
      'codex-linux-x64',
      'vendor',
      'bin',
    )
    return { exe: posix.join(folder, 'codex'), argv: ['codex', 'resume', sessionId] }
  },
}

type Entry = readonly [type: string, payload: Readonly<Record<string, unknown>>]

function lines(at: Date, entries: readonly Entry[]): string {
  return entries
    .map(([type, payload]) => `${JSON.stringify({ timestamp: at.toISOString(), type, payload })}\n`)
    .join('')
}

function event(type: string, rest: Readonly<Record<string, unknown>>): Entry {
  return ['event_msg', { type, ...rest }]
}

function item({ sessionId }: SampleStory, turnId: string, content: Readonly<Record<string, unknown>>): Entry {
  return event('item_completed', { thread_id: sessionId, turn_id: turnId, item: content })
}

function toolItem(
  { cwd }: SampleStory,
  tool: SampleTurn['tools'][number],
  id: string,
): Readonly<Record<string, unknown>> {
  if (tool.kind === 'write') {
    const changes = {
      [tool.target]: { type: 'update', unified_diff: '@@ -1 +1 @@\n-old\n+new\n', move_path: null },
    }
    return { type: 'FileChange', id, changes, status: 'completed' }
  }
  const command = tool.kind === 'read' ? `sed -n 1,80p ${tool.target}` : tool.target
  return {
    type: 'CommandExecution',
    id,
    command: ['/bin/bash', '-lc', command],
    cwd,
    status: tool.failed ? 'failed' : 'completed',
    aggregated_output: '',
    exit_code: tool.failed ? 1 : 0,
  }
}

function usage({ sessionId }: SampleStory, turn: SampleTurn, turnId: string): Entry[] {
  const input = turn.contextTokens - turn.outputTokens
  const tokens = {
    input_tokens: input,
    cached_input_tokens: Math.round(input * CACHED_SHARE),
    cache_write_input_tokens: 0,
    output_tokens: turn.outputTokens,
    reasoning_output_tokens: Math.round(turn.outputTokens / 3),
    total_tokens: turn.contextTokens,
  }
  return [
    [
      'token_usage_record',
      { thread_id: sessionId, turn_id: turnId, response_id: `${sessionId}-${turnId}`, usage: tokens },
    ],
    event('token_count', {
      info: { total_token_usage: tokens, last_token_usage: tokens, model_context_window: CONTEXT_WINDOW },
    }),
  ]
}

function ending(story: SampleStory, turn: SampleTurn, turnId: string): Entry[] {
  if (turn.ending === 'open') {
    const call = {
      type: 'function_call',
      name: 'exec_command',
      arguments: '{"cmd":"npm test"}',
      call_id: `${turnId}-open`,
    }
    return [['response_item', call]]
  }
  if (turn.ending === 'quota') {
    const message = "You've hit your usage limit. Try again at 18:00."
    return [
      event('task_complete', {
        turn_id: turnId,
        error: { message, codex_error_info: 'usage_limit_exceeded' },
      }),
    ]
  }
  const answer = {
    type: 'AgentMessage',
    id: `${turnId}-answer`,
    content: [{ type: 'Text', text: turn.answer }],
  }
  return [
    item(story, turnId, answer),
    event('task_complete', { turn_id: turnId, last_agent_message: turn.answer }),
  ]
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

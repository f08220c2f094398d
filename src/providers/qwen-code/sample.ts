import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

const VERSION = '0.24.4'
const CONTEXT_WINDOW = 1_000_000
/** Share of a prompt that comes from the cache, as seen in real sessions. */
const CACHED_SHARE = 0.9
const TOOLS = {
  read: { name: 'read_file', argument: 'file_path' },
  write: { name: 'write_file', argument: 'file_path' },
  command: { name: 'run_shell_command', argument: 'command' },
} as const

/**
 * Qwen Code sessions as 0.24 writes them, reduced to the records that say something. There is no `liveClaim`: its
 * state files do not tell what a session is doing.
 */
export const qwenSample: SampleWriter = {
  models: ['qwen3-coder-plus'],

  transcriptPath({ home }, { cwd, sessionId }) {
    const slug = cwd.replace(/[^0-9A-Za-z]/g, '-')
    return posix.join(home, '.qwen', 'projects', slug, 'chats', `${sessionId}.jsonl`)
  },

  opening(story) {
    const systemPayload = { customTitle: story.title, titleSource: 'auto' }
    return line(record(story, story.startedAt, 'title', 'system', { subtype: 'custom_title', systemPayload }))
  },

  turn(story, turn, index) {
    const tell = (part: string, type: string, fields: Fields) =>
      line(record(story, turn.at, `${index}-${part}`, type, fields))
    const message = { role: 'user', parts: [{ text: turn.prompt }] }
    return [
      tell('prompt', 'user', { provenance: 'real_user', message }),
      ...toolRecords(story, turn, index, tell),
      ...ending(story, turn, index, tell),
    ].join('')
  },

  process({ cwd, sessionId }) {
    const script = posix.join(posix.dirname(cwd), 'node_modules', '@qwen-code', 'qwen-code', 'cli.js')
    return {
      exe: '/usr/bin/node',
      argv: ['/usr/bin/node', '--max-old-space-size=8192', script, '--resume', sessionId],
    }
  },
}

type Fields = Readonly<Record<string, unknown>>
type Tell = (part: string, type: string, fields: Fields) => string

function line(fields: Fields): string {
  return `${JSON.stringify(fields)}\n`
}

function record(
  { sessionId, cwd, branch }: SampleStory,
  at: Date,
  part: string,
  type: string,
  fields: Fields,
): Fields {
  const timestamp = at.toISOString()
  return {
    uuid: `${sessionId}-${part}`,
    parentUuid: null,
    sessionId,
    timestamp,
    type,
    cwd,
    version: VERSION,
    gitBranch: branch,
    ...fields,
  }
}

function toolRecords(story: SampleStory, turn: SampleTurn, index: number, tell: Tell): readonly string[] {
  if (turn.tools.length === 0) return []
  const calls = turn.tools.map(({ kind, target, failed }, position) => ({
    id: `${story.sessionId}-${index}-call-${position}`,
    name: TOOLS[kind].name,
    args: { [TOOLS[kind].argument]: target },
    status: failed ? 'error' : 'success',
  }))
  const parts = calls.map(({ id, name, args }) => ({ functionCall: { id, name, args } }))
  const results = calls.map(({ id, status }) =>
    tell(id, 'tool_result', { toolCallResult: { callId: id, status } }),
  )
  return [tell('tools', 'assistant', { model: story.model, message: { role: 'model', parts } }), ...results]
}

function ending(story: SampleStory, turn: SampleTurn, index: number, tell: Tell): readonly string[] {
  const used = event(tell, 'usage', usage(story, turn, index))
  if (turn.ending === 'quota') return [used, event(tell, 'error', quotaError(story, turn))]
  const open = {
    id: `${story.sessionId}-${index}-open`,
    name: 'run_shell_command',
    args: { command: 'npm test' },
  }
  const part = turn.ending === 'open' ? { functionCall: open } : { text: turn.answer }
  const message = { role: 'model', parts: [part] }
  return [
    used,
    tell('answer', 'assistant', { model: story.model, message, contextWindowSize: CONTEXT_WINDOW }),
  ]
}

function event(tell: Tell, part: string, uiEvent: Fields): string {
  return tell(part, 'system', { subtype: 'ui_telemetry', systemPayload: { uiEvent } })
}

function quotaError({ model }: SampleStory, { at }: SampleTurn): Fields {
  return {
    'event.name': 'qwen-code.api_error',
    'event.timestamp': at.toISOString(),
    model,
    error_message: '429 You exceeded your current quota.',
    status_code: 429,
  }
}

function usage(story: SampleStory, turn: SampleTurn, index: number): Fields {
  return {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': turn.at.toISOString(),
    response_id: `${story.sessionId}-response-${index}`,
    model: story.model,
    status_code: 200,
    input_token_count: turn.contextTokens,
    output_token_count: turn.outputTokens,
    cached_content_token_count: Math.round(turn.contextTokens * CACHED_SHARE),
    thoughts_token_count: Math.round(turn.outputTokens / 3),
    total_token_count: turn.contextTokens + turn.outputTokens,
    prompt_id: `${story.sessionId}########${index}`,
  }
}

import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

const VERSION = '2.1.329'
/** Share of a prompt that is read from the cache, and of the rest that is written to it, as seen in real sessions. */
const CACHE_READ_SHARE = 0.95
const CACHE_WRITE_SHARE = 0.9

/** Claude Code sessions as 2.1.329 writes them, reduced to the records that say something. */
export const claudeSample: SampleWriter = {
  models: ['claude-opus-5-5', 'claude-sonnet-4-5', 'claude-opus-4-5', 'claude-haiku-4-5'],

  transcriptPath({ home }, { cwd, sessionId }) {
    return posix.join(home, '.claude', 'projects', cwd.replace(/[^a-zA-Z0-9]/g, '-'), `${sessionId}.jsonl`)
  },

  opening({ sessionId, startedAt, title }) {
    const enqueue = {
      type: 'queue-operation',
      operation: 'enqueue',
      timestamp: startedAt.toISOString(),
      sessionId,
      content: title,
    }
    return lines([enqueue, { type: 'ai-title', aiTitle: title, sessionId }])
  },

  turn(story, turn, index) {
    const id = `${story.sessionId}-${index}`
    const records: Readonly<Record<string, unknown>>[] = [
      {
        ...common(story, turn, `${id}-prompt`),
        type: 'user',
        message: { role: 'user', content: turn.prompt },
      },
    ]
    for (const [position, tool] of turn.tools.entries()) {
      records.push(...toolRecords(story, turn, tool, `${id}-tool-${position}`))
    }
    return lines([...records, ...ending(story, turn, id)])
  },

  process({ cwd, sessionId }) {
    const folder = posix.join(posix.dirname(posix.dirname(cwd)), '.local', 'share', 'claude', 'versions')
    return { exe: posix.join(folder, VERSION), argv: ['claude', '--resume', sessionId] }
  },

  liveClaim({ home }, story, claim) {
    const path = posix.join(home, '.claude', 'sessions', `${claim.pid}.json`)
    const updatedAt = claim.statusSince?.getTime()
    const state = {
      pid: claim.pid,
      sessionId: claim.sessionId,
      cwd: claim.cwd,
      startedAt: story.startedAt.getTime(),
      procStart: claim.startToken,
      version: VERSION,
      kind: 'interactive',
      entrypoint: 'cli',
      status: claim.status === 'working' ? 'busy' : claim.status,
      waitingFor: claim.waitingFor,
      updatedAt,
      statusUpdatedAt: updatedAt,
    }
    return { path, content: JSON.stringify(state) }
  },
}

function lines(records: readonly Readonly<Record<string, unknown>>[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function common(
  { sessionId, cwd, branch }: SampleStory,
  { at }: SampleTurn,
  uuid: string,
): Readonly<Record<string, unknown>> {
  return {
    parentUuid: null,
    isSidechain: false,
    uuid,
    timestamp: at.toISOString(),
    userType: 'external',
    entrypoint: 'cli',
    cwd,
    sessionId,
    version: VERSION,
    gitBranch: branch,
  }
}

/** The context of a response is its input; output is counted with the next one. */
function usage(turn: SampleTurn): Readonly<Record<string, unknown>> {
  const read = Math.round(turn.contextTokens * CACHE_READ_SHARE)
  const written = Math.round((turn.contextTokens - read) * CACHE_WRITE_SHARE)
  return {
    input_tokens: turn.contextTokens - read - written,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: turn.outputTokens,
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
  }
}

function assistant(
  story: SampleStory,
  turn: SampleTurn,
  id: string,
  block: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const message = {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model: story.model,
    content: [block],
    stop_reason: block['type'] === 'text' ? 'end_turn' : 'tool_use',
    usage: usage(turn),
  }
  return { ...common(story, turn, id), type: 'assistant', message, requestId: `req_${id}` }
}

const TOOL_NAMES = { read: 'Read', write: 'Edit', command: 'Bash' } as const

function toolRecords(
  story: SampleStory,
  turn: SampleTurn,
  tool: SampleTurn['tools'][number],
  id: string,
): Readonly<Record<string, unknown>>[] {
  const input = tool.kind === 'command' ? { command: tool.target } : { file_path: tool.target }
  const call = { type: 'tool_use', id: `toolu_${id}`, name: TOOL_NAMES[tool.kind], input }
  const result = {
    tool_use_id: call.id,
    type: 'tool_result',
    content: tool.failed ? 'Exit code 1' : 'ok',
    is_error: tool.failed,
  }
  return [
    assistant(story, turn, id, call),
    { ...common(story, turn, `${id}-result`), type: 'user', message: { role: 'user', content: [result] } },
  ]
}

function ending(story: SampleStory, turn: SampleTurn, id: string): Readonly<Record<string, unknown>>[] {
  if (turn.ending === 'answered')
    return [assistant(story, turn, `${id}-answer`, { type: 'text', text: turn.answer })]
  if (turn.ending === 'open') {
    const input = { command: 'psql -c "delete from invoices where closed"' }
    return [
      assistant(story, turn, `${id}-open`, { type: 'tool_use', id: `toolu_${id}-open`, name: 'Bash', input }),
    ]
  }
  return [
    {
      ...common(story, turn, `${id}-limit`),
      type: 'assistant',
      message: {
        id: `${id}-limit`,
        model: '<synthetic>',
        role: 'assistant',
        content: [{ type: 'text', text: 'You have reached your usage limit. It resets at 18:00.' }],
        usage: { input_tokens: 0, output_tokens: 0 },
      },
      error: 'rate_limit',
      isApiErrorMessage: true,
      apiErrorStatus: 429,
    },
  ]
}

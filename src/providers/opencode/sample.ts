import { posix } from 'node:path'
import type { SampleDatabase, SampleRow, SampleStory, SampleTurn } from '../provider.ts'

/** Share of a prompt that is found in the cache, as seen in real sessions. */
const CACHED_SHARE = 0.9
const PROVIDER = 'anthropic'
const VERSION = '1.18.33'

/** Sessions of opencode as 1.18.33 keeps them. It does not note a branch. */
export const opencodeSample: SampleDatabase = {
  models: ['claude-sonnet-4-6'],

  transcriptPath: ({ home }) => posix.join(home, '.local', 'share', 'opencode', 'opencode.db'),

  rows(story, turns) {
    const messages = turns.flatMap((turn, index) => turnMessages(story, turn, index))
    return [sessionRow(story, messages), ...messages.flatMap((message) => rowsOf(story, message))]
  },

  process: () => ({ exe: '/usr/local/bin/opencode', argv: ['opencode'] }),
}

type Fields = Readonly<Record<string, unknown>>

interface Tokens {
  readonly input: number
  readonly output: number
  readonly reasoning: number
  readonly cache: { readonly read: number; readonly write: number }
}

interface Message {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly data: Fields
  readonly tokens: Tokens | undefined
  readonly costUsd: number
  readonly parts: readonly Fields[]
}

function sessionRow(story: SampleStory, messages: readonly Message[]): SampleRow {
  const { sessionId, title, cwd, model, startedAt } = story
  const sum = (of: (tokens: Tokens) => number) =>
    messages.reduce((total, { tokens }) => total + (tokens ? of(tokens) : 0), 0)
  return {
    table: 'session',
    values: {
      id: sessionId,
      parent_id: null,
      directory: cwd,
      title,
      version: VERSION,
      model: JSON.stringify({ id: model, providerID: PROVIDER }),
      cost: messages.reduce((total, { costUsd }) => total + costUsd, 0),
      tokens_input: sum(({ input }) => input),
      tokens_output: sum(({ output }) => output),
      tokens_reasoning: 0,
      tokens_cache_read: sum(({ cache }) => cache.read),
      tokens_cache_write: 0,
      time_created: startedAt.getTime(),
      time_updated: messages.at(-1)?.at ?? startedAt.getTime(),
    },
  }
}

function rowsOf({ sessionId }: SampleStory, { id, at, data, parts }: Message): readonly SampleRow[] {
  const owner = { session_id: sessionId, time_created: at, time_updated: at }
  return [
    { table: 'message', values: { id, ...owner, data: JSON.stringify(data) } },
    ...parts.map((part, index) => ({
      table: 'part',
      values: { id: `${id}-${numbered(index)}`, message_id: id, ...owner, data: JSON.stringify(part) },
    })),
  ]
}

/** What a person asks, what the model does for it, and how it answers. Parts and messages are ordered by their ids. */
function turnMessages(story: SampleStory, turn: SampleTurn, index: number): readonly Message[] {
  const at = turn.at.getTime()
  const id = (position: number) => `msg_${story.sessionId}-${numbered(index)}-${position}`
  const model = { providerID: PROVIDER, modelID: story.model }
  const request: Message = {
    id: id(0),
    at,
    data: { role: 'user', time: { created: at }, agent: 'build', model },
    tokens: undefined,
    costUsd: 0,
    parts: [{ type: 'text', text: turn.prompt }],
  }
  const work = turn.tools.map((tool, position) => toolPart(tool, `call-${index}-${position}`, at))
  const atWork = work.length === 0 ? [] : [answer(story, turn, id(1), { finish: 'tool-calls' }, work)]
  return [request, ...atWork, ending(story, turn, id(2))]
}

function toolPart({ kind, target, failed }: SampleTurn['tools'][number], callID: string, at: number): Fields {
  const tool = kind === 'command' ? 'bash' : kind
  const input = kind === 'command' ? { command: target } : { filePath: target }
  const time = { start: at, end: at }
  const state = failed
    ? { status: 'error', error: 'exit 1', input, time }
    : { status: 'completed', input, time }
  return { type: 'tool', callID, tool, state }
}

function ending(story: SampleStory, turn: SampleTurn, id: string): Message {
  const at = turn.at.getTime()
  if (turn.ending === 'answered') {
    return answer(story, turn, id, { finish: 'stop' }, [{ type: 'text', text: turn.answer }])
  }
  if (turn.ending === 'open') {
    const state = { status: 'running', input: { command: 'npm test' }, time: { start: at } }
    const call = { type: 'tool', callID: `${id}-open`, tool: 'bash', state }
    return answer(story, turn, id, { time: { created: at } }, [call])
  }
  const message = 'Your credit balance is too low to access the API.'
  const error = { name: 'APIError', data: { message, statusCode: 400 } }
  const failed = answer(story, turn, id, { error }, [])
  return { ...failed, tokens: undefined, costUsd: 0, data: { ...failed.data, cost: 0, tokens: NO_TOKENS } }
}

const NO_TOKENS: Tokens = { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } }

function answer(
  { model, cwd }: SampleStory,
  { at: date, contextTokens, outputTokens }: SampleTurn,
  id: string,
  more: Fields,
  parts: readonly Fields[],
): Message {
  const at = date.getTime()
  const prompt = contextTokens - outputTokens
  const read = Math.round(prompt * CACHED_SHARE)
  const tokens = { input: prompt - read, output: outputTokens, reasoning: 0, cache: { read, write: 0 } }
  const costUsd = 0.004 + outputTokens * 0.000_015
  const time = { created: at, completed: at }
  const said = { role: 'assistant', time, modelID: model, providerID: PROVIDER, cost: costUsd, tokens }
  return { id, at, tokens, costUsd, parts, data: { ...said, path: { cwd, root: cwd }, ...more } }
}

function numbered(index: number): string {
  return String(index).padStart(4, '0')
}

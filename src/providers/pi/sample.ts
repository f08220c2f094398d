import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

/** Share of a prompt that is found in the cache, as seen in real sessions. */
const CACHED_SHARE = 0.9
const PROVIDER = 'anthropic'

/** Pi sessions as 0.73.1 writes them. It does not note a branch. */
export const piSample: SampleWriter = {
  models: ['claude-sonnet-4-6'],

  transcriptPath({ home }, { sessionId, cwd, startedAt }) {
    const project = `--${cwd.replace(/^\//, '').replaceAll('/', '-')}--`
    const name = `${startedAt.toISOString().replaceAll(/[:.]/g, '-')}_${sessionId}.jsonl`
    return posix.join(home, '.pi', 'agent', 'sessions', project, name)
  },

  opening({ sessionId, cwd, model, startedAt }) {
    const timestamp = startedAt.toISOString()
    return [
      { type: 'session', version: 3, id: sessionId, timestamp, cwd },
      { type: 'model_change', id: 'm0', parentId: null, timestamp, provider: PROVIDER, modelId: model },
    ]
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('')
  },

  turn(story, turn, index) {
    const calls = turn.tools.map((tool, position) => callOf(tool, `call-${index}-${position}`))
    return messages(turn.at, index, [
      { role: 'user', content: [{ type: 'text', text: turn.prompt }] },
      ...(calls.length === 0 ? [] : [answer(story, turn, calls, 'toolUse', `${index}-tools`)]),
      ...calls.map((call, position) => toolResult(call, turn.tools[position]?.failed ?? false)),
      ...ending(story, turn, index),
    ])
  },

  process: () => ({ exe: '/usr/local/bin/node', argv: ['pi'] }),
}

type Fields = Readonly<Record<string, unknown>>

function messages(at: Date, index: number, all: readonly Fields[]): string {
  return all
    .map((message, position) => {
      const id = `${index}-${position}`
      const row = { type: 'message', id, parentId: null, timestamp: at.toISOString(), message }
      return `${JSON.stringify(row)}\n`
    })
    .join('')
}

type Call = Fields & { readonly id: string; readonly name: string }

function callOf({ kind, target }: SampleTurn['tools'][number], id: string): Call {
  if (kind === 'command') return { type: 'toolCall', id, name: 'bash', arguments: { command: target } }
  return { type: 'toolCall', id, name: kind, arguments: { path: target } }
}

function toolResult({ id, name }: Call, isError: boolean): Fields {
  return { role: 'toolResult', toolCallId: id, toolName: name, content: [], isError }
}

function answer(
  { model }: SampleStory,
  { contextTokens, outputTokens }: SampleTurn,
  content: readonly Fields[],
  stopReason: string,
  responseId: string,
): Fields {
  const prompt = contextTokens - outputTokens
  const cacheRead = Math.round(prompt * CACHED_SHARE)
  const usage = {
    input: prompt - cacheRead,
    output: outputTokens,
    cacheRead,
    cacheWrite: 0,
    totalTokens: contextTokens,
    cost: { total: 0.004 + outputTokens * 0.000_015 },
  }
  return { role: 'assistant', content, provider: PROVIDER, model, usage, stopReason, responseId }
}

function ending(story: SampleStory, turn: SampleTurn, index: number): Fields[] {
  if (turn.ending === 'open') {
    const call = {
      type: 'toolCall',
      id: `call-${index}-open`,
      name: 'bash',
      arguments: { command: 'npm test' },
    }
    return [answer(story, turn, [call], 'toolUse', `${index}-open`)]
  }
  if (turn.ending === 'quota') {
    const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, totalTokens: 0, cost: { total: 0 } }
    const errorMessage = '400 Your credit balance is too low to access the API.'
    return [{ role: 'assistant', content: [], model: story.model, usage, stopReason: 'error', errorMessage }]
  }
  return [answer(story, turn, [{ type: 'text', text: turn.answer }], 'stop', `${index}-answer`)]
}

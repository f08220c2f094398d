import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

const VERSION = '1.0.102'
const WINDOW = 922_000
/** Share of a prompt that is found in the cache, as seen in real sessions. */
const CACHED_SHARE = 0.9

/** Copilot sessions as 1.0.102 writes them, reduced to the rows that say something. */
export const copilotSample: SampleWriter = {
  models: ['gpt-5.5'],

  transcriptPath({ home }, { sessionId }) {
    return posix.join(home, '.copilot', 'session-state', sessionId, 'events.jsonl')
  },

  opening({ sessionId, cwd, branch, model, startedAt }) {
    const data = {
      sessionId,
      version: 1,
      producer: 'copilot-agent',
      copilotVersion: VERSION,
      startTime: startedAt.toISOString(),
      selectedModel: model,
      context: { cwd, gitRoot: cwd, branch },
    }
    return rows(`${sessionId}-start`, startedAt, [['session.start', data]])
  },

  turn(story, turn, index) {
    const turnId = String(index)
    return rows(`${story.sessionId}-${turnId}`, turn.at, [
      ['user.message', { content: turn.prompt, turnId }],
      ['assistant.turn_start', { turnId }],
      usageRow(story, turn, index),
      ...turn.tools.flatMap((tool, position) =>
        toolRows(tool, `${story.sessionId}-${turnId}-call-${position}`),
      ),
      ...endingRows(story, turn, turnId),
    ])
  },

  process({ cwd, sessionId }) {
    const packages = posix.join(posix.dirname(cwd), 'node_modules', '@github')
    const exe = posix.join(packages, 'copilot-linux-x64', 'copilot')
    return { exe, argv: [exe, `--resume=${sessionId}`] }
  },
}

type Entry = readonly [type: string, data: Readonly<Record<string, unknown>>]

function rows(id: string, at: Date, entries: readonly Entry[]): string {
  return entries
    .map(([type, data], position) => {
      const row = { type, data, id: `${id}-${position}`, timestamp: at.toISOString(), parentId: null }
      return `${JSON.stringify(row)}\n`
    })
    .join('')
}

function usageRow({ sessionId, model }: SampleStory, turn: SampleTurn, index: number): Entry {
  const inputTokens = turn.contextTokens - turn.outputTokens
  const usage = {
    model,
    inputTokens,
    outputTokens: turn.outputTokens,
    cacheReadTokens: Math.round(inputTokens * CACHED_SHARE),
    cacheWriteTokens: 0,
    reasoningTokens: Math.round(turn.outputTokens / 3),
    interactionType: 'conversation-agent',
    maxPromptTokens: WINDOW,
    apiCallId: `resp-${index}`,
    accounting: { sourceSessionId: sessionId, sequence: index + 1, usageId: `resp-${index}` },
  }
  return ['session.usage_record', { usage }]
}

function toolRows(tool: SampleTurn['tools'][number], toolCallId: string): Entry[] {
  const [toolName, args] = callOf(tool)
  return [
    ['tool.execution_start', { toolCallId, toolName, arguments: args }],
    ['tool.execution_complete', { toolCallId, success: !tool.failed, result: { content: '' } }],
  ]
}

function callOf({ kind, target }: SampleTurn['tools'][number]): [string, Readonly<Record<string, string>>] {
  if (kind === 'command') return ['bash', { command: target }]
  return [kind === 'read' ? 'view' : 'edit', { path: target }]
}

function endingRows({ sessionId, model }: SampleStory, turn: SampleTurn, turnId: string): Entry[] {
  if (turn.ending === 'open') {
    const call = {
      toolCallId: `${sessionId}-${turnId}-open`,
      toolName: 'bash',
      arguments: { command: 'npm test' },
    }
    return [['tool.execution_start', call]]
  }
  if (turn.ending === 'quota') {
    const message = 'You have no premium requests left this month.'
    return [
      ['assistant.turn_end', { turnId }],
      ['session.error', { errorType: 'quota', errorCode: 'quota_exceeded', message, statusCode: 402 }],
    ]
  }
  return [
    ['assistant.turn_end', { turnId }],
    ['assistant.turn_start', { turnId }],
    ['assistant.message', { model, content: turn.answer, toolRequests: [] }],
    ['assistant.turn_end', { turnId }],
  ]
}

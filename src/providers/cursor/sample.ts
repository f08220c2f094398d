import { posix } from 'node:path'
import type { SampleDatabase, SampleRow, SampleStory, SampleTurn } from '../provider.ts'

const WINDOW = 200_000
const PROMPT = 1
const ANSWER = 2
const TOOLS = { read: 'read_file_v2', write: 'edit_file_v2', command: 'run_terminal_command_v2' } as const

/** Conversations of the editor as versions with `_v` 10 keep them. Nothing in them names a quota. */
export const cursorSample: SampleDatabase = {
  models: ['claude-4.5-sonnet'],
  endings: ['answered', 'open'],

  transcriptPath: ({ home }) => posix.join(home, '.config', 'Cursor', 'User', 'globalStorage', 'state.vscdb'),

  rows(story, turns) {
    const bubbles = turns.flatMap((turn, index) => turnBubbles(turn, index))
    return [
      row(`composerData:${story.sessionId}`, composer(story, turns, bubbles)),
      ...bubbles.map((bubble) => row(`bubbleId:${story.sessionId}:${bubble.bubbleId}`, bubble)),
    ]
  },

  process: () => ({ exe: '/usr/share/cursor/cursor', argv: ['/usr/share/cursor/cursor'] }),
}

type Fields = Readonly<Record<string, unknown>>
type Bubble = Fields & { readonly bubbleId: string; readonly type: number }

function row(key: string, value: Fields): SampleRow {
  return { table: 'cursorDiskKV', values: { key, value: JSON.stringify(value) } }
}

function composer(story: SampleStory, turns: readonly SampleTurn[], bubbles: readonly Bubble[]): Fields {
  const { sessionId, title, cwd, branch, model, startedAt } = story
  const last = turns.at(-1)
  return {
    _v: 10,
    composerId: sessionId,
    name: title,
    createdAt: startedAt.getTime(),
    lastUpdatedAt: (last?.at ?? startedAt).getTime(),
    status: last?.ending === 'open' ? 'generating' : 'completed',
    modelConfig: { modelName: model },
    contextTokensUsed: last?.contextTokens ?? 0,
    contextTokenLimit: WINDOW,
    createdOnBranch: branch,
    workspaceIdentifier: { uri: { scheme: 'file', fsPath: cwd } },
    fullConversationHeadersOnly: bubbles.map(({ bubbleId, type }) => ({ bubbleId, type })),
  }
}

function turnBubbles(turn: SampleTurn, index: number): readonly Bubble[] {
  const createdAt = turn.at.toISOString()
  const bubble = (name: string, type: number, fields: Fields): Bubble => ({
    _v: 3,
    bubbleId: `${index}-${name}`,
    type,
    createdAt,
    ...fields,
  })
  const call = (name: string, kind: keyof typeof TOOLS, target: string, status: string) => {
    const rawArgs = JSON.stringify(kind === 'command' ? { command: target } : { target_file: target })
    const toolFormerData = { toolCallId: `call-${index}-${name}`, name: TOOLS[kind], status, rawArgs }
    return bubble(name, ANSWER, { text: '', toolFormerData })
  }
  return [
    bubble('prompt', PROMPT, { text: turn.prompt }),
    ...turn.tools.map(({ kind, target, failed }, position) =>
      call(`tool-${position}`, kind, target, failed ? 'error' : 'completed'),
    ),
    turn.ending === 'open'
      ? call('open', 'command', 'npm test', 'loading')
      : bubble('answer', ANSWER, { text: turn.answer }),
  ]
}

import { posix } from 'node:path'
import type { SampleStory, SampleTurn, SampleWriter } from '../provider.ts'

/** Share of a prompt that comes from the cache, as seen in real sessions. */
const CACHED_SHARE = 0.9
const TOOLS = {
  read: { name: 'read_file', argument: 'file_path' },
  write: { name: 'write_file', argument: 'file_path' },
  command: { name: 'run_shell_command', argument: 'command' },
} as const

/** Gemini CLI sessions as 0.61 writes them, reduced to the records that say something. */
export const geminiSample: SampleWriter = {
  models: ['gemini-3.8-flash'],

  transcriptPath({ home }, { cwd, sessionId, startedAt }) {
    const minute = startedAt.toISOString().slice(0, 16).replace(':', '-')
    const name = `session-${minute}-${sessionId.slice(0, 8)}.jsonl`
    return posix.join(home, '.gemini', 'tmp', posix.basename(cwd), 'chats', name)
  },

  opening({ sessionId, startedAt, title, cwd }) {
    const at = startedAt.toISOString()
    const context = `<session_context>\nThis is the Gemini CLI.\n- **Workspace Directories:**\n  - ${cwd}\n</session_context>`
    const message = { id: 'session-context', timestamp: at, type: 'user', content: [{ text: context }] }
    return lines([
      { sessionId, startTime: at, lastUpdated: at, kind: 'main' },
      { $set: { messages: [message], lastUpdated: at } },
      { $set: { summary: title } },
    ])
  },

  turn(story, turn, index) {
    const prompt = message(story, turn, index, 'user', { content: [{ text: turn.prompt }] })
    return lines([prompt, ...toolAnswers(story, turn, index), ending(story, turn, index)])
  },

  process({ cwd, sessionId }) {
    const script = posix.join(posix.dirname(cwd), 'node_modules', '.bin', 'gemini')
    return {
      exe: '/usr/bin/node',
      argv: ['/usr/bin/node', '--max-old-space-size=8192', script, '--resume', sessionId],
    }
  },
}

type Fields = Readonly<Record<string, unknown>>

function lines(records: readonly Fields[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function message(
  { sessionId }: SampleStory,
  { at }: SampleTurn,
  index: number,
  type: string,
  fields: Fields,
  part = type,
): Fields {
  return { id: `${sessionId}-${index}-${part}`, timestamp: at.toISOString(), type, ...fields }
}

/** One answer with all of the turn's tools, which have ended. It is the turn's last where the quota ran out. */
function toolAnswers(story: SampleStory, turn: SampleTurn, index: number): readonly Fields[] {
  if (turn.tools.length === 0) return []
  const toolCalls = turn.tools.map(({ kind, target, failed }, position) => ({
    id: `${story.sessionId}-${index}-call-${position}`,
    name: TOOLS[kind].name,
    args: { [TOOLS[kind].argument]: target },
    status: failed ? 'error' : 'success',
    timestamp: turn.at.toISOString(),
  }))
  const used = turn.ending === 'quota' ? tokens(turn) : undefined
  const fields = { content: '', tokens: used, model: story.model, toolCalls }
  return [message(story, turn, index, 'gemini', fields, 'tools')]
}

function ending(story: SampleStory, turn: SampleTurn, index: number): Fields {
  if (turn.ending === 'quota') {
    const error = { code: 429, message: 'You have exhausted your daily quota on this model.' }
    return message(story, turn, index, 'error', { content: `[API Error: ${JSON.stringify({ error })}]` })
  }
  const content = turn.ending === 'open' ? '' : turn.answer
  return message(story, turn, index, 'gemini', { content, tokens: tokens(turn), model: story.model })
}

function tokens({ contextTokens, outputTokens }: SampleTurn): Fields {
  const thoughts = Math.round(outputTokens / 3)
  return {
    input: contextTokens,
    output: outputTokens - thoughts,
    cached: Math.round(contextTokens * CACHED_SHARE),
    thoughts,
    tool: 0,
    total: contextTokens + outputTokens,
  }
}

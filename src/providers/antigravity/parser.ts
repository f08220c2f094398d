import { z } from 'zod'
import type { LineOutcome, ToolOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, objectOf, objectsOf, parseObject, textOf } from '../json-values.ts'
import { localPath } from '../paths.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { statefulParser } from '../stateful-parser.ts'

/** Longest line that is parsed: longer ones hold pictures or whole files. */
const LONGEST_LINE_BYTES = 8 << 20
/** Calls that wait for their steps. More at once are none. */
const MOST_OPEN = 64

const stateSchema = z.object({
  format: z.literal('antigravity-1'),
  sessionId: z.string().optional(),
  /** Time of the latest step that has one, in epoch milliseconds. */
  lastAt: z.number(),
  model: z.string().optional(),
  /** Calls whose steps are not there yet, in their order. */
  open: z.array(
    z.object({ id: z.string(), path: z.string().optional(), access: z.enum(['read', 'write']).optional() }),
  ),
})
type State = z.infer<typeof stateSchema>

const REQUEST = /<USER_REQUEST>([\s\S]*?)<\/USER_REQUEST>/
const CHOSEN_MODEL = /changed setting `Model Selection` from .{0,200}? to ([^\n]{1,100}?)\.\s*(?:\n|$)/
/** Steps of the program's own that say nothing of the conversation. */
const SYSTEM_STEPS: ReadonlySet<string> = new Set(['CONVERSATION_HISTORY', 'SYSTEM_MESSAGE'])
const OUTCOMES: ReadonlyMap<string, ToolOutcome> = new Map([
  ['DONE', 'ok'],
  ['ERROR', 'error'],
  ['CANCELED', 'rejected'],
  ['CANCELLED', 'rejected'],
])
/** Arguments that name the file that a tool works on. */
const FILE_ARGUMENTS = [
  ['TargetFile', 'write'],
  ['AbsolutePath', 'read'],
] as const

/** A parser of one conversation. Throws where `checkpoint` was not made by a parser of conversations. */
export function antigravityParser(
  ref: TranscriptRef,
  sink: TranscriptSink,
  checkpoint?: unknown,
): LineParser {
  const initial = (): State => ({ format: 'antigravity-1', sessionId: ref.sessionId, lastAt: 0, open: [] })
  return statefulParser(stateSchema, initial, checkpoint, (state, block, start, end) => {
    if (end - start > LONGEST_LINE_BYTES) return 'malformed'
    const step = parseObject(block.toString('utf8', start, end))
    return step ? takeStep(state, sink, step) : 'malformed'
  })
}

function takeStep(state: State, sink: TranscriptSink, step: JsonObject): LineOutcome {
  const type = textOf(step['type'])
  if (type === undefined) return 'malformed'
  if (state.sessionId !== undefined) sink.session(state.sessionId)
  const at = instantOf(step['created_at'])
  if (at !== undefined) {
    if (state.lastAt === 0) sink.born(at)
    state.lastAt = at
    sink.seen(at)
  }
  if (type === 'USER_INPUT') return takePrompt(state, sink, step)
  if (type === 'PLANNER_RESPONSE') return takeAnswer(state, sink, step)
  if (type === 'CHECKPOINT') {
    sink.compaction(state.lastAt, undefined)
    return 'used'
  }
  if (SYSTEM_STEPS.has(type)) return 'ignored'
  return step['source'] === 'MODEL' ? takeResult(state, sink, step) : 'unknown'
}

function takePrompt(state: State, sink: TranscriptSink, step: JsonObject): LineOutcome {
  const content = textOf(step['content']) ?? ''
  const chosen = CHOSEN_MODEL.exec(content)?.[1]
  if (chosen !== undefined && chosen !== state.model) {
    state.model = chosen
    sink.model(chosen)
  }
  const asked = (REQUEST.exec(content)?.[1] ?? '').trim()
  if (asked === '') return chosen === undefined ? 'ignored' : 'used'
  sink.prompt(asked, state.lastAt)
  sink.text(asked)
  // Calls that the turn before left open will not be answered any more.
  state.open = []
  sink.phase('model-working', state.lastAt)
  return 'used'
}

function takeAnswer(state: State, sink: TranscriptSink, step: JsonObject): LineOutcome {
  const content = textOf(step['content'])
  if (content !== undefined) sink.text(content)
  const index = typeof step['step_index'] === 'number' ? step['step_index'] : state.lastAt
  for (const [number, call] of objectsOf(step['tool_calls']).entries()) {
    const id = `${index}:${number}`
    sink.toolCall(id, textOf(call['name']) ?? '', state.lastAt)
    if (state.open.length < MOST_OPEN) state.open.push({ id, ...fileOf(objectOf(call['args'])) })
  }
  sink.phase(state.open.length > 0 ? 'tool-running' : 'done', state.lastAt)
  return 'used'
}

/** Each argument is JSON in a text. */
function fileOf(args: JsonObject): Pick<State['open'][number], 'path' | 'access'> {
  for (const [name, access] of FILE_ARGUMENTS) {
    const named = parseObject(`{"path":${textOf(args[name]) ?? 'null'}}`)
    const path = localPath((named && textOf(named['path'])) ?? '')
    if (path !== undefined && path !== '') return { path, access }
  }
  return {}
}

/** A step that a tool made answers the call that has waited longest: steps do not name their calls. */
function takeResult(state: State, sink: TranscriptSink, step: JsonObject): LineOutcome {
  const content = textOf(step['content'])
  if (content !== undefined) sink.text(content)
  const outcome = OUTCOMES.get(textOf(step['status']) ?? '')
  const call = outcome === undefined ? undefined : state.open.shift()
  if (outcome === undefined || call === undefined) return 'ignored'
  sink.toolResult(call.id, outcome, state.lastAt)
  if (outcome === 'ok' && call.path !== undefined && call.access) sink.file(call.path, call.access)
  sink.phase(state.open.length > 0 ? 'tool-running' : 'model-working', state.lastAt)
  return 'used'
}

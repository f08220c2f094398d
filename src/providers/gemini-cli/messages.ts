import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, textOf } from '../json-values.ts'
import { contentText, isToolAnswer } from '../lineages/gemini/parts.ts'
import { failureOf } from './failures.ts'
import { takeToolCalls } from './tool-calls.ts'
import { tellTokens } from './tokens.ts'
import type { RecentMessage, State } from './state.ts'

/** Messages that are kept in mind; a message is written again right after it was. */
const MOST_RECENT = 32

/** First words of what the program itself says to the model. */
const SESSION_CONTEXT = '<session_context>'
const WORKSPACE = '**Workspace Directories:**\n'
const FIRST_FOLDER = /^ *- (.+)$/
const CANCELLED = 'Request cancelled.'

/**
 * Takes a message that is new, or written again with more in it: the last one of an id says all that the
 * earlier ones did.
 */
export function takeMessage(state: State, sink: TranscriptSink, message: JsonObject): LineOutcome {
  const id = textOf(message['id'])
  const at = instantOf(message['timestamp'])
  if (id === undefined || at === undefined) return 'malformed'
  note(state, sink, at)
  const known = state.recent.find((recent) => recent.id === id)
  const recent = known ?? remember(state, id)
  switch (message['type']) {
    case 'user':
      return known ? 'ignored' : takeUser(state, sink, message, id, at)
    case 'gemini':
      takeAnswer(state, sink, message, recent, at)
      return 'used'
    case 'error':
      return known ? 'ignored' : takeError(state, sink, message, at)
    case 'info':
    case 'warning':
      return !known && message['content'] === CANCELLED ? takeCancellation(state, sink, at) : 'ignored'
    default:
      return 'unknown'
  }
}

function remember(state: State, id: string): RecentMessage {
  const recent = { id, calls: [] }
  if (state.recent.length >= MOST_RECENT) state.recent.shift()
  state.recent.push(recent)
  return recent
}

/**
 * A prompt, the results of tools, or what the program tells the model of the folder. A prompt is written down with
 * its answer: a cancelled one stands behind the note that it was cancelled.
 */
function takeUser(
  state: State,
  sink: TranscriptSink,
  message: JsonObject,
  id: string,
  at: number,
): LineOutcome {
  const text = contentText(message['content'])
  if (takeSessionContext(state, sink, text)) return 'used'
  if (!isToolAnswer(message['content'])) sink.prompt(contentText(message['displayContent']) || text, at)
  state.pendingId = id
  enterPhase(state, sink, 'model-working', at)
  return 'used'
}

/** Reads the folder out of the message that begins each chat; false where this is another message. */
export function takeSessionContext(state: State, sink: TranscriptSink, text: string): boolean {
  if (!text.trimStart().startsWith(SESSION_CONTEXT)) return false
  const workspace = text.indexOf(WORKSPACE)
  if (workspace < 0) return true
  const from = workspace + WORKSPACE.length
  const end = text.indexOf('\n', from)
  const folder = FIRST_FOLDER.exec(text.slice(from, end < 0 ? text.length : end))?.[1]
  tellWorkingDirectory(state, sink, folder?.trim())
  return true
}

/**
 * An answer is written before the tools that it calls have ended, and without them: with text in it, it looks
 * like the end of the turn until it is written again.
 */
function takeAnswer(
  state: State,
  sink: TranscriptSink,
  message: JsonObject,
  recent: RecentMessage,
  at: number,
): void {
  state.pendingId = undefined
  tellModel(state, sink, textOf(message['model']))
  tellTokens(state, sink, message, at)
  const tools = takeToolCalls(state, sink, message['toolCalls'], recent, at)
  if (tools !== undefined) enterPhase(state, sink, tools.phase, tools.at)
  else if (contentText(message['content']) === '') enterPhase(state, sink, 'tool-running', at)
  else enterPhase(state, sink, 'done', at)
}

function takeError(state: State, sink: TranscriptSink, message: JsonObject, at: number): LineOutcome {
  sink.error({ kind: 'api', at, ...failureOf(contentText(message['content'])) })
  state.pendingId = undefined
  enterPhase(state, sink, 'failed', at)
  return 'used'
}

function takeCancellation(state: State, sink: TranscriptSink, at: number): LineOutcome {
  sink.interruption(at)
  state.interruptedAt = at
  state.pendingId = undefined
  enterPhase(state, sink, 'interrupted', at)
  return 'used'
}

export function enterPhase(state: State, sink: TranscriptSink, phase: TurnPhase, at: number): void {
  if (state.phase === phase) return
  state.phase = phase
  sink.phase(phase, at)
}

export function note(state: State, sink: TranscriptSink, at: number): void {
  state.lastAt = at
  sink.seen(at)
}

export function tellWorkingDirectory(state: State, sink: TranscriptSink, cwd: string | undefined): void {
  if (cwd === undefined || cwd === '' || cwd === state.cwd) return
  state.cwd = cwd
  sink.workingDirectory(cwd)
}

export function tellModel(state: State, sink: TranscriptSink, model: string | undefined): void {
  if (model === undefined || model === state.model) return
  state.model = model
  sink.model(model)
}

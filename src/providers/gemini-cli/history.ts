import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, objectsOf, textOf } from '../json-values.ts'
import { contentText } from '../lineages/gemini/parts.ts'
import { enterPhase, takeSessionContext } from './messages.ts'
import type { State } from './state.ts'
import { tellTokens } from './tokens.ts'

/** What the program lets the model say to the summary that a compaction puts in place of the chat. */
const ACKNOWLEDGEMENT = 'Got it. Thanks for the additional context!'
/** A cancelled prompt is written down right behind the note that it was cancelled. */
const CANCELLED_WITHIN_MS = 1000

/**
 * Takes the whole list of messages, which replaces what the chat held. Its prompts and tools were told when
 * they happened; a compaction and a withdrawn prompt only show in it.
 */
export function takeHistory(state: State, sink: TranscriptSink, messages: unknown): void {
  const list = objectsOf(messages)
  for (const message of list) {
    if (message['type'] === 'gemini') {
      tellTokens(state, sink, message, instantOf(message['timestamp']) ?? state.lastAt)
    } else if (message['type'] === 'user' && state.cwd === undefined) {
      takeSessionContext(state, sink, contentText(message['content']))
    }
  }
  if (!takeCompaction(state, sink, list)) takeWithdrawal(state, sink, list)
}

function takeCompaction(state: State, sink: TranscriptSink, list: readonly JsonObject[]): boolean {
  const acknowledgement = list.find(
    (message) => message['type'] === 'gemini' && contentText(message['content']) === ACKNOWLEDGEMENT,
  )
  const id = textOf(acknowledgement?.['id'])
  if (id === undefined || id === state.compactedAs) return false
  state.compactedAs = id
  sink.compaction(instantOf(acknowledgement?.['timestamp']) ?? state.lastAt, undefined)
  return true
}

/** A request that fails or is cancelled takes its message back: the list is what it was before. */
function takeWithdrawal(state: State, sink: TranscriptSink, list: readonly JsonObject[]): void {
  const { pendingId, interruptedAt, lastAt } = state
  if (pendingId === undefined || list.some((message) => message['id'] === pendingId)) return
  state.pendingId = undefined
  const isCancelled = interruptedAt !== undefined && lastAt - interruptedAt <= CANCELLED_WITHIN_MS
  enterPhase(state, sink, isCancelled ? 'interrupted' : 'failed', lastAt)
}

import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import {
  countOf,
  instantOf,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  textOf,
} from '../json-values.ts'
import { pathOfPlace } from './places.ts'
import { type Telling, tellTurn } from './tell-turn.ts'

export type OutcomeCounts = Record<LineOutcome, number>

/** A chat as its file holds it. */
export interface StoredChat {
  readonly sessionId: string
  readonly chat: JsonObject
  /** When the file was written, in epoch milliseconds. */
  readonly writtenAt: number
}

/** Tells all of one chat. Answers what became of each of its turns. */
export function tellSession({ sessionId, chat, writtenAt }: StoredChat, sink: TranscriptSink): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  const bornAt = instantOf(chat['creationDate'])
  const telling: Telling = { sink, sessionId, at: bornAt ?? 0, hasTimes: false, model: undefined }
  sink.session(sessionId)
  // What a turn writes down is its last request alone.
  sink.usageIncomplete()
  if (bornAt !== undefined) {
    sink.born(bornAt)
    sink.seen(bornAt)
  }
  tellHeader(chat, sink)
  const turns = listOf(chat['requests'])
  for (const [index, turn] of turns.entries()) {
    // Only the last turn can be at work; an open one before it was left behind.
    const openUntil = index === turns.length - 1 ? writtenAt : undefined
    outcomes[tellTurn(telling, turn, index, openUntil)]++
  }
  if (!telling.hasTimes) sink.seen(instantOf(chat['lastMessageDate']) ?? writtenAt)
  tellWindow(chat, turns.at(-1), sink)
  return outcomes
}

function tellHeader(chat: JsonObject, sink: TranscriptSink): void {
  // The editor makes titles up; that a person wrote one is not told apart.
  const title = textOf(chat['customTitle']) ?? textOf(chat['computedTitle'])
  if (title !== undefined) sink.title('assistant', title)
  const folder = pathOfPlace(chat['workingDirectory'])
  if (folder !== undefined) sink.workingDirectory(folder)
  const branch = textOf(objectOf(chat['repoData'])['localBranch'])
  if (branch !== undefined) sink.branch(branch)
}

/** The selected model is that of the next prompt: its window says something only where the last turn had it too. */
function tellWindow(chat: JsonObject, lastTurn: unknown, sink: TranscriptSink): void {
  const selected = objectOf(objectOf(chat['inputState'])['selectedModel'])
  const model = textOf(selected['identifier'])
  if (!isJsonObject(lastTurn) || model === undefined || lastTurn['modelId'] !== model) return
  const tokens = countOf(objectOf(selected['metadata'])['maxInputTokens'])
  if (tokens !== undefined && tokens > 0) sink.contextWindow(tokens)
}

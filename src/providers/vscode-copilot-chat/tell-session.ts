import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import {
  countIn,
  instantIn,
  isJsonObject,
  type JsonObject,
  listIn,
  objectIn,
  textIn,
} from '../json-fields.ts'
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
  const bornAt = instantIn(chat, 'creationDate')
  const telling: Telling = { sink, sessionId, at: bornAt ?? 0, hasTimes: false, model: undefined }
  sink.session(sessionId)
  // What a turn writes down is its last request alone.
  sink.usageIncomplete()
  if (bornAt !== undefined) {
    sink.born(bornAt)
    sink.seen(bornAt)
  }
  tellHeader(chat, sink)
  const turns = listIn(chat, 'requests')
  for (const [index, turn] of turns.entries()) {
    // Only the last turn can be at work; an open one before it was left behind.
    const openUntil = index === turns.length - 1 ? writtenAt : undefined
    outcomes[tellTurn(telling, turn, index, openUntil)]++
  }
  if (!telling.hasTimes) sink.seen(instantIn(chat, 'lastMessageDate') ?? writtenAt)
  tellWindow(chat, turns.at(-1), sink)
  return outcomes
}

function tellHeader(chat: JsonObject, sink: TranscriptSink): void {
  // The editor makes titles up; that a person wrote one is not told apart.
  const title = textIn(chat, 'customTitle') ?? textIn(chat, 'computedTitle')
  if (title !== undefined) sink.title('assistant', title)
  const folder = pathOfPlace(chat['workingDirectory'])
  if (folder !== undefined) sink.workingDirectory(folder)
  const branch = textIn(objectIn(chat, 'repoData'), 'localBranch')
  if (branch !== undefined) sink.branch(branch)
}

/** The selected model is that of the next prompt: its window says something only where the last turn had it too. */
function tellWindow(chat: JsonObject, lastTurn: unknown, sink: TranscriptSink): void {
  const selected = objectIn(objectIn(chat, 'inputState'), 'selectedModel')
  const model = textIn(selected, 'identifier')
  if (!isJsonObject(lastTurn) || model === undefined || lastTurn['modelId'] !== model) return
  const tokens = countIn(objectIn(selected, 'metadata'), 'maxInputTokens')
  if (tokens !== undefined && tokens > 0) sink.contextWindow(tokens)
}

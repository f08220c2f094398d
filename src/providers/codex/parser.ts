import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import type { JsonScanner } from '../json-scan/json-scanner.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { isCopiedHistory, isInherited, takeSessionMeta, tellWorkingDirectory } from './lineage.ts'
import { recordStarts } from './line.ts'
import { takeTokenCount, takeUsageRecord, tellWindow } from './metering.ts'
import { RecordReader } from './read-record.ts'
import type { CodexRecord, PlacedRecord, Prompt, SessionMetaRecord, TurnContext } from './records.ts'
import { checkpointOf, initialState, type State, stateSchema } from './state.ts'
import {
  endTurn,
  enterPhase,
  startTurn,
  takeAnswer,
  takeCompaction,
  takeFailure,
  takePrompt,
  takeToolCall,
  takeToolDone,
} from './turns.ts'

/** A parser of one rollout. Throws where `checkpoint` was not made by a parser of rollouts. */
export function codexParser(
  ref: TranscriptRef,
  sink: TranscriptSink,
  checkpoint: unknown,
  scanner: JsonScanner,
): LineParser {
  const state = checkpoint === undefined ? initialState(ref.sessionId) : stateSchema.parse(checkpoint)
  const records = new RecordReader(scanner)
  function takePiece(block: Buffer, start: number, end: number): LineOutcome {
    return take(state, sink, records.read(block, start, end, !state.prompts.fromEvents))
  }
  return {
    line: (block, start, end) => takeLine(takePiece, block, start, end),
    checkpoint: () => checkpointOf(state),
  }
}

type TakePiece = (block: Buffer, start: number, end: number) => LineOutcome

/**
 * Reads the records that a broken line holds: a program that was killed while it wrote leaves no line feed,
 * and the next one goes on behind it. The line stays malformed where any of it is lost.
 */
function takeLine(takePiece: TakePiece, block: Buffer, start: number, end: number): LineOutcome {
  const outcome = takePiece(block, start, end)
  if (outcome !== 'malformed') return outcome
  const starts = recordStarts(block, start, end)
  if (starts.length === 1) return 'malformed'
  const outcomes = starts.map((from, index) => takePiece(block, from, starts[index + 1] ?? end))
  return outcomes.includes('malformed') ? 'malformed' : 'used'
}

function take(state: State, sink: TranscriptSink, placed: PlacedRecord): LineOutcome {
  const { record } = placed
  if (record.kind === 'malformed') return 'malformed'
  const at = placed.at ?? state.lastAt
  if (record.kind === 'session-meta') return takeMeta(state, sink, record, placed.at)
  if (isCopiedHistory(state, placed.ordinal)) return 'ignored'
  takeTurnId(state, record)
  const isUsed = isInherited(state, placed.at)
    ? takeInherited(state, sink, record, at)
    : takeOwn(state, sink, placed, at)
  if (isUsed) return 'used'
  return record.kind === 'unknown' ? 'unknown' : 'ignored'
}

function takeMeta(
  state: State,
  sink: TranscriptSink,
  { meta, isFlat }: SessionMetaRecord,
  at: number | undefined,
): LineOutcome {
  state.lineage.isFlat = isFlat
  const isOwn = state.lineage.ownId === undefined || meta.threadId === state.lineage.ownId
  takeSessionMeta(state, sink, isOwn ? { ...meta, createdAt: meta.createdAt ?? at } : meta)
  if (isOwn) note(state, sink, at)
  return 'used'
}

/** Notes the time of a record of this thread's own. */
function note(state: State, sink: TranscriptSink, at: number | undefined): void {
  if (at === undefined) return
  state.lastAt = at
  sink.seen(at)
}

function takeTurnId(state: State, record: CodexRecord): void {
  if (record.kind !== 'turn-started' && record.kind !== 'turn-context') return
  state.turn.id = record.turnId ?? state.turn.id
}

/** Of an ancestor's row, what fills the context and what was billed (once, whoever tells it) still holds. */
function takeInherited(state: State, sink: TranscriptSink, record: CodexRecord, at: number): boolean {
  if (record.kind === 'turn-context') tellModel(state, sink, record.model)
  const isCounted = record.kind === 'token-count' || record.kind === 'usage'
  return isCounted && takeRecord(state, sink, record, at)
}

function takeOwn(state: State, sink: TranscriptSink, placed: PlacedRecord, at: number): boolean {
  note(state, sink, placed.at)
  const text = state.lineage.isFlat ? placed.text : undefined
  if (text !== undefined) sink.text(text)
  const isPromptTold = takePendingPrompt(state, sink, placed.record)
  return takeRecord(state, sink, placed.record, at) || isPromptTold || text !== undefined
}

/** Applies a record of this thread's own; false where it changed nothing. */
function takeRecord(state: State, sink: TranscriptSink, record: CodexRecord, at: number): boolean {
  switch (record.kind) {
    case 'ignored':
    case 'unknown':
    case 'malformed':
    case 'session-meta':
      break
    case 'turn-context':
      takeTurnContext(state, sink, record)
      return true
    case 'turn-started':
      startTurn(state, sink, at)
      tellWindow(state, sink, record.window)
      return true
    case 'turn-ended':
      endTurn(state, sink, record.failure, at)
      return true
    case 'turn-aborted':
      if (record.byPerson) sink.interruption(at)
      enterPhase(state, sink, record.byPerson ? 'interrupted' : 'done', at)
      return true
    case 'prompt':
      return takePromptRecord(state, sink, record, at)
    case 'answer':
      takeAnswer(state, sink, at)
      return true
    case 'tool-call':
      takeToolCall(state, sink, record, at)
      return true
    case 'tool-done':
      return takeToolDone(state, sink, record, at)
    case 'token-count':
      return takeTokenCount(state, sink, record, at)
    case 'usage':
      takeUsageRecord(state, sink, record, at)
      return true
    case 'failure':
      takeFailure(state, sink, record.failure, at)
      return true
    case 'compacted':
      return takeCompaction(state, sink, record.as, at)
    case 'title':
      sink.title('person', record.text)
      return true
  }
  return false
}

function takeTurnContext(state: State, sink: TranscriptSink, context: TurnContext): void {
  tellWorkingDirectory(state, sink, context.cwd)
  tellModel(state, sink, context.model)
}

function tellModel(state: State, sink: TranscriptSink, model: string | undefined): void {
  if (model === undefined || model === state.known.model) return
  state.known.model = model
  sink.model(model)
}

/** What an event tells of a prompt, an item tells too: items count only in files without such events. */
function takePromptRecord(state: State, sink: TranscriptSink, prompt: Prompt, at: number): boolean {
  if (prompt.as === 'event') {
    state.prompts.fromEvents = true
    state.prompts.pending = undefined
    takePrompt(state, sink, prompt.text, at)
    return true
  }
  if (state.prompts.fromEvents) return false
  if (state.lineage.isFlat) takePrompt(state, sink, prompt.text, at)
  else state.prompts.pending = { text: prompt.text, at }
  return true
}

/** Tells a prompt that no event came to tell, once the model reacts to it or another prompt follows. */
function takePendingPrompt(state: State, sink: TranscriptSink, record: CodexRecord): boolean {
  const { pending } = state.prompts
  if (!pending) return false
  const isReaction =
    record.kind === 'answer' ||
    record.kind === 'tool-call' ||
    (record.kind === 'prompt' && record.as === 'item')
  if (!isReaction) return false
  state.prompts.pending = undefined
  takePrompt(state, sink, pending.text, pending.at)
  return true
}

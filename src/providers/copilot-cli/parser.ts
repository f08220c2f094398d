import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { takeUsageRecord } from './metering.ts'
import { isQuiet } from './quiet-types.ts'
import { readRow, type Row, rowStarts } from './row.ts'
import {
  takeCompaction,
  takeCompactionStart,
  takeContextChange,
  takeHeader,
  takeModelChange,
  takeResume,
  takeShutdown,
} from './session-rows.ts'
import { statefulParser } from '../stateful-parser.ts'
import { initialState, type State, stateSchema } from './state.ts'
import {
  endTask,
  endTurn,
  startTurn,
  takeAbort,
  takeAnswer,
  takeError,
  takePersonsCall,
  takePrompt,
  takeToolEnd,
  takeToolStart,
} from './turns.ts'

/** Applies one row. `at`: its time, or that of the last row that has one, in epoch milliseconds. */
type TakeRow = (state: State, sink: TranscriptSink, row: Row, at: number) => LineOutcome

/** Rows that say something of a sub-agent too, whose rows stand in the same file. */
const OF_ANY_AGENT: ReadonlyMap<string, TakeRow> = new Map([
  ['assistant.message', takeAnswer],
  ['session.error', takeError],
  ['session.usage_record', takeUsageRecord],
  ['tool.execution_complete', takeToolEnd],
  ['tool.execution_start', takeToolStart],
])

/** Rows that count for the session's own agent. A sub-agent's only say how far it is. */
const OF_MAIN_AGENT: ReadonlyMap<string, TakeRow> = new Map([
  ['abort', takeAbort],
  ['assistant.turn_end', endTurn],
  ['assistant.turn_start', startTurn],
  ['session.auto_mode_resolved', takeModelChange],
  ['session.compaction_complete', takeCompaction],
  ['session.compaction_start', takeCompactionStart],
  ['session.context_changed', takeContextChange],
  ['session.model_change', takeModelChange],
  ['session.resume', takeResume],
  ['session.shutdown', takeShutdown],
  ['session.start', takeHeader],
  ['session.task_complete', endTask],
  ['tool.user_requested', takePersonsCall],
  ['user.message', takePrompt],
])

/** A parser of one session's events. Throws where `checkpoint` was not made by a parser of such. */
export function copilotParser(ref: TranscriptRef, sink: TranscriptSink, checkpoint?: unknown): LineParser {
  return statefulParser(
    stateSchema,
    () => initialState(ref.sessionId),
    checkpoint,
    (state, block, start, end) => takeLine(state, sink, block, start, end),
  )
}

function takeLine(
  state: State,
  sink: TranscriptSink,
  block: Buffer,
  start: number,
  end: number,
): LineOutcome {
  if (start === end) return 'ignored'
  const row = readRow(block, start, end, isQuiet)
  if (row) return takeRow(state, sink, row)
  const starts = rowStarts(block, start, end)
  if (starts.length === 1) return 'malformed'
  const pieces = starts.map((from, index) => readRow(block, from, starts[index + 1] ?? end, isQuiet))
  const outcomes = pieces.map((piece) => (piece ? takeRow(state, sink, piece) : 'malformed'))
  return outcomes.includes('malformed') ? 'malformed' : 'used'
}

function takeRow(state: State, sink: TranscriptSink, row: Row): LineOutcome {
  if (row.at !== undefined) {
    state.lastAt = row.at
    sink.seen(row.at)
  }
  const ofMain = OF_MAIN_AGENT.get(row.type)
  const take = OF_ANY_AGENT.get(row.type) ?? (row.agentId === undefined ? ofMain : undefined)
  if (take) return take(state, sink, row, row.at ?? state.lastAt)
  return ofMain || isQuiet(row.type) ? 'ignored' : 'unknown'
}

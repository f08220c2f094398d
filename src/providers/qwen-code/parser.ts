import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, maybeObjectOf, textOf } from '../json-values.ts'
import { outcomeOfLine } from '../lineages/gemini/records.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { takeAssistant, takeToolResult, takeUser } from './messages.ts'
import { statefulParser } from '../stateful-parser.ts'
import { initialState, type State, stateSchema } from './state.ts'
import { takeSystem } from './system-records.ts'
import { takeInheritedUsage } from './usage.ts'

/** A parser of one chat. Throws where `checkpoint` was not made by a parser of chats. */
export function qwenParser(ref: TranscriptRef, sink: TranscriptSink, checkpoint?: unknown): LineParser {
  return statefulParser(
    stateSchema,
    () => initialState(ref.sessionId, ref.subagentOf),
    checkpoint,
    (state, block, start, end) =>
      outcomeOfLine(block, start, end, (record) => takeRecord(state, sink, record)),
  )
}

function takeRecord(state: State, sink: TranscriptSink, record: JsonObject): LineOutcome {
  const sessionId = textOf(record['sessionId'])
  const at = instantOf(record['timestamp'])
  if (sessionId === undefined || at === undefined || textOf(record['uuid']) === undefined) return 'malformed'
  if (sessionId !== (state.sessionId ?? sessionId)) return 'ignored'
  tellSession(state, sink, sessionId)
  const isMoved = tellSurroundings(state, sink, record)
  const origin = maybeObjectOf(record['forkedFrom'])
  const outcome = origin ? takeInherited(state, sink, record, origin, at) : takeOwn(state, sink, record, at)
  return isMoved && outcome === 'ignored' ? 'used' : outcome
}

function takeOwn(state: State, sink: TranscriptSink, record: JsonObject, at: number): LineOutcome {
  if (state.lastAt === 0) sink.born(at)
  state.lastAt = at
  sink.seen(at)
  return takeByType(state, sink, record, at)
}

/** Records of a sub-agent name the session that it works for. */
function tellSession(state: State, sink: TranscriptSink, sessionId: string): void {
  state.sessionId = sessionId
  if (state.isNamed) return
  state.isNamed = true
  if (state.isSubagent) sink.subagentOf(sessionId)
  else sink.session(sessionId)
}

function takeByType(state: State, sink: TranscriptSink, record: JsonObject, at: number): LineOutcome {
  switch (record['type']) {
    case 'user':
      return takeUser(state, sink, record, at)
    case 'assistant':
      return takeAssistant(state, sink, record, at)
    case 'tool_result':
      return takeToolResult(state, sink, record, at)
    case 'system':
      return takeSystem(state, sink, record, at)
    default:
      return 'unknown'
  }
}

/** Of a record that a branched session took over, what was billed and what fills the context still hold. */
function takeInherited(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  origin: JsonObject,
  at: number,
): LineOutcome {
  const parent = textOf(origin['sessionId'])
  if (!state.isFork && parent !== undefined) sink.forkedFrom(parent)
  state.isFork = true
  return takeInheritedUsage(state, sink, record, at) ? 'used' : 'ignored'
}

/** Every record names where it was written; true where that is news. */
function tellSurroundings(state: State, sink: TranscriptSink, record: JsonObject): boolean {
  const { known } = state
  const cwd = textOf(record['cwd']) ?? known.cwd
  const branch = textOf(record['gitBranch']) ?? known.branch
  const version = textOf(record['version']) ?? known.version
  const isNews = cwd !== known.cwd || branch !== known.branch || version !== known.version
  if (cwd !== undefined && cwd !== known.cwd) sink.workingDirectory(cwd)
  if (branch !== undefined && branch !== known.branch) sink.branch(branch)
  if (version !== undefined && version !== known.version) sink.version(version)
  state.known = { ...known, cwd, branch, version }
  return isNews
}

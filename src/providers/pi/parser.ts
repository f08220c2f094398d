import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { isJsonObject, type JsonObject, objectOf, parseJson, textOf } from '../json-values.ts'
import { takeMessage, tellModel } from './messages.ts'
import { sessionOfFile } from './roots.ts'
import { statefulParser } from '../stateful-parser.ts'
import { initialState, type State, stateSchema } from './state.ts'

/** Longest line that is parsed. Longer ones hold pictures, or what a tool put out. */
const MAX_PARSED_BYTES = 8 * 1024 * 1024
const CARRIAGE_RETURN = 13

/** A parser of one session. Throws where `checkpoint` was not made by a parser of such. */
export function piParser(ref: TranscriptRef, sink: TranscriptSink, checkpoint?: unknown): LineParser {
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
  const trimmed = end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end
  if (trimmed === start) return 'ignored'
  if (trimmed - start > MAX_PARSED_BYTES) return 'malformed'
  const row = parseJson(block.toString('utf8', start, trimmed))
  return isJsonObject(row) ? takeRow(state, sink, row) : 'malformed'
}

function takeRow(state: State, sink: TranscriptSink, row: JsonObject): LineOutcome {
  const type = textOf(row['type'])
  if (type === undefined) return 'malformed'
  const told = instantOf(row['timestamp'])
  if (type === 'session') return takeHeader(state, sink, row, told)
  const isCopied = told !== undefined && told < state.forkedAt
  if (told !== undefined && !isCopied) {
    state.lastAt = told
    sink.seen(told)
  }
  const at = told ?? state.lastAt
  switch (type) {
    case 'message':
      return takeMessage(state, sink, {
        fields: objectOf(row['message']),
        id: textOf(row['id']),
        at,
        isCopied,
      })
    case 'model_change':
      tellModel(state, sink, textOf(row['modelId']))
      return 'used'
    case 'session_info':
      return takeName(sink, textOf(row['name']))
    case 'compaction':
      // Nothing says whether the person asked for it.
      if (!isCopied) sink.compaction(at, undefined)
      return isCopied ? 'ignored' : 'used'
    case 'branch_summary':
    case 'custom':
    case 'custom_message':
    case 'label':
    case 'thinking_level_change':
      return 'ignored'
    default:
      return 'unknown'
  }
}

/** The first row. A fork names the file that it begins as a copy of. */
function takeHeader(
  state: State,
  sink: TranscriptSink,
  row: JsonObject,
  at: number | undefined,
): LineOutcome {
  const id = textOf(row['id'])
  if (id === undefined) return 'malformed'
  state.ownId ??= id
  sink.session(state.ownId)
  if (at !== undefined) {
    state.lastAt = at
    sink.born(at)
    sink.seen(at)
  }
  const parent = textOf(row['parentSession'])
  if (parent !== undefined) {
    state.forkedAt = at ?? 0
    state.parentId = sessionOfFile(parent)
    if (state.parentId !== undefined) sink.forkedFrom(state.parentId)
  }
  const cwd = textOf(row['cwd'])
  if (cwd !== undefined) {
    state.cwd = cwd
    sink.workingDirectory(cwd)
  }
  return 'used'
}

/** A name that the person gave with `/name`, or an extension for them. */
function takeName(sink: TranscriptSink, name: string | undefined): LineOutcome {
  if (name === undefined) return 'ignored'
  sink.title('person', name)
  return 'used'
}

/** Epoch milliseconds of an ISO date; `undefined` where it is none, or one before 1970. */
function instantOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return at >= 0 ? at : undefined
}

import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import { type JsonObject, objectOf, textOf } from '../json-values.ts'
import { takeCompactionUsage, takeRunUsage, tellContext, tellModel, tellWindow } from './metering.ts'
import { instantOf, type Row } from './row.ts'
import type { State } from './state.ts'
import { forgetCalls } from './turns.ts'

/** A session's first row. The header of another session stands at the start of a copy of it. */
export function takeHeader(state: State, sink: TranscriptSink, { data }: Row): LineOutcome {
  const id = textOf(data['sessionId'])
  if (id === undefined) return 'malformed'
  state.ownId ??= id
  state.headerId = id
  sink.session(state.ownId)
  const startedAt = instantOf(data['startTime'])
  if (id !== state.ownId) sink.forkedFrom(id)
  else if (startedAt !== undefined) sink.born(startedAt)
  const version = textOf(data['copilotVersion'])
  if (version !== undefined) sink.version(version)
  tellWorkspace(state, sink, objectOf(data['context']))
  tellModel(state, sink, textOf(data['selectedModel']))
  return 'used'
}

/** Another process goes on: what the one before left open stays without an end. */
export function takeResume(state: State, sink: TranscriptSink, { data }: Row): LineOutcome {
  forgetCalls(state)
  tellWorkspace(state, sink, objectOf(data['context']))
  tellModel(state, sink, textOf(data['selectedModel']))
  return 'used'
}

export function takeContextChange(state: State, sink: TranscriptSink, { data }: Row): LineOutcome {
  tellWorkspace(state, sink, data)
  return 'used'
}

/** The person's choice, or what the choice `auto` came to. */
export function takeModelChange(state: State, sink: TranscriptSink, { data }: Row): LineOutcome {
  tellModel(state, sink, textOf(data['newModel']) ?? textOf(data['chosenModel']))
  return 'used'
}

export function takeCompactionStart(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  tellWindow(state, sink, row.data['tokenLimit'])
  return tellContext(sink, row.data['currentTokens'], at) ? 'used' : 'ignored'
}

/** A compaction that failed may have been billed nevertheless. */
export function takeCompaction(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  const { data } = row
  takeCompactionUsage(state, sink, row, at)
  if (data['success'] === false) {
    sink.error(failureOf(data, at))
    return 'used'
  }
  const trigger = textOf(data['trigger'])
  sink.compaction(at, trigger === undefined ? undefined : trigger === 'manual' ? 'manual' : 'auto')
  tellWindow(state, sink, data['tokenLimit'])
  tellContext(sink, data['postCompactionTokens'], at)
  return 'used'
}

export function takeShutdown(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  takeRunUsage(state, sink, row, at)
  tellModel(state, sink, textOf(row.data['currentModel']))
  tellContext(sink, row.data['currentTokens'], at)
  return 'used'
}

function tellWorkspace({ known }: State, sink: TranscriptSink, context: JsonObject): void {
  const cwd = textOf(context['cwd'])
  const branch = textOf(context['branch'])
  if (cwd !== undefined && cwd !== known.cwd) sink.workingDirectory(cwd)
  if (branch !== undefined && branch !== known.branch) sink.branch(branch)
  known.cwd = cwd ?? known.cwd
  known.branch = branch ?? known.branch
}

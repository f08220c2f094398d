import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, maybeObjectOf, textOf } from '../json-values.ts'
import { outcomeOfLine } from '../lineages/gemini/records.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { takeHistory } from './history.ts'
import { enterPhase, note, takeMessage, tellModel, tellWorkingDirectory } from './messages.ts'
import { statefulParser } from '../stateful-parser.ts'
import { initialState, type State, stateSchema } from './state.ts'

/** A parser of one chat. Throws where `checkpoint` was not made by a parser of chats. */
export function geminiParser(ref: TranscriptRef, sink: TranscriptSink, checkpoint?: unknown): LineParser {
  return statefulParser(
    stateSchema,
    () => initialState(ref.sessionId, ref.subagentOf !== undefined),
    checkpoint,
    (state, block, start, end) =>
      outcomeOfLine(block, start, end, (record) => takeRecord(state, sink, record)),
  )
}

/** Tells records apart by the field that only one kind of them has. */
function takeRecord(state: State, sink: TranscriptSink, record: JsonObject): LineOutcome {
  if ('$rewindTo' in record) return takeRewind(state, sink)
  if ('$set' in record) return takeChange(state, sink, maybeObjectOf(record['$set']))
  if ('id' in record) return takeMessage(state, sink, record)
  return 'sessionId' in record ? takeHeader(state, sink, record) : 'unknown'
}

function takeHeader(state: State, sink: TranscriptSink, header: JsonObject): LineOutcome {
  const sessionId = textOf(header['sessionId'])
  if (sessionId === undefined) return 'malformed'
  state.sessionId ??= sessionId
  sink.session(state.sessionId)
  const startedAt = instantOf(header['startTime'])
  if (startedAt !== undefined) {
    sink.born(startedAt)
    note(state, sink, startedAt)
  }
  takeDirectories(state, sink, header)
  return 'used'
}

/** Takes the fields around the messages of a chat that is one document. */
export function takeHeaderOfDocument(state: State, sink: TranscriptSink, header: JsonObject): void {
  takeHeader(state, sink, header)
  tellModel(state, sink, textOf(header['model']))
  const { messages: _messages, ...fields } = header
  takeChange(state, sink, fields)
}

/** Fields of the header that changed. The list of messages is one of them, as far as the format is concerned. */
function takeChange(state: State, sink: TranscriptSink, change: JsonObject | undefined): LineOutcome {
  if (!change) return 'malformed'
  const at = instantOf(change['lastUpdated'])
  if (at !== undefined) note(state, sink, at)
  const summary = textOf(change['summary'])
  if (summary !== undefined) sink.title('assistant', summary)
  takeDirectories(state, sink, change)
  if ('messages' in change) takeHistory(state, sink, change['messages'])
  const isUsed = at !== undefined || summary !== undefined || 'messages' in change || 'directories' in change
  return isUsed ? 'used' : 'ignored'
}

/** Sub-agents have the session's folders in their header, the project's own first. */
function takeDirectories(state: State, sink: TranscriptSink, header: JsonObject): void {
  const directories = header['directories']
  if (state.cwd === undefined && Array.isArray(directories)) {
    tellWorkingDirectory(state, sink, textOf(directories[0]))
  }
}

/** What was rewound stays paid for. How full the context is now, the next answer tells. */
function takeRewind(state: State, sink: TranscriptSink): LineOutcome {
  state.pendingId = undefined
  enterPhase(state, sink, 'done', state.lastAt)
  return 'used'
}

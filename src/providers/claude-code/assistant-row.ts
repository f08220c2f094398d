import { totalInput } from '../../shared/domain/tokens.ts'
import { tellApiError } from './api-errors.ts'
import { tellRequestedWindow } from './context-window.ts'
import type { ContentBlock } from './message.ts'
import type { Reading } from './reading.ts'
import { textOf, type TextSpan } from '../json-scan/texts.ts'
import { startsWith } from './text-span.ts'
import { losesOutput } from './versions.ts'
import { WordTable } from '../json-scan/word-table.ts'

const SYNTHETIC = new Uint8Array(Buffer.from('<synthetic>'))
const MAX_PATH_BYTES = 8192
/** The first event of a stream counts a few output tokens at most. */
const LARGEST_PLACEHOLDER = 8

interface KnownTool {
  readonly name: string
  /** What it does to the file that its input names; `undefined` where it names none. */
  readonly access: 'read' | 'write' | undefined
}

const NO_TOOL: KnownTool = { name: 'unknown', access: undefined }

/** The built-in tools that are called most, so that no string is made of their names. */
const KNOWN_TOOLS = new WordTable<KnownTool>({
  Read: { name: 'Read', access: 'read' },
  Write: { name: 'Write', access: 'write' },
  Edit: { name: 'Edit', access: 'write' },
  MultiEdit: { name: 'MultiEdit', access: 'write' },
  NotebookEdit: { name: 'NotebookEdit', access: 'write' },
  Bash: { name: 'Bash', access: undefined },
  Grep: { name: 'Grep', access: undefined },
  Glob: { name: 'Glob', access: undefined },
  Agent: { name: 'Agent', access: undefined },
  Task: { name: 'Task', access: undefined },
  TodoWrite: { name: 'TodoWrite', access: undefined },
})

/** One row holds one content block of an answer; the rows of an answer share `message.id`. */
export function tellAssistant(reading: Reading): void {
  const { row, block, state, sink } = reading
  const { message } = row
  if (row.isApiError) return tellApiError(reading)
  // Written by the program, not by a model: "No response requested."
  if (startsWith(block, message.model, SYNTHETIC)) return
  const { model } = state.texts
  if (reading.isOwn && model.update(block, message.model) && model.value) sink.model(model.value)
  const key = responseKey(reading)
  if (reading.isMain) {
    state.calls.startMessage(key)
    tellRequestedWindow(reading)
  }
  if (message.usage.present) tellResponse(reading, key)
  const called = tellToolCalls(reading)
  tellPhase(reading, called)
}

/** Ids of the API come first: copies of a row keep them. Rows without any id are told apart by what they say. */
function responseKey(reading: Reading): string {
  const { row, block, at, messageId } = reading
  const { id, model, usage } = row.message
  if (id.end > id.start) {
    messageId.update(block, id)
    if (messageId.value) return messageId.value
  }
  const other = textOf(block, row.text.requestId) || textOf(block, row.text.uuid)
  return other || `${at}/${textOf(block, model) ?? ''}/${usage.input}/${usage.cacheRead}/${usage.output}`
}

function tellResponse(reading: Reading, key: string): void {
  const { row, block, state, sink, at } = reading
  const { usage } = row.message
  const counts = usage.counts()
  const used = totalInput(counts)
  sink.response({
    key,
    model: (reading.isOwn ? state.texts.model.value : textOf(block, row.message.model)) ?? 'unknown',
    at,
    counts,
    cacheWrite1h: Math.min(usage.cacheWrite1h, counts.cacheWrite),
    reasoning: Math.min(usage.thinking, counts.output),
    // Rows that are kept over a compaction are written again with a usage of zero.
    contextUsed: reading.isMain && used > 0 ? used : undefined,
    sidechain: !reading.isMain,
  })
  if (state.underReported || row.message.stopReason || used === 0 || counts.output > LARGEST_PLACEHOLDER)
    return
  if (!losesOutput(state.texts.version.value)) return
  state.underReported = true
  sink.outputUnderReported()
}

/** Tells the calls of the row, and whether there were any. */
function tellToolCalls(reading: Reading): boolean {
  const { message } = reading.row
  let called = false
  for (let index = 0; index < message.blockCount; index++) {
    const content = message.block(index)
    if (content?.kind !== 'tool_use') continue
    tellToolCall(reading, content, index)
    called = true
  }
  return called
}

function tellToolCall(reading: Reading, content: ContentBlock, index: number): void {
  const { block, row, sink, state, at } = reading
  const id = textOf(block, content.id) || `${textOf(block, row.text.uuid) ?? ''}#${index}`
  const { name, access } = toolOf(block, content.name)
  const path = access && textOf(block, content.path, MAX_PATH_BYTES)
  const isNew = state.calls.open(id, { path, access: access ?? 'read', main: reading.isMain })
  if (isNew && !reading.isCopied) sink.toolCall(id, name, at)
}

function toolOf(block: Buffer, name: TextSpan): KnownTool {
  if (!name.present) return NO_TOOL
  return KNOWN_TOOLS.find(block, name) ?? { name: textOf(block, name) ?? NO_TOOL.name, access: undefined }
}

function tellPhase(reading: Reading, called: boolean): void {
  if (!reading.isMain) return
  const { state, row } = reading
  if (called) return reading.phase(state.calls.mainIsOpen ? 'tool-running' : 'model-working')
  switch (row.message.stopReason) {
    case 'tool_use':
      return reading.phase('tool-running')
    case 'pause_turn':
      return reading.phase('model-working')
    case 'other':
      return reading.phase('done')
    case undefined:
      return reading.phase(endsWithoutReason(reading) ? 'done' : 'model-working')
  }
}

/** Versions that never write a stop reason: a text is then the most likely end of the turn. */
function endsWithoutReason(reading: Reading): boolean {
  const { message } = reading.row
  return (
    message.block(message.blockCount - 1)?.kind === 'text' && losesOutput(reading.state.texts.version.value)
  )
}

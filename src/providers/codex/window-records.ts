import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { commandName, filesRead } from './event-records.ts'
import { parseJson } from './json.ts'
import type { Envelope, Line } from './line.ts'
import { type CodexRecord, IGNORED } from './records.ts'
import { exitOutcome, OUTPUT_HEAD, OUTPUT_TAIL, outcomeOfOutput, statusOutcome } from './tool-outcomes.ts'

/*
 * Records whose lines are not whole: of one that is too long to hold, the reader hands over both ends, and what counts stands
 * there. A needle with unescaped quotes cannot stand inside a JSON string, so what is found in a window is a field. Whatever
 * does not look as Codex writes it gives `undefined`.
 */

/** A call's id stands behind its arguments, before the item's metadata. */
const CALL_TAIL = 640
/** A command's status stands behind its text and our reading of it. */
const COMMAND_WINDOW = 2048
const COMMAND_TAIL = 320

/** Reads a line in Codex's own field order from its first and last bytes, where those are enough. */
export function glimpse(line: Line, envelope: Envelope, itemPrompts: boolean): CodexRecord | undefined {
  switch (envelope.type) {
    case 'event_msg':
      return glimpseEvent(line, envelope.payloadType)
    case 'response_item':
      return glimpseItem(line, envelope.payloadType, itemPrompts)
    case 'compacted':
      return { kind: 'compacted', as: 'line' }
    case 'world_state':
      return IGNORED
    default:
      return undefined
  }
}

function glimpseEvent(line: Line, type: string): CodexRecord | undefined {
  switch (type) {
    case 'agent_message':
      return { kind: 'answer' }
    case 'agent_reasoning':
    case 'agent_reasoning_raw_content':
    case 'thread_settings_applied':
      return IGNORED
    case 'item_completed':
      return finishedItem(line)
    default:
      return undefined
  }
}

function glimpseItem(line: Line, type: string, itemPrompts: boolean): CodexRecord | undefined {
  switch (type) {
    case 'message':
      return message(line.word(line.head, '"role":"'), itemPrompts)
    case 'function_call':
    case 'custom_tool_call':
      return toolCall(line)
    case 'function_call_output':
    case 'custom_tool_call_output':
      return toolOutput(line)
    case 'reasoning':
    case 'ghost_snapshot':
      return IGNORED
    default:
      return undefined
  }
}

function message(role: string | undefined, itemPrompts: boolean): CodexRecord | undefined {
  if (role === 'assistant') return { kind: 'answer' }
  return role === 'developer' || (role === 'user' && !itemPrompts) ? IGNORED : undefined
}

function toolCall(line: Line): CodexRecord | undefined {
  const name = line.word(line.head, ',"name":"')
  if (name === undefined || name === 'apply_patch' || line.head.text.includes('*** Begin Patch'))
    return undefined
  const id = line.word(line.head, ',"call_id":"') ?? line.word(line.ending(CALL_TAIL), ',"call_id":"')
  return id === undefined ? undefined : { kind: 'tool-call', id, name, patched: [] }
}

function toolOutput(line: Line): CodexRecord | undefined {
  const id = line.word(line.head, ',"call_id":"')
  const field = line.head.text.indexOf(',"output":')
  if (id === undefined || field < 0) return undefined
  const value = field + ',"output":'.length
  const needed = Math.min(OUTPUT_HEAD, line.byteLength - value)
  const output = line.head.text.slice(value, value + OUTPUT_HEAD)
  if (output.length < needed) return undefined
  const outcome = outcomeOfOutput(output, () => line.ending(OUTPUT_TAIL).text)
  return { kind: 'tool-done', id, name: undefined, outcome, read: [], written: undefined }
}

function finishedItem(line: Line): CodexRecord | undefined {
  const item = line.head.text.indexOf(',"item":{"type":"')
  if (item < 0) return undefined
  const type = line.word(line.head, '"type":"', item)
  if (type === 'CommandExecution') return command(line, item)
  if (type === 'AgentMessage') return { kind: 'answer' }
  return type === 'Reasoning' ? IGNORED : undefined
}

function command(line: Line, item: number): CodexRecord | undefined {
  const id = line.word(line.head, ',"id":"', item)
  const opening = line.opening(COMMAND_WINDOW)
  const status = line.word(opening, ',"status":"', item)
  const outcome = statusOutcome(status) ?? exitCodeOutcome(line.ending(COMMAND_TAIL).text)
  const read = filesInCommand(line, opening.text, status !== undefined)
  if (id === undefined || outcome === undefined || read === undefined) return undefined
  const name = commandName(line.word(opening, ',"source":"', item))
  return { kind: 'tool-done', id, name, outcome, read, written: undefined }
}

function exitCodeOutcome(ending: string): ToolOutcome | undefined {
  const at = ending.indexOf(',"exit_code":')
  return at < 0 ? undefined : exitOutcome(Number.parseInt(ending.slice(at + ',"exit_code":'.length), 10))
}

/** `complete`: the opening reaches beyond the place where our reading of the command would stand. */
function filesInCommand(line: Line, opening: string, complete: boolean): readonly string[] | undefined {
  const field = opening.indexOf(',"parsed_cmd":[')
  if (field < 0) return complete ? [] : undefined
  const from = field + ',"parsed_cmd":'.length
  const to = opening.indexOf(',"source":"', from)
  if (to < 0) return undefined
  return opening.slice(from, to).includes('"type":"read"') ? filesRead(parseJson(line.text(from, to))) : []
}

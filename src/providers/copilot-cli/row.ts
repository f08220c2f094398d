import { isJsonObject, type JsonObject, objectOf, parseJson, textOf } from '../json-values.ts'

/** Longest line that is parsed whole. Longer ones hold pictures or a tool's whole output. */
export const MAX_PARSED_BYTES = 8 * 1024 * 1024

/** One event of a session. */
export interface Row {
  readonly type: string
  /** Empty where the type alone says that nothing in it counts. */
  readonly data: JsonObject
  /** The sub-agent whose event this is; `undefined` for the session's own agent. */
  readonly agentId: string | undefined
  readonly id: string | undefined
  /** Epoch milliseconds; `undefined` where it cannot be read. */
  readonly at: number | undefined
}

const CARRIAGE_RETURN = 13
const HEAD_BYTES = 512
const TAIL_BYTES = 320
const TYPE = /^\{"type":"([^"\\]+)","data":\{/
/** What Copilot writes behind the data. With unescaped quotes, it cannot be part of a text. */
const TAIL =
  /\}(?:,"agentId":"([^"\\]*)")?,"id":"([^"\\]*)","timestamp":"([^"\\]*)","parentId":(?:null|"[^"\\]*")\}$/

/**
 * Reads the line `block[start, end)`. Of types for which `isQuiet` holds, in the field order that Copilot writes, only
 * the first and last bytes are looked at: system prompts and debug rows are the bulk of a transcript. `undefined` where
 * the line is no event.
 */
export function readRow(
  block: Buffer,
  start: number,
  end: number,
  isQuiet: (type: string) => boolean,
): Row | undefined {
  const trimmed = end > start && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end
  const head = block.toString('latin1', start, Math.min(start + HEAD_BYTES, trimmed))
  const type = TYPE.exec(head)?.[1]
  const isLarge = trimmed - start > MAX_PARSED_BYTES
  if (type === undefined || !(isLarge || isQuiet(type))) {
    return isLarge ? undefined : parsedRow(block.toString('utf8', start, trimmed))
  }
  const tail = TAIL.exec(block.toString('latin1', Math.max(start, trimmed - TAIL_BYTES), trimmed))
  if (!tail) return isLarge ? undefined : parsedRow(block.toString('utf8', start, trimmed))
  const [, agentId, id, timestamp] = tail
  const data = isLarge ? largeData(type, block, start) : {}
  return { type, data, agentId, id, at: instantOf(timestamp) }
}

function parsedRow(text: string): Row | undefined {
  const json = parseJson(text)
  if (!isJsonObject(json)) return undefined
  const type = textOf(json['type'])
  if (type === undefined || !isJsonObject(json['data'])) return undefined
  return {
    type,
    data: objectOf(json['data']),
    agentId: textOf(json['agentId']),
    id: textOf(json['id']),
    at: instantOf(json['timestamp']),
  }
}

const OPENING_BYTES = 65_536
const PROMPT = /^\{"type":"user\.message","data":\{"content":("(?:[^"\\]|\\.)*")/
const TOOL_CALL_ID = /^\{"type":"tool\.execution_complete","data":\{"toolCallId":("[^"\\]*")/
const SUCCESS = /,"success":(true|false),/

/** What counts of an event too large to parse, from its first bytes: a prompt's words, a tool's end. */
function largeData(type: string, block: Buffer, start: number): JsonObject {
  const opening = block.toString('utf8', start, start + OPENING_BYTES)
  if (type === 'user.message') return { content: stringIn(PROMPT, opening) }
  if (type !== 'tool.execution_complete') return {}
  const success = SUCCESS.exec(opening)?.[1]
  return { toolCallId: stringIn(TOOL_CALL_ID, opening), success: success !== 'false' }
}

function stringIn(pattern: RegExp, opening: string): string | undefined {
  const text = pattern.exec(opening)?.[1]
  return text === undefined ? undefined : textOf(parseJson(text))
}

/** Epoch milliseconds of an ISO date; `undefined` where it is none, or one before 1970. */
export function instantOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return at >= 0 ? at : undefined
}

const ROW_START = '{"type":"'
const ENVELOPE = /^\{"type":"[a-z]+(?:[._][A-Za-z_]+)*","data":\{/
/** Events that one broken line is searched for. */
const MAX_PIECES = 16

/**
 * Where events begin in a line, its start included: a program that was killed while it wrote leaves no line feed, and
 * the next one goes on behind it.
 */
export function rowStarts(block: Buffer, start: number, end: number): readonly number[] {
  const line = block.subarray(start, end)
  const starts = [start]
  for (let at = line.indexOf(ROW_START, 1); at >= 0 && starts.length < MAX_PIECES; ) {
    if (ENVELOPE.test(line.toString('latin1', at, at + 100))) starts.push(start + at)
    at = line.indexOf(ROW_START, at + 1)
  }
  return starts
}

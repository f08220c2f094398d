import type { JsonScanner } from '../json-scan/json-scanner.ts'
import { eventRecord, tokenCountRecord } from './event-records.ts'
import { instantOf } from './instants.ts'
import { conversationText, responseItemRecord } from './item-records.ts'
import { countOf, isJsonObject, type JsonObject, objectOf, parseJson, textOf } from './json.ts'
import { type Envelope, Line, MAX_PARSED_BYTES, readEnvelope } from './line.ts'
import { typedText } from './prompts.ts'
import { type CodexRecord, IGNORED, MALFORMED, type PlacedRecord, UNKNOWN } from './records.ts'
import { ROLLOUT } from './rollout-shape.ts'
import { ScannedLine } from './scanned-line.ts'
import { scannedRecord } from './scanned-records.ts'
import { sessionMetaOf } from './session-meta.ts'
import { usageOf } from './usage.ts'
import { glimpse } from './window-records.ts'

const { timestamp: TIMESTAMP, ordinal: ORDINAL } = ROLLOUT.root.members

/** A line that is too long to hold is handed over as its two ends, which are longer than this. */
const SHORTEST_CUT_BYTES = 256 << 10

/** Where a prompt too large to parse has its words. */
const FIRST_WORDS = /"(?:message|text)":("(?:[^"\\]|\\.)*")/
const FIRST_WORDS_BYTES = 65_536

/** Reads lines, one after the other. */
export class RecordReader {
  private readonly scanned: ScannedLine

  constructor(scanner: JsonScanner) {
    this.scanned = new ScannedLine(scanner)
  }

  /** Reads the line `block[start, end)`. `itemPrompts` asks for prompts that only an item tells (see `Prompt.as`). */
  read(block: Buffer, start: number, end: number, itemPrompts: boolean): PlacedRecord {
    const { scanned } = this
    const isWhole = scanned.read(block, start, end)
    const seen = isWhole ? scannedRecord(scanned, itemPrompts) : undefined
    if (seen) return placed(scanned.instant(TIMESTAMP), countOf(scanned.number(ORDINAL)), seen)
    return readLine(new Line(block, start, end), isWhole, itemPrompts)
  }
}

function readLine(line: Line, isWhole: boolean, itemPrompts: boolean): PlacedRecord {
  if (line.byteLength === 0) return placed(undefined, undefined, IGNORED)
  const envelope = readEnvelope(line.head.text)
  if (envelope && line.endsWithTwoBraces) {
    const mayBeCut = !isWhole && line.byteLength > SHORTEST_CUT_BYTES
    const seen = mayBeCut ? glimpse(line, envelope, itemPrompts) : undefined
    if (seen) return placed(envelope.at, envelope.ordinal, seen)
    if (line.byteLength > MAX_PARSED_BYTES) {
      return placed(envelope.at, envelope.ordinal, oversizedRecord(line, envelope))
    }
  }
  return readParsed(line.json(), envelope)
}

/** A prompt with large pictures still counts, by the words that stand before them. */
function oversizedRecord(line: Line, envelope: Envelope): CodexRecord {
  const isPrompt =
    envelope.payloadType === 'user_message' || line.head.text.includes(',"item":{"type":"UserMessage"')
  if (envelope.type !== 'event_msg' || !isPrompt) return IGNORED
  const words = FIRST_WORDS.exec(line.text(0, FIRST_WORDS_BYTES))?.[1]
  const message = words === undefined ? undefined : textOf(parseJson(words))
  const text = typedText(message ?? '')
  return text === undefined ? IGNORED : { kind: 'prompt', text, as: 'event' }
}

function readParsed(json: unknown, envelope: Envelope | undefined): PlacedRecord {
  if (!isJsonObject(json)) return placed(envelope?.at, envelope?.ordinal, MALFORMED)
  const payload = objectOf(json['payload'])
  const type = textOf(json['type'])
  if (!payload || type === undefined) return readFlat(json, type)
  const timestamp = textOf(json['timestamp'])
  const at = timestamp === undefined ? undefined : instantOf(timestamp)
  return placed(at, countOf(json['ordinal']), envelopedRecord(type, payload))
}

/** Reads the payload of an enveloped record that was parsed whole. */
function envelopedRecord(type: string, payload: JsonObject): CodexRecord {
  switch (type) {
    case 'session_meta':
      return { kind: 'session-meta', meta: sessionMetaOf(payload), isFlat: false }
    case 'turn_context':
      return {
        kind: 'turn-context',
        turnId: textOf(payload['turn_id']),
        model: textOf(payload['model']),
        cwd: textOf(payload['cwd']),
      }
    case 'event_msg':
      return payload['type'] === 'token_count' ? tokenCountRecord(payload) : eventRecord(payload)
    case 'response_item':
      return responseItemRecord(payload)
    case 'token_usage_record':
      return usageRecord(payload)
    case 'compacted':
      return { kind: 'compacted', as: 'line' }
    case 'world_state':
    case 'inter_agent_communication':
    case 'inter_agent_communication_metadata':
      return IGNORED
    default:
      return UNKNOWN
  }
}

function usageRecord(payload: JsonObject): CodexRecord {
  const usage = usageOf(objectOf(payload['usage']))
  if (!usage) return MALFORMED
  return {
    kind: 'usage',
    threadId: textOf(payload['thread_id']),
    responseId: textOf(payload['response_id']),
    usage,
  }
}

/** The flat era (0.2x and before): a header, then bare items, none of them with a time. */
function readFlat(json: JsonObject, type: string | undefined): PlacedRecord {
  const timestamp = textOf(json['timestamp'])
  if (type === undefined && timestamp !== undefined && textOf(json['id']) !== undefined) {
    const header = { kind: 'session-meta', meta: sessionMetaOf(json), isFlat: true } as const
    return placed(instantOf(timestamp), undefined, header)
  }
  if (type === undefined && json['record_type'] !== undefined) return placed(undefined, undefined, IGNORED)
  if (type === undefined || timestamp !== undefined) return placed(undefined, undefined, UNKNOWN)
  const text = conversationText(json)
  return { at: undefined, ordinal: undefined, record: responseItemRecord(json), text: text || undefined }
}

function placed(at: number | undefined, ordinal: number | undefined, record: CodexRecord): PlacedRecord {
  return { at, ordinal, record, text: undefined }
}

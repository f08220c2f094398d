import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { JsonScanner } from '../json-scan/json-scanner.ts'
import type { LineParser, TranscriptRef } from '../provider.ts'
import { tellAssistant } from './assistant-row.ts'
import { tellRequest } from './context-window.ts'
import { parseObject, textIn, type JsonObject } from './json-values.ts'
import {
  settleSummaries,
  tellAttachment,
  tellCostState,
  tellSummary,
  tellSystem,
  tellTitle,
  tellTrackedFile,
} from './other-rows.ts'
import { Reading } from './reading.ts'
import { tellBirth, tellFacts, tellSession, tellTime } from './row-facts.ts'
import { ROW } from './row-shape.ts'
import type { RowType } from './row.ts'
import { tellUser } from './user-row.ts'

/** Records of the rare types are small; a larger one is damage, or something this parser knows nothing of. */
const MAX_PARSED_BYTES = 8 << 20

const OPENING_BRACE = 0x7b

/** From the weakest to the strongest, where several records stand on one line. */
const OUTCOMES: readonly LineOutcome[] = ['ignored', 'malformed', 'unknown', 'used']

/**
 * Reads Claude Code's JSONL. Frequent records are scanned (see `JsonScanner`), rare ones with `JSON.parse`. Nothing is told
 * of a record before it was read to its end, so that a damaged one leaves no trace but its outcome.
 */
export class ClaudeParser implements LineParser {
  private readonly reading: Reading
  private readonly scanner: JsonScanner

  constructor(ref: TranscriptRef, sink: TranscriptSink, checkpoint: unknown, scanner: JsonScanner) {
    this.scanner = scanner
    this.reading = new Reading(ref, sink, scanner)
    if (checkpoint !== undefined) this.reading.state.restore(checkpoint)
  }

  checkpoint(): unknown {
    return this.reading.state.checkpoint()
  }

  line(block: Buffer, start: number, end: number): LineOutcome {
    const { scanner } = this
    const from = scanner.placeText(block, start, end)
    if (from < 0) return 'ignored'
    const to = from + end - start
    let at = scanner.behindSpaces(from, to)
    let outcome: LineOutcome = 'ignored'
    // A crash can leave two records on one line.
    do {
      const end = scanner.scan(ROW, at, to)
      outcome = stronger(outcome, end === 0 ? 'malformed' : this.record(at, end))
      at = end === 0 ? to : scanner.behindSpaces(end, to)
    } while (at < to && scanner.bytes[at] === OPENING_BRACE)
    return at === to ? outcome : stronger(outcome, 'malformed')
  }

  private record(start: number, end: number): LineOutcome {
    const { reading } = this
    reading.start = start
    reading.end = end
    const { row } = reading
    const type = row.type ?? row.message.role
    if (type === undefined || type === 'unknown') return 'unknown'
    if (type === 'idle') return 'ignored'
    if (type === 'attachment' && row.attachmentType === undefined) return 'ignored'
    tellSession(reading)
    if (type === 'assistant' || type === 'user') return this.tellMessage(type)
    if (type === 'queue-operation' || type === 'api-request') return this.tellActivity(type)
    return this.tellParsed(type)
  }

  private tellMessage(type: 'assistant' | 'user'): LineOutcome {
    const { reading } = this
    tellFacts(reading)
    settleSummaries(reading)
    if (type === 'user') tellUser(reading)
    else tellAssistant(reading)
    return 'used'
  }

  /** Records of what the process does. They are never copied into another session's file. */
  private tellActivity(type: 'queue-operation' | 'api-request'): LineOutcome {
    const { reading } = this
    tellTime(reading)
    tellBirth(reading)
    if (type === 'api-request' && reading.isMain) tellRequest(reading)
    return 'used'
  }

  private tellParsed(type: ParsedType): LineOutcome {
    const { reading } = this
    const { block, start, end } = reading
    if (end - start > MAX_PARSED_BYTES) return 'ignored'
    const record = parseObject(block.toString('utf8', start, end))
    if (!record) return 'malformed'
    return tellParsedRow(reading, type, record) ? 'used' : 'ignored'
  }
}

/** Tells a record of a rare type, and whether it said anything. */
function tellParsedRow(reading: Reading, type: ParsedType, record: JsonObject): boolean {
  switch (type) {
    case 'system':
      tellFacts(reading)
      tellSystem(reading, record)
      return true
    case 'attachment':
      tellTime(reading)
      return tellAttachment(reading, record)
    case 'file-history-delta':
      tellTime(reading)
      return tellTrackedFile(reading, record)
    case 'cost-state':
      tellCostState(reading, record)
      return true
    case 'summary':
      return tellSummary(reading, record)
    case 'custom-title':
      return tellTitle(reading, 'person', textIn(record, 'customTitle'))
    case 'ai-title':
      return tellTitle(reading, 'assistant', textIn(record, 'aiTitle'))
    case 'agent-name':
      return tellTitle(reading, 'assistant', textIn(record, 'agentName'))
    default:
      return unreachable(type)
  }
}

function unreachable(type: never): never {
  throw new Error(`unexpected record type ${String(type)}`)
}

type ParsedType = Exclude<
  RowType,
  'idle' | 'unknown' | 'user' | 'assistant' | 'queue-operation' | 'api-request'
>

function stronger(one: LineOutcome, other: LineOutcome): LineOutcome {
  return OUTCOMES.indexOf(one) >= OUTCOMES.indexOf(other) ? one : other
}

import type { TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import type { JsonScanner } from '../json-scan/json-scanner.ts'
import type { TranscriptRef } from '../provider.ts'
import { ParserState } from './parser-state.ts'
import { isAgentId } from './roots.ts'
import { Row } from './row.ts'
import { RepeatedText } from './text-span.ts'

/** Rows are written in the order of their times, but for less than this. */
const COPY_MARGIN_MS = 10_000

/** What the readers of the record types work on. One object lives as long as its parser. */
export class Reading {
  readonly ref: TranscriptRef
  readonly sink: TranscriptSink
  readonly state = new ParserState()
  readonly row: Row
  /** True for a file that holds nothing but a sub-agent's conversation. */
  readonly isAgentFile: boolean
  /**
   * True for a side question (`/btw`). Its file starts with the rows of the conversation once more, under new request ids; its own
   * answer is one response without tools.
   */
  private readonly isSideQuestion: boolean
  /** Id of the last message: its rows follow each other. */
  readonly messageId = new RepeatedText()
  /** What the places of the row are places of. */
  readonly block: Buffer
  /** Bounds of the record in the block. */
  start = 0
  end = 0
  /** Time of the record in epoch milliseconds; `NaN` where it has none. */
  time = Number.NaN
  /** The same; where it has none, the latest one before it. */
  at = 0

  constructor(ref: TranscriptRef, sink: TranscriptSink, scanner: JsonScanner) {
    this.ref = ref
    this.sink = sink
    this.row = new Row(scanner)
    this.block = scanner.bytes
    this.isAgentFile = ref.subagentOf !== undefined || isAgentId(ref.sessionId)
    this.isSideQuestion = ref.sessionId?.startsWith('agent-aside_question-') === true
  }

  /** True where the record belongs to the main conversation of its session. */
  get isMain(): boolean {
    return !this.row.isSidechain && !this.isAgentFile
  }

  /** True where the record tells of the conversation that this file is about. */
  get isOwn(): boolean {
    return this.isAgentFile || !this.row.isSidechain
  }

  /**
   * True for a row that was copied from another file: it is older than one of this file's own rows that stand above it. What it
   * tells of happened there, and is counted there.
   */
  get isCopied(): boolean {
    const { bornAt } = this.state
    return this.isSideQuestion || (bornAt !== undefined && this.time < bornAt - COPY_MARGIN_MS)
  }

  /** Only the main conversation has turns. */
  phase(phase: TurnPhase): void {
    if (this.isMain) this.sink.phase(phase, this.at)
  }
}

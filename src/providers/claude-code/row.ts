import type { JsonScanner } from '../json-scan/json-scanner.ts'
import { countIn, isTrue, Place } from '../json-scan/place.ts'
import { Message } from './message.ts'
import { ROW } from './row-shape.ts'
import { WordTable, wordTable } from '../json-scan/word-table.ts'

/** What is to be done with each type of record; `idle` types are known, and nothing in them counts. */
const TYPES = new WordTable({
  user: 'user',
  assistant: 'assistant',
  system: 'system',
  attachment: 'attachment',
  summary: 'summary',
  'custom-title': 'custom-title',
  'ai-title': 'ai-title',
  'agent-name': 'agent-name',
  'queue-operation': 'queue-operation',
  'cost-state': 'cost-state',
  'file-history-delta': 'file-history-delta',
  'api-request': 'api-request',
  'api-request-blob': 'idle',
  'api-request-shape': 'idle',
  'atis-latch': 'idle',
  'bridge-session': 'idle',
  'file-history-snapshot': 'idle',
  'frame-link': 'idle',
  'last-prompt': 'idle',
  mode: 'idle',
  'permission-mode': 'idle',
  'pr-link': 'idle',
  progress: 'idle',
  relocated: 'idle',
  result: 'idle',
  started: 'idle',
  tag: 'idle',
  'tools-used': 'idle',
  'worktree-state': 'idle',
} as const)

const { members: FIELDS } = ROW.root
const { elements: CHANGED_FILES } = FIELDS.toolUseResult.members.bashEditDiff.members.changedFiles
const { elements: BETAS } = FIELDS.params.members.betas
const ATTACHMENT_TYPES = wordTable(['model', 'queued_command'])
const LONG_CONTEXT_BETA = wordTable(['context-1m-2025-08-07'])
const NOTHING: readonly Place[] = []

export type RowType = 'unknown' | (typeof TYPES extends WordTable<infer Type> ? Type : never)

/** What the record says that was scanned last, mostly as places in the scanner's bytes. */
export class Row {
  readonly text: {
    readonly uuid: Place
    readonly timestamp: Place
    readonly sessionId: Place
    /** The session that the writing process was started with. Another one than `sessionId` in copies and after `/clear`. */
    readonly session_id: Place
    readonly cwd: Place
    readonly version: Place
    readonly gitBranch: Place
    readonly requestId: Place
    readonly requestedModel: Place
    readonly promptSource: Place
    readonly toolDenialKind: Place
    readonly error: Place
  }
  readonly message: Message
  readonly originKind: Place
  readonly decision: Place
  private readonly scanner: JsonScanner
  private readonly typeText: Place
  private readonly sidechain: Place
  private readonly meta: Place
  private readonly compactSummary: Place
  private readonly apiError: Place
  private readonly apiStatus: Place
  private readonly attachment: Place
  private readonly changed: Place
  private readonly requestModel: Place
  private readonly betas: Place

  constructor(scanner: JsonScanner) {
    const place = (index: number) => new Place(scanner.places, index)
    this.scanner = scanner
    this.text = {
      uuid: place(FIELDS.uuid.text),
      timestamp: place(FIELDS.timestamp.text),
      sessionId: place(FIELDS.sessionId.text),
      session_id: place(FIELDS.session_id.text),
      cwd: place(FIELDS.cwd.text),
      version: place(FIELDS.version.text),
      gitBranch: place(FIELDS.gitBranch.text),
      requestId: place(FIELDS.requestId.text),
      requestedModel: place(FIELDS.requestedModel.text),
      promptSource: place(FIELDS.promptSource.text),
      toolDenialKind: place(FIELDS.toolDenialKind.text),
      error: place(FIELDS.error.text),
    }
    this.message = new Message(scanner)
    this.originKind = place(FIELDS.origin.members.kind.text)
    this.decision = place(FIELDS.permissionDecision.members.decision.text)
    this.typeText = place(FIELDS.type.text)
    this.sidechain = place(FIELDS.isSidechain.scalar)
    this.meta = place(FIELDS.isMeta.scalar)
    this.compactSummary = place(FIELDS.isCompactSummary.scalar)
    this.apiError = place(FIELDS.isApiErrorMessage.scalar)
    this.apiStatus = place(FIELDS.apiErrorStatus.scalar)
    this.attachment = place(FIELDS.attachment.members.type.text)
    this.changed = place(CHANGED_FILES.count)
    this.requestModel = place(FIELDS.params.members.model.text)
    this.betas = place(BETAS.count)
  }

  /** `undefined` where the record names none. */
  get type(): RowType | undefined {
    return this.typeText.present ? (TYPES.find(this.scanner.bytes, this.typeText) ?? 'unknown') : undefined
  }

  get isSidechain(): boolean {
    return isTrue(this.scanner.bytes, this.sidechain)
  }

  get isMeta(): boolean {
    return isTrue(this.scanner.bytes, this.meta)
  }

  get isCompactSummary(): boolean {
    return isTrue(this.scanner.bytes, this.compactSummary)
  }

  get isApiError(): boolean {
    return isTrue(this.scanner.bytes, this.apiError)
  }

  get apiErrorStatus(): number {
    return countIn(this.scanner.bytes, this.apiStatus)
  }

  get attachmentType(): 'model' | 'queued_command' | undefined {
    return this.attachment.present ? ATTACHMENT_TYPES.find(this.scanner.bytes, this.attachment) : undefined
  }

  /** Paths of files that a shell command changed. */
  changedFiles(): readonly Place[] {
    const count = this.changed.start
    if (count <= 0) return NOTHING
    const { first, places: stride, item } = CHANGED_FILES
    return Array.from(
      { length: count },
      (_, index) => new Place(this.scanner.places, first + index * stride + item.text),
    ).filter((path) => path.present)
  }

  /** Model of an HTTP request that asked for the long context. */
  get longContextModel(): Place | undefined {
    return this.asksForLongContext() && this.requestModel.present ? this.requestModel : undefined
  }

  private asksForLongContext(): boolean {
    const { first, places: stride, item } = BETAS
    for (let index = 0; index < this.betas.start; index++) {
      const beta = new Place(this.scanner.places, first + index * stride + item.text)
      if (beta.present && LONG_CONTEXT_BETA.find(this.scanner.bytes, beta)) return true
    }
    return false
  }
}

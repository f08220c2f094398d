import type {
  ModelResponse,
  ReportedTotal,
  ToolOutcome,
  TranscriptError,
  TranscriptSink,
  TurnPhase,
} from '../../shared/domain/transcript.ts'

const LONGEST_TEXT = 300
const MOST_FILES = 2000
const MOST_PENDING = 500
const MOST_REPORTED_TOTALS = 50

export interface PendingTool {
  readonly name: string
  readonly at: number
}

/** How often a session read and wrote a file. */
export type TouchedFile = readonly [path: string, reads: number, writes: number]

/**
 * What one transcript file says of its session, apart from its responses. Plain JSON: it is stored with the file
 * and goes on from there when the file grows. Instants are epoch milliseconds.
 */
export interface TranscriptFacts {
  sessionId?: string
  subagentOf?: string
  forkedFrom?: string
  bornAt?: number
  firstSeenAt?: number
  lastSeenAt?: number
  cwd?: string
  branch?: string
  model?: string
  version?: string
  personTitle?: string
  assistantTitle?: string
  firstPrompt?: string
  prompts: number
  toolCalls: number
  toolErrors: number
  rejections: number
  apiErrors: number
  retries: number
  /** Retries since the last answer: a retry storm when it grows. */
  retriesInRow: number
  interruptions: number
  compactions: number
  outputUnderReported?: boolean
  usageIncomplete?: boolean
  contextUsed?: number
  contextAt?: number
  contextWindow?: number
  largestContext: number
  lastError?: TranscriptError
  phase?: TurnPhase
  phaseAt?: number
  pendingTools: Record<string, PendingTool>
  reportedTotals: ReportedTotal[]
  /** Tokens counted from text, for transcripts that report no usage. */
  countedTokens?: number
  /** Tokens of the touched files, for transcripts that have neither usage nor text. */
  fileTokens?: number
  /** True where text or files went by while no tokenizer was at hand: the file has to be read again with one. */
  hasUncountedText?: boolean
}

function emptyFacts(): TranscriptFacts {
  return {
    prompts: 0,
    toolCalls: 0,
    toolErrors: 0,
    rejections: 0,
    apiErrors: 0,
    retries: 0,
    retriesInRow: 0,
    interruptions: 0,
    compactions: 0,
    largestContext: 0,
    pendingTools: {},
    reportedTotals: [],
  }
}

/** What earlier readings of a file told. */
export interface GatheredBefore {
  readonly facts: TranscriptFacts
  readonly touchedFiles: readonly TouchedFile[]
}

/** Gathers what a parser tells about one file. */
export class FactsGatherer implements TranscriptSink {
  /** All but pending tools and files, which grow: a map counts its entries, an object would have to list them. */
  private readonly facts: TranscriptFacts
  private readonly pendingTools: Map<string, PendingTool>
  private readonly files: Map<string, { reads: number; writes: number }>
  /** Responses told since the last `takeResponses`, the best row of each key. */
  private readonly responses = new Map<string, ModelResponse>()
  private readonly countText: ((text: string) => number) | undefined

  /** `countText` counts the tokens of a text; it is only called where no usage is reported. */
  constructor(countText: ((text: string) => number) | undefined, earlier?: GatheredBefore) {
    this.countText = countText
    this.facts = earlier?.facts ?? emptyFacts()
    this.pendingTools = new Map(Object.entries(this.facts.pendingTools))
    this.files = new Map(earlier?.touchedFiles.map(([path, reads, writes]) => [path, { reads, writes }]))
  }

  /** What was told so far, as a copy of its own. */
  takeFacts(): TranscriptFacts {
    return { ...this.facts, pendingTools: Object.fromEntries(this.pendingTools) }
  }

  touchedFiles(): readonly TouchedFile[] {
    return [...this.files].map(([path, { reads, writes }]) => [path, reads, writes])
  }

  takeResponses(): readonly ModelResponse[] {
    const taken = [...this.responses.values()]
    this.responses.clear()
    return taken
  }

  session(id: string): void {
    this.facts.sessionId ??= id
  }

  subagentOf(rootId: string): void {
    this.facts.subagentOf ??= rootId
  }

  forkedFrom(parentId: string): void {
    this.facts.forkedFrom ??= parentId
  }

  born(at: number): void {
    if (this.facts.bornAt === undefined || at < this.facts.bornAt) this.facts.bornAt = at
  }

  seen(at: number): void {
    const { facts } = this
    if (facts.firstSeenAt === undefined || at < facts.firstSeenAt) facts.firstSeenAt = at
    if (facts.lastSeenAt === undefined || at > facts.lastSeenAt) facts.lastSeenAt = at
  }

  workingDirectory(path: string): void {
    this.facts.cwd = path
  }

  branch(name: string): void {
    this.facts.branch = name
  }

  model(id: string): void {
    this.facts.model = id
  }

  version(version: string): void {
    this.facts.version = version
  }

  title(kind: 'person' | 'assistant', text: string): void {
    if (kind === 'person') this.facts.personTitle = shorten(text)
    else this.facts.assistantTitle = shorten(text)
  }

  prompt(text: string): void {
    this.facts.prompts++
    if (this.facts.firstPrompt === undefined && text.trim() !== '') this.facts.firstPrompt = shorten(text)
  }

  response(response: ModelResponse): void {
    const known = this.responses.get(response.key)
    if (!known || response.counts.output >= known.counts.output) this.responses.set(response.key, response)
    this.facts.retriesInRow = 0
    if (!response.sidechain) this.facts.model = response.model
    if (response.contextUsed !== undefined && !response.sidechain)
      this.context(response.contextUsed, response.at)
  }

  outputUnderReported(): void {
    this.facts.outputUnderReported = true
  }

  usageIncomplete(): void {
    this.facts.usageIncomplete = true
  }

  toolCall(id: string, name: string, at: number): void {
    this.facts.toolCalls++
    if (this.pendingTools.size < MOST_PENDING) this.pendingTools.set(id, { name: shorten(name), at })
  }

  toolResult(id: string, outcome: ToolOutcome): void {
    this.pendingTools.delete(id)
    if (outcome === 'error') this.facts.toolErrors++
    if (outcome === 'rejected') this.facts.rejections++
  }

  file(path: string, access: 'read' | 'write'): void {
    const known = this.files.get(path)
    if (!known && this.files.size >= MOST_FILES) return
    const touched = known ?? { reads: 0, writes: 0 }
    if (access === 'read') touched.reads++
    else touched.writes++
    if (!known) this.files.set(ownCopy(path), touched)
  }

  error(error: TranscriptError): void {
    if (error.kind === 'api') this.facts.apiErrors++
    else {
      this.facts.retries++
      this.facts.retriesInRow++
    }
    this.facts.lastError = { ...error, message: shorten(error.message) }
  }

  interruption(): void {
    this.facts.interruptions++
    this.pendingTools.clear()
  }

  compaction(): void {
    this.facts.compactions++
  }

  context(used: number, at: number): void {
    this.facts.contextUsed = used
    this.facts.contextAt = at
    if (used > this.facts.largestContext) this.facts.largestContext = used
  }

  contextWindow(tokens: number): void {
    this.facts.contextWindow = tokens
  }

  reportedTotal(total: ReportedTotal): void {
    this.facts.reportedTotals.push(total)
    // The newest ones serve: the last is the session's total, an earlier one a fork's starting point.
    if (this.facts.reportedTotals.length > MOST_REPORTED_TOTALS) this.facts.reportedTotals.shift()
  }

  phase(phase: TurnPhase, at: number): void {
    this.facts.phase = phase
    this.facts.phaseAt = at
    if (phase === 'done' || phase === 'failed') this.pendingTools.clear()
  }

  text(text: string): void {
    if (this.countText) this.facts.countedTokens = (this.facts.countedTokens ?? 0) + this.countText(text)
    else this.facts.hasUncountedText = true
  }
}

function shorten(text: string): string {
  return ownCopy(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text)
}

/** A slice would keep the whole line alive. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

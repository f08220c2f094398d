import { isObject } from './json-values.ts'
import { OpenCalls } from './open-calls.ts'
import { LatestId, RepeatedText } from './text-span.ts'

const FORMAT = 'claude-code/1'

/** A title that names the record its conversation ends with: that may stand in another file. */
export interface PendingSummary {
  readonly leafUuid: string
  readonly text: string
}

/** What earlier lines leave behind for later ones. */
export class ParserState {
  /** True once the sink knows the session. */
  announced = false
  forkTold = false
  underReported = false
  /** True while the requests ask for the long context of a model that has to be asked. */
  longContext = false
  /** Latest time of any record, in epoch milliseconds. */
  lastSeen: number | undefined = undefined
  /** Earliest moment that is surely this file's own. */
  bornAt: number | undefined = undefined
  /** Context window that the sink was told last. */
  statedWindow: number | undefined = undefined
  readonly texts = {
    cwd: new RepeatedText(),
    branch: new RepeatedText(),
    version: new RepeatedText(),
    model: new RepeatedText(),
    requestedModel: new RepeatedText(),
  }
  readonly calls = new OpenCalls()
  summaries: readonly PendingSummary[] = []
  readonly lastUuid = new LatestId()

  checkpoint(): unknown {
    const {
      announced,
      forkTold,
      underReported,
      longContext,
      lastSeen,
      bornAt,
      statedWindow,
      summaries,
      texts,
    } = this
    return {
      format: FORMAT,
      flags: { announced, forkTold, underReported, longContext },
      numbers: { lastSeen, bornAt, statedWindow },
      texts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.value])),
      lastUuid: this.lastUuid.value,
      summaries,
      calls: this.calls.checkpoint(),
    }
  }

  /** Takes over what `checkpoint` gave. Throws on anything else. */
  restore(checkpoint: unknown): void {
    const isOurs =
      isObject(checkpoint) &&
      checkpoint.format === FORMAT &&
      this.restoreFlags(checkpoint.flags) &&
      this.restoreNumbers(checkpoint.numbers) &&
      this.restoreTexts(checkpoint.texts) &&
      this.restoreIds(checkpoint.lastUuid, checkpoint.summaries) &&
      this.calls.restore(checkpoint.calls)
    if (!isOurs) throw new Error('not a checkpoint of the Claude Code parser')
  }

  private restoreFlags(flags: unknown): boolean {
    if (!isObject(flags)) return false
    const { announced, forkTold, underReported, longContext } = flags
    for (const flag of [announced, forkTold, underReported, longContext])
      if (typeof flag !== 'boolean') return false
    this.announced = announced === true
    this.forkTold = forkTold === true
    this.underReported = underReported === true
    this.longContext = longContext === true
    return true
  }

  private restoreNumbers(numbers: unknown): boolean {
    if (!isObject(numbers)) return false
    const { lastSeen, bornAt, statedWindow } = numbers
    if (!isNumberOrAbsent(lastSeen) || !isNumberOrAbsent(bornAt) || !isNumberOrAbsent(statedWindow))
      return false
    this.lastSeen = lastSeen
    this.bornAt = bornAt
    this.statedWindow = statedWindow
    return true
  }

  private restoreTexts(texts: unknown): boolean {
    if (!isObject(texts)) return false
    for (const [name, text] of Object.entries(this.texts)) {
      const value = texts[name]
      if (value !== undefined && typeof value !== 'string') return false
      text.set(value)
    }
    return true
  }

  private restoreIds(lastUuid: unknown, summaries: unknown): boolean {
    if (typeof lastUuid !== 'string' || !Array.isArray(summaries)) return false
    this.lastUuid.value = lastUuid
    this.summaries = summaries.filter(isPendingSummary)
    return this.summaries.length === summaries.length
  }
}

function isNumberOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && Number.isFinite(value))
}

function isPendingSummary(value: unknown): value is PendingSummary {
  return isObject(value) && typeof value.leafUuid === 'string' && typeof value.text === 'string'
}

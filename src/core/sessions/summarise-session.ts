import type { Provider } from '../../providers/provider.ts'
import type { SessionTokens } from '../../shared/contract/session.ts'
import { sessionKey } from '../../shared/domain/provider-id.ts'
import { addTokens, NO_TOKENS, type NumberSource, totalTokens } from '../../shared/domain/tokens.ts'
import type { ReportedTotal } from '../../shared/domain/transcript.ts'
import type { TranscriptFacts } from '../ingest/transcript-facts.ts'
import { costOf } from '../pricing/cost.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileUsage, SummedFile, UsageSum } from '../store/index-types.ts'
import { estimateTokens } from '../tokens/estimate.ts'
import { sessionTotals, type SessionTotals } from '../tokens/session-totals.ts'
import { INCOMPLETE_USAGE, type IndexedSession, type ModelUsage } from './indexed-session.ts'

const UNDER_REPORTED =
  'Output is under-reported: this version of the assistant wrote only the start of each answer’s usage.'
const OVERHEAD =
  'Includes requests that stand in no message (compaction, titles), as the assistant’s own total does.'
const LONGEST_TITLE = 200

interface FileFacts {
  readonly file: SummedFile
  readonly facts: SummedFile['facts']
  readonly usage: FileUsage
}

/** Sums a session up over its transcripts: its own and those of its sub-agents. `files` is not empty. */
export function summariseSession(
  id: string,
  provider: Provider,
  files: readonly SummedFile[],
  store: IndexStore,
): IndexedSession {
  const all = files.map(
    (file): FileFacts => ({
      file,
      facts: file.facts,
      usage: store.usageOfFile(file.id),
    }),
  )
  const main = mainTranscript(all)
  const { facts } = main
  const { answers } = main.usage
  const parent = parentOf(main, store)
  const usageByModel = usageOf(all)
  const totals = totalsOf(all, main, parent, usageByModel, store)
  const lastSeen = largest(all.map((entry) => entry.facts.lastSeenAt))
  return {
    id,
    provider: provider.manifest.id,
    sessionId: main.file.sessionId,
    title: titleOf(facts),
    cwd: facts.cwd ?? null,
    gitBranch: facts.branch ?? null,
    model: facts.model ?? null,
    assistantVersion: facts.version ?? null,
    startedAt: facts.bornAt ?? facts.firstSeenAt ?? null,
    lastActivityAt: lastSeen ?? null,
    tokens: tokensOf(all, totals),
    cost: knownCost(all, totals),
    usageByModel,
    context: contextOf(facts, answers),
    messages: facts.prompts + answers,
    toolCalls: sum(all, (entry) => entry.toolCalls),
    errors: sum(all, (entry) => entry.apiErrors),
    toolErrors: sum(all, (entry) => entry.toolErrors),
    retries: sum(all, (entry) => entry.retries),
    retriesInRow: facts.retriesInRow,
    interruptions: facts.interruptions,
    compactions: facts.compactions,
    subagents: all.filter((entry) => entry.file.isSubagent).length,
    forkedFrom: parent ? sessionKey(provider.manifest.id, parent) : null,
    phase: facts.phase ?? null,
    phaseAt: facts.phaseAt ?? null,
    pendingTools: Object.values(facts.pendingTools).map((tool) => tool.name),
    lastError: facts.lastError ?? null,
    transcript: main.file.path,
    transcripts: all.map((entry) => entry.file.path),
  }
}

/** A session can have two copies of its transcript (an archived one, say): the one that goes on later tells more. */
function mainTranscript(all: readonly FileFacts[]): FileFacts {
  const own = all.filter((entry) => !entry.file.isSubagent)
  const candidates = own.length > 0 ? own : all
  const best = candidates.reduce((best, entry) =>
    (entry.facts.lastSeenAt ?? 0) > (best.facts.lastSeenAt ?? 0) ? entry : best,
  )
  return best
}

/** The session that this one is a copy of: as its file says, or the owner of most of the responses it copied. */
function parentOf(main: FileFacts, store: IndexStore): string | undefined {
  const { provider, sessionId } = main.file
  const named = main.facts.forkedFrom
  if (named !== undefined && named !== sessionId) return named
  if (main.usage.copies === 0) return undefined
  return store
    .inheritedFrom(main.file.id)
    .find((from) => from.provider === provider && from.sessionId !== sessionId)?.sessionId
}

function usageOf(all: readonly FileFacts[]): ModelUsage[] {
  const byModel = new Map<string, UsageSum[]>()
  for (const usage of all.flatMap((entry) => entry.usage.sums)) {
    const known = byModel.get(usage.model)
    if (known) known.push(usage)
    else byModel.set(usage.model, [usage])
  }
  return [...byModel].map(([model, sums]) => ({
    model,
    responses: sums.reduce((count, usage) => count + usage.responses, 0),
    ...sums.reduce((counts, usage) => addTokens(counts, usage.counts), NO_TOKENS),
    cacheWrite1h: sums.reduce((count, usage) => count + usage.cacheWrite1h, 0),
    costUsd: costOf(sums).value,
  }))
}

function totalsOf(
  all: readonly FileFacts[],
  main: FileFacts,
  parent: string | undefined,
  usage: readonly ModelUsage[],
  store: IndexStore,
): SessionTotals {
  const costs = usage.map((model) => model.costUsd)
  return sessionTotals({
    records: usage.reduce((counts, model) => addTokens(counts, model), NO_TOKENS),
    recordsCostUsd: costs.reduce<number | null>(
      (sum, cost) => (sum === null || cost === null ? null : sum + cost),
      0,
    ),
    reportedTotals: all.flatMap((entry) => entry.facts.reportedTotals),
    isFork: parent !== undefined,
    parentTotalBeforeFork: parent === undefined ? undefined : lastTotalBefore(main, parent, store),
  })
}

function lastTotalBefore(fork: FileFacts, parent: string, store: IndexStore): ReportedTotal | undefined {
  const totals = store
    .filesOfSession(fork.file.provider, parent)
    .flatMap((file) => file.facts.reportedTotals)
    .sort((a, b) => a.at - b.at)
  if (totals.length === 0) return undefined
  const forkedAt = store.firstOwnResponseAt(fork.file.id) ?? fork.file.bornAt ?? Number.MAX_SAFE_INTEGER
  return totals.findLast((total) => total.at <= forkedAt)
}

/** Usage is known as soon as one transcript reports some; a session of text alone has none, which is not zero. */
function reportsUsage(all: readonly FileFacts[]): boolean {
  return all.every(
    ({ facts }) => facts.countedTokens === undefined && !facts.hasUncountedText && !facts.usageIncomplete,
  )
}

function isIncomplete(all: readonly FileFacts[]): boolean {
  return all.some((entry) => entry.facts.usageIncomplete)
}

function tokensOf(all: readonly FileFacts[], totals: SessionTotals): SessionTokens {
  if (!reportsUsage(all) && totalTokens(totals.counts) === 0) {
    const caveat = 'This version of the assistant reports no usage.'
    return {
      uncachedInput: null,
      cacheRead: null,
      cacheWrite: null,
      output: null,
      total: null,
      source: 'unknown',
      caveat,
    }
  }
  const underReported = all.some((entry) => entry.facts.outputUnderReported)
  const hasOverhead = totalTokens(totals.overhead) > 0
  return {
    ...totals.counts,
    total: totalTokens(totals.counts),
    source: 'reported',
    caveat: isIncomplete(all)
      ? INCOMPLETE_USAGE
      : underReported
        ? UNDER_REPORTED
        : hasOverhead
          ? OVERHEAD
          : null,
  }
}

function knownCost(
  all: readonly FileFacts[],
  totals: SessionTotals,
): { value: number | null; source: NumberSource } {
  const isKnown = reportsUsage(all) || (totalTokens(totals.counts) > 0 && !isIncomplete(all))
  return isKnown ? totals.costUsd : { value: null, source: 'unknown' }
}

function contextOf(facts: TranscriptFacts, answers: number): IndexedSession['context'] {
  const rest = { statedWindow: facts.contextWindow ?? null, largestUsed: facts.largestContext }
  if (facts.contextUsed !== undefined) return { used: facts.contextUsed, source: 'reported', ...rest }
  if (facts.countedTokens !== undefined) return { used: facts.countedTokens, source: 'counted', ...rest }
  const messages = facts.prompts + answers
  if (messages === 0) return { used: null, source: 'unknown', ...rest }
  return {
    used: estimateTokens({ messages, fileTokens: facts.fileTokens ?? 0 }),
    source: 'estimated',
    ...rest,
  }
}

function titleOf(facts: TranscriptFacts): string | null {
  const title = facts.personTitle ?? facts.assistantTitle ?? facts.firstPrompt
  const firstLine = title?.trim().split(/\r?\n/, 1)[0]?.trim()
  return firstLine ? firstLine.slice(0, LONGEST_TITLE) : null
}

function sum(all: readonly FileFacts[], of: (facts: TranscriptFacts) => number): number {
  return all.reduce((total, entry) => total + of(entry.facts), 0)
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (best, value) => (value !== undefined && (best === undefined || value > best) ? value : best),
    undefined,
  )
}

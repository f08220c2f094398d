import { posix, win32 } from 'node:path'
import type { ModelWindow, Presence } from '../../providers/provider.ts'
import type { Session } from '../../shared/contract/session.ts'
import type { LiveLink } from '../discovery/link-sessions.ts'
import type { StateVerdict } from '../discovery/session-state.ts'
import { type Neighbour, recommend } from '../health/recommend.ts'
import { scoreHealth } from '../health/score.ts'
import { autoTags } from '../labels/auto-tags.ts'
import type { Labels } from '../labels/label-keeper.ts'
import { pricesWith } from '../pricing/price-of.ts'
import type { Settings } from '../settings/settings.ts'
import { configuredLimit, defaultLimit } from '../settings/token-limits.ts'
import { resolveContext } from '../tokens/context-limit.ts'
import { burnOf, type RecentResponse } from './burn.ts'
import type { IndexedSession } from './indexed-session.ts'
import { costWith } from './repriced.ts'

/** What a session is shown from: the index, the process that runs it, and the settings. */
export interface SessionParts {
  readonly indexed: IndexedSession
  readonly link: LiveLink | undefined
  /** The process through which it is used, or that runs it. */
  readonly pid: number | null
  readonly verdict: StateVerdict
  readonly provider: Presence | undefined
  /** Of the session's model, as its provider knows it. */
  readonly modelWindow: ModelWindow | undefined
  readonly settings: Settings
  readonly labels: Labels
  readonly neighbours: readonly Neighbour[]
  /** What its transcript says that it waits for. */
  readonly question: string | undefined
  /** Its answers of the last half hour that it was active. */
  readonly recent: readonly RecentResponse[]
  readonly now: Date
}

/** Puts together what the contract says of a session. */
export function composeSession(parts: SessionParts): Session {
  const { indexed, link, verdict, settings, now } = parts
  const lastActivityAt = instant(indexed.lastActivityAt)
  const startedAt = instant(indexed.startedAt)
  const durationMs =
    startedAt && lastActivityAt ? Math.max(0, lastActivityAt.getTime() - startedAt.getTime()) : null
  const idleMs = lastActivityAt ? Math.max(0, now.getTime() - lastActivityAt.getTime()) : null
  const context = contextOf(parts)
  const { messages, errors, toolErrors, retries } = indexed
  const health = scoreHealth(
    {
      contextUsed: context.used,
      contextLimit: context.limit,
      durationMs,
      idleMs,
      ended: verdict.state === 'ended' && (idleMs === null || idleMs > settings.recommendations.closeIdleMs),
      trouble: indexed.transcript === null ? null : { messages, apiErrors: errors, toolErrors, retries },
    },
    settings.healthWeights,
    settings.healthThresholds,
  )
  return {
    id: indexed.id,
    provider: indexed.provider,
    title: link?.claim?.title ?? indexed.title,
    project: parts.labels.projects.get(indexed.id) ?? projectOf(indexed.cwd),
    state: verdict.state,
    stateReason: verdict.reason,
    question: verdict.state === 'waiting' ? (parts.question ?? link?.claim?.waitingFor ?? null) : null,
    certainty: verdict.certainty,
    pid: parts.pid,
    cwd: indexed.cwd,
    gitBranch: indexed.gitBranch,
    model: indexed.model,
    assistantVersion: indexed.assistantVersion,
    startedAt,
    lastActivityAt,
    durationMs,
    tokens: indexed.tokens,
    context,
    costUsd: costWith(indexed, settings.prices),
    burn: verdict.state === 'ended' ? null : burnOf(parts.recent, context, now, pricesWith(settings.prices)),
    messages,
    toolCalls: indexed.toolCalls,
    errors,
    toolErrors,
    retries,
    interruptions: indexed.interruptions,
    compactions: indexed.compactions,
    subagents: indexed.subagents,
    forkedFrom: indexed.forkedFrom,
    tags: tagsOf(parts),
    health,
    recommendations: recommend(
      {
        live: verdict.state !== 'ended',
        contextRatio: context.ratio,
        durationMs,
        idleMs,
        neighbours: parts.neighbours,
      },
      settings.recommendations,
    ),
    transcript: indexed.transcript,
  }
}

/** Those that people gave it and those of the settings' rules. */
function tagsOf({ indexed, labels, settings }: SessionParts): string[] {
  const given = labels.tags.get(indexed.id) ?? []
  return [...new Set([...given, ...autoTags(indexed, settings.autoTags)])].toSorted()
}

function contextOf({ indexed, provider, modelWindow, settings }: SessionParts): Session['context'] {
  const { context, model } = indexed
  return resolveContext({
    used: context.used === null ? undefined : { tokens: context.used, source: context.source },
    largestUsed: context.largestUsed,
    reportedLimit: context.statedWindow ?? undefined,
    configuredLimit: configuredLimit(settings.tokenLimits, indexed.provider, model),
    modelWindow,
    defaultLimit: defaultLimit(settings.tokenLimits, provider?.manifest.namedLimit),
  })
}

function instant(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs)
}

/** Last folder of a path of either kind: a transcript may come from another system. */
export function projectOf(cwd: string | null): string | null {
  if (cwd === null) return null
  const name = /^[A-Za-z]:[\\/]|^\\\\/.test(cwd) ? win32.basename(cwd) : posix.basename(cwd)
  return name === '' ? null : name
}

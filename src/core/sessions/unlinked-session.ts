import type { ProcessInfo } from '../../shared/domain/process.ts'
import { type ProviderId, sessionKey } from '../../shared/domain/provider-id.ts'
import type { LiveLink } from '../discovery/link-sessions.ts'
import type { IndexedSession } from './indexed-session.ts'

/** Stands for a process whose transcript is not known (yet): all that can be said is that it runs. */
export function unlinkedSession(link: LiveLink, process: ProcessInfo | undefined): IndexedSession {
  const session = sessionWithoutTranscript(link.providerId, link.sessionId ?? `pid-${link.pid}`)
  return {
    ...session,
    cwd: link.claim?.cwd ?? process?.cwd ?? null,
    startedAt: process?.startedAt?.getTime() ?? null,
    tokens: { ...session.tokens, caveat: 'No transcript of this process is known yet.' },
  }
}

/** A session of which nothing is known but that it is there. */
export function sessionWithoutTranscript(provider: ProviderId, sessionId: string): IndexedSession {
  return {
    id: sessionKey(provider, sessionId),
    provider,
    sessionId,
    title: null,
    cwd: null,
    gitBranch: null,
    model: null,
    assistantVersion: null,
    startedAt: null,
    lastActivityAt: null,
    tokens: {
      uncachedInput: null,
      cacheRead: null,
      cacheWrite: null,
      output: null,
      total: null,
      source: 'unknown',
      caveat: null,
    },
    cost: { value: null, source: 'unknown' },
    usageByModel: [],
    context: { used: null, source: 'unknown', statedWindow: null, largestUsed: 0 },
    messages: 0,
    toolCalls: 0,
    errors: 0,
    toolErrors: 0,
    retries: 0,
    retriesInRow: 0,
    interruptions: 0,
    compactions: 0,
    subagents: 0,
    forkedFrom: null,
    phase: null,
    phaseAt: null,
    pendingTools: [],
    lastError: null,
    transcript: null,
    transcripts: [],
  }
}

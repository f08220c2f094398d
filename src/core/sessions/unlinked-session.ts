import type { ProcessInfo } from '../../shared/domain/process.ts'
import { sessionKey } from '../../shared/domain/provider-id.ts'
import type { LiveLink } from '../discovery/link-sessions.ts'
import type { IndexedSession } from './indexed-session.ts'

/** Stands for a process whose transcript is not known (yet): all that can be said is that it runs. */
export function unlinkedSession(link: LiveLink, process: ProcessInfo | undefined): IndexedSession {
  const sessionId = link.sessionId ?? `pid-${link.pid}`
  return {
    id: sessionKey(link.providerId, sessionId),
    provider: link.providerId,
    sessionId,
    title: null,
    cwd: link.claim?.cwd ?? process?.cwd ?? null,
    gitBranch: null,
    model: null,
    assistantVersion: null,
    startedAt: process?.startedAt?.getTime() ?? null,
    lastActivityAt: null,
    tokens: {
      uncachedInput: null,
      cacheRead: null,
      cacheWrite: null,
      output: null,
      total: null,
      source: 'unknown',
      caveat: 'No transcript of this process is known yet.',
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

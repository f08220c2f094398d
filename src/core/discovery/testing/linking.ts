import type { LiveClaim } from '../../../providers/provider.ts'
import type { ProcessInfo } from '../../../shared/domain/process.ts'
import { providerId } from '../../../shared/domain/provider-id.ts'
import type { KnownSession } from '../known-session.ts'
import { type LinkedSessions, type LinkInput, type LiveLink, linkSessions } from '../link-sessions.ts'
import { type AssistantProcess, identityOf } from '../match-processes.ts'
import { BOOT_ID, BOOTED_AT, makeProcess, snapshotOf } from './processes.ts'

export const cat = providerId('cat')

export function atS(afterBootS: number): number {
  return BOOTED_AT.getTime() + afterBootS * 1000
}

export function runs(process: ProcessInfo, more: Partial<AssistantProcess> = {}): AssistantProcess {
  const identity = identityOf(process, BOOT_ID)
  return {
    providerId: cat,
    role: 'session',
    process,
    identity,
    sessionHint: undefined,
    outlivesWindows: false,
    children: [],
    ...more,
  }
}

export function knows(sessionId: string, more: Partial<KnownSession> = {}): KnownSession {
  const transcripts = [`/t/${sessionId}.jsonl`]
  const times = { startedAt: atS(100), lastActivityAt: atS(200) }
  return { provider: 'cat', sessionId, cwd: '/home/dev/app', ...times, transcripts, ...more }
}

export function claims(
  values: Partial<LiveClaim> & { readonly pid: number; readonly sessionId: string },
): LinkInput['claims'] {
  const unsaid = {
    cwd: undefined,
    title: undefined,
    status: undefined,
    waitingFor: undefined,
    statusSince: undefined,
  }
  return [{ providerId: cat, claim: { startToken: '6000', ...unsaid, ...values } }]
}

/** The snapshot holds the assistants' processes, unless another is given. */
export function linked(values: Partial<LinkInput>): LinkedSessions {
  const { assistants = [] } = values
  return linkSessions({
    snapshot: snapshotOf(...assistants.map(({ process }) => process)),
    assistants,
    claims: [],
    openFiles: new Map(),
    sessionOfOpenFile: (_, path) => /^\/t\/(.*)\.jsonl$/.exec(path)?.[1],
    sessions: [],
    previous: [],
    ...values,
  })
}

export function brief({ links }: { readonly links: readonly LiveLink[] }): readonly unknown[] {
  return links.map(({ pid, sessionId, certainty, evidence }) => [pid, sessionId, certainty, evidence])
}

export const p7 = makeProcess({ pid: 7, startedAfterS: 60 })
export const p8 = makeProcess({ pid: 8, startedAfterS: 90 })

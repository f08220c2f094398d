import type { LiveClaim } from '../../providers/provider.ts'
import type { ProcessInfo, ProcessSnapshot } from '../../shared/domain/process.ts'
import type { ProviderId } from '../../shared/domain/provider-id.ts'
import { type AssistantProcess, identityOf } from './match-processes.ts'
import { compareStart } from './start-time.ts'

export interface ProviderClaim {
  readonly providerId: ProviderId
  readonly claim: LiveClaim
}

/** A claim whose process is alive. */
export interface ProvenClaim {
  readonly assistant: AssistantProcess
  readonly claim: LiveClaim
  /**
   * `probable` where the claim does not tell the start of its process, so that the pid may have been reused.
   */
  readonly certainty: 'certain' | 'probable'
}

/**
 * Keeps the claims that still hold. The state file of a process that was killed stays behind, and its pid may
 * be another's by now: so the process must live and have the start that the claim names, or at least be one
 * of this assistant where the claim names none.
 */
export function proveClaims(
  snapshot: ProcessSnapshot,
  assistants: readonly AssistantProcess[],
  claims: readonly ProviderClaim[],
): readonly ProvenClaim[] {
  const live = new Map(
    snapshot.processes.filter(({ zombie }) => !zombie).map((process) => [process.pid, process]),
  )
  return claims.flatMap(({ providerId, claim }) => {
    const process = live.get(claim.pid)
    if (!process) return []
    const start = compareStart(claim.startToken, process)
    const known = assistants.find(
      (found) => found.process.pid === claim.pid && found.providerId === providerId,
    )
    if (start === 'other' || (start === 'unknown' && !known)) return []
    const assistant = known ?? claimedProcess(snapshot, providerId, process)
    return [{ assistant, claim, certainty: start === 'same' ? 'certain' : 'probable' }]
  })
}

/** A process that its provider does not recognise, and that is the claim's own beyond doubt. */
function claimedProcess(
  snapshot: ProcessSnapshot,
  providerId: ProviderId,
  process: ProcessInfo,
): AssistantProcess {
  const children = snapshot.processes.filter(({ parentPid, zombie }) => parentPid === process.pid && !zombie)
  const identity = identityOf(process, snapshot.bootId)
  return {
    providerId,
    role: 'session',
    process,
    identity,
    sessionHint: undefined,
    outlivesWindows: false,
    children,
  }
}

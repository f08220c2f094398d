import type { ProcessMatch, Presence } from '../../providers/provider.ts'
import type { ProcessIdentity, ProcessInfo, ProcessSnapshot } from '../../shared/domain/process.ts'
import type { ProviderId } from '../../shared/domain/provider-id.ts'
import { startedAfter } from './start-time.ts'

/** A process that runs one session of an assistant, or hosts many. */
export interface AssistantProcess {
  readonly providerId: ProviderId
  readonly role: 'session' | 'host'
  readonly process: ProcessInfo
  /** `undefined` where the system does not tell when the process was started. */
  readonly identity: ProcessIdentity | undefined
  /** The session that the arguments name. */
  readonly sessionHint: string | undefined
  /** Keeps sessions open for a while after their windows are closed. */
  readonly outlivesWindows: boolean
  /** Live processes that it started itself. */
  readonly children: readonly ProcessInfo[]
}

/** Told of a provider that throws. For the process that it was asked about, it knows nothing. */
export type OnProviderFailure = (provider: Presence, cause: unknown) => void

interface Matched {
  readonly provider: Presence
  readonly process: ProcessInfo
  readonly match: ProcessMatch
}

/**
 * How long a wrapper may take to start what it wraps. After it, one that has started nothing of its assistant
 * is the session itself: an assistant that starts itself anew can be told not to.
 */
const WRAPPER_PATIENCE_MS = 5_000

/**
 * Finds the assistants' processes: one for each session or host, in order of their pids. The providers say
 * what a process is; a wrapper is left out for what it wraps; a zombie is nobody's.
 */
export function matchProcesses(
  providers: readonly Presence[],
  snapshot: ProcessSnapshot,
  onFailure: OnProviderFailure,
): readonly AssistantProcess[] {
  const live = snapshot.processes.filter((process) => !process.zombie).sort((a, b) => a.pid - b.pid)
  const byPid = new Map(live.map((process) => [process.pid, process]))
  const matched = live.flatMap((process) => matchOf(providers, process, byPid, onFailure) ?? [])
  const wrapping = pidsOfWrappers(matched, byPid)
  const children = childrenByParent(live)
  return matched
    .filter(
      ({ process, match }) => match.role !== 'wrapper' || isLoneWrapper(process, wrapping, snapshot.takenAt),
    )
    .map(({ provider, process, match }) => ({
      providerId: provider.manifest.id,
      role: match.role === 'host' ? 'host' : 'session',
      process,
      identity: identityOf(process, snapshot.bootId),
      sessionHint: match.sessionHint,
      outlivesWindows: match.outlivesWindows ?? false,
      children: children.get(process.pid) ?? [],
    }))
}

/**
 * Says whether any provider knows a process, as far as can be told before all of it is known. One that throws knows
 * none; the look at the whole table, which follows, tells why.
 */
export function isAssistant(
  providers: readonly Presence[],
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): boolean {
  return providers.some((provider) => ask(provider, process, parent, () => {}) !== undefined)
}

export function identityOf(process: ProcessInfo, bootId: string): ProcessIdentity | undefined {
  const { pid, startToken } = process
  return startToken === undefined ? undefined : { bootId, pid, startToken }
}

/** The first provider that knows the process has it. */
function matchOf(
  providers: readonly Presence[],
  process: ProcessInfo,
  byPid: ReadonlyMap<number, ProcessInfo>,
  onFailure: OnProviderFailure,
): Matched | undefined {
  // A thread of the kernel: there are many, and nothing is known of them to ask about.
  if (process.exe === undefined && process.argv.length === 0) return undefined
  const parent = parentOf(process, byPid)
  for (const provider of providers) {
    const match = ask(provider, process, parent, onFailure)
    if (match) return { provider, process, match }
  }
  return undefined
}

function ask(
  provider: Presence,
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
  onFailure: OnProviderFailure,
): ProcessMatch | undefined {
  try {
    return provider.matchProcess?.(process, parent)
  } catch (cause) {
    onFailure(provider, cause)
    return undefined
  }
}

/** On Windows a parent may be gone and its pid be another's, who was started later than the child. */
function parentOf(process: ProcessInfo, byPid: ReadonlyMap<number, ProcessInfo>): ProcessInfo | undefined {
  const parent = byPid.get(process.parentPid)
  if (!parent || parent.pid === process.pid) return undefined
  return startedAfter(parent, process) ? undefined : parent
}

/** Wrappers above a process of the same assistant, however many shells lie between. */
function pidsOfWrappers(
  matched: readonly Matched[],
  byPid: ReadonlyMap<number, ProcessInfo>,
): ReadonlySet<number> {
  const wrappers = new Map(
    matched
      .filter(({ match }) => match.role === 'wrapper')
      .map(({ process, provider }) => [process.pid, provider]),
  )
  const wrapping = new Set<number>()
  for (const { provider, process } of matched) {
    const climbed = new Set<number>()
    let above = parentOf(process, byPid)
    while (above && !climbed.has(above.pid)) {
      climbed.add(above.pid)
      if (wrappers.get(above.pid) === provider) wrapping.add(above.pid)
      above = parentOf(above, byPid)
    }
  }
  return wrapping
}

function isLoneWrapper(process: ProcessInfo, wrapping: ReadonlySet<number>, takenAt: Date): boolean {
  if (wrapping.has(process.pid) || !process.startedAt) return false
  return takenAt.getTime() - process.startedAt.getTime() > WRAPPER_PATIENCE_MS
}

function childrenByParent(live: readonly ProcessInfo[]): ReadonlyMap<number, readonly ProcessInfo[]> {
  const children = new Map<number, ProcessInfo[]>()
  for (const process of live) {
    const known = children.get(process.parentPid)
    if (known) known.push(process)
    else children.set(process.parentPid, [process])
  }
  return children
}

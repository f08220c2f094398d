import type { LiveClaim, Presence } from '../../providers/provider.ts'
import type { ProcessInfo, ProcessSnapshot } from '../../shared/domain/process.ts'
import { type ProviderId, sessionKey } from '../../shared/domain/provider-id.ts'
import { type EndedLink, type LiveLink, linkSessions } from '../discovery/link-sessions.ts'
import { type AssistantProcess, matchProcesses } from '../discovery/match-processes.ts'
import type { ProviderClaim } from '../discovery/prove-claims.ts'
import { isBeforeStart } from '../discovery/start-time.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import { type ModelRow, ModelServers } from '../model-servers/model-servers.ts'
import type { Ports } from '../ports.ts'
import { reasonOf } from '../provider-failures.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import type { IndexQueries } from '../store/index-queries.ts'

/** A transcript may be a little older than the process that writes it: clocks, and starts told to the second. */
const SLACK_MS = 60_000

/** Ends of so many sessions are kept: a host that runs for months must not grow. */
const MOST_ENDS = 1_000

/** The process table as it was looked at last, and what it means. */
interface SeenTable {
  readonly snapshot: ProcessSnapshot
  readonly assistants: readonly AssistantProcess[]
  /** Files that processes hold open, by pid; no entry where that is not asked or not told. */
  readonly openFiles: ReadonlyMap<number, readonly string[]>
}

export interface ProcessReport {
  readonly scanned: number
  readonly unreadable: number
  readonly assistants: number
}

/** Where and when a session was last seen at work. `lastActivityAt`: epoch milliseconds. */
type UnlinkedActivity = Pick<IndexedSession, 'provider' | 'cwd' | 'lastActivityAt'>

/** Which processes run which sessions, as of the last look. */
export class LiveView {
  private readonly ports: Ports
  private readonly providers: () => readonly Presence[]
  private readonly servers: ModelServers
  private links: readonly LiveLink[] = []
  private assistants: ReadonlyMap<number, AssistantProcess> = new Map()
  private table: SeenTable | undefined
  /** The claims that the links were made of, as JSON. */
  private lastClaims = ''
  /** How the processes of sessions ended, the last end last. */
  private readonly ends = new Map<string, EndedLink['how']>()
  /** What went wrong at a provider in the last look, by provider id. */
  readonly problems = new Map<string, string>()

  /** `providers`: those that are looked for now. */
  constructor(ports: Ports, providers: () => readonly Presence[]) {
    this.ports = ports
    this.providers = providers
    this.servers = new ModelServers(ports, providers)
  }

  get bootId(): string {
    return this.table?.snapshot.bootId ?? ''
  }

  get report(): ProcessReport {
    return {
      scanned: this.table?.snapshot.processes.length ?? 0,
      unreadable: this.table?.snapshot.unreadable ?? 0,
      assistants: this.assistants.size,
    }
  }

  get current(): readonly LiveLink[] {
    return this.links
  }

  /** Models that model servers hold. */
  get models(): readonly ModelRow[] {
    return this.servers.models
  }

  /** What came of asking each model server, in one sentence. */
  get modelServers(): ReadonlyMap<ProviderId, string> {
    return this.servers.reports
  }

  /** Folders of running processes whose assistants keep transcripts where they run. */
  get projectFolders(): readonly string[] {
    const folders = new Set<string>()
    for (const { providerId, process } of this.assistants.values())
      if (process.cwd !== undefined && this.provider(providerId)?.projectFiles) folders.add(process.cwd)
    return [...folders]
  }

  /** What was seen of the process of a link. */
  processOf(link: LiveLink): AssistantProcess | undefined {
    return this.assistants.get(link.pid)
  }

  /** How the process that ran a session was seen to end; `undefined` where it runs, or nobody saw it. */
  endOf(sessionId: string): EndedLink['how'] | undefined {
    return this.ends.get(sessionId)
  }

  /**
   * Says whether a process may run this session without being linked to it: where its assistant's processes
   * cannot be told from others, or where one runs whose session is not known.
   */
  mayRunUnseen(session: UnlinkedActivity): boolean {
    if (!this.provider(session.provider)?.matchProcess || this.problems.has(session.provider)) return true
    return this.links.some((link) => {
      if (link.providerId !== session.provider || link.sessionId !== undefined) return false
      // Whose open files are seen holds no transcript, or it would be linked.
      if (this.table?.openFiles.has(link.pid)) return false
      const process = this.assistants.get(link.pid)?.process
      return process !== undefined && mayHaveWritten(process, link.role, session)
    })
  }

  /**
   * Says whether a session is only still open in a host that goes on after the windows of its sessions. A window
   * whose session is not known may be the one that is missed.
   */
  isLeftBehind(link: LiveLink): boolean {
    if (!this.assistants.get(link.pid)?.outlivesWindows || link.frontPid !== undefined) return false
    return !this.links.some(
      (other) =>
        other.providerId === link.providerId && other.role === 'session' && other.sessionId === undefined,
    )
  }

  /** Looks at the process table and the assistants' own state files once. */
  async look(queries: IndexQueries | undefined): Promise<void> {
    const snapshot = await this.ports.processes.snapshot()
    this.problems.clear()
    const assistants = matchProcesses(this.providers(), snapshot, (provider, cause) =>
      this.noteFailure(provider, 'cannot tell its processes', cause),
    )
    const asking = this.servers.look(assistants, (provider, cause) =>
      this.noteFailure(provider, 'cannot tell where its server is', cause),
    )
    const claims = this.claims()
    const openFiles = await this.readOpenFiles(assistants)
    await asking
    this.link({ snapshot, assistants, openFiles }, claims, queries)
  }

  /**
   * Says whether a process that ran a session when the table was looked at has ended since: the table is then worth
   * another look. Costs one question to the system for each of them.
   */
  async someEnded(): Promise<boolean> {
    const running = [...this.assistants.values()].flatMap(({ process }) => (process.zombie ? [] : [process]))
    return running.length > 0 && this.ports.processes.someEnded(running)
  }

  /**
   * Reads the assistants' own state files again, and links anew where they say something else than last time. Answers
   * whether they do, or a model server has said something else since.
   */
  checkClaims(queries: IndexQueries | undefined): boolean {
    const claims = this.claims()
    const haveModelsChanged = this.servers.takeNews()
    if (!this.table || JSON.stringify(claims) === this.lastClaims) return haveModelsChanged
    this.link(this.table, claims, queries)
    return true
  }

  private link(table: SeenTable, claims: readonly ProviderClaim[], queries: IndexQueries | undefined): void {
    const { snapshot, assistants, openFiles } = table
    const { links, ended } = linkSessions({
      snapshot,
      assistants,
      claims,
      openFiles,
      sessionOfOpenFile: (id, path) => this.sessionOfOpenFile(id, path),
      sessions: queries ? this.sessionsToLink(queries, assistants, claims) : [],
      previous: this.links,
    })
    this.table = table
    this.lastClaims = JSON.stringify(claims)
    this.assistants = new Map(assistants.map((assistant) => [assistant.process.pid, assistant]))
    this.links = links
    for (const { link, how } of ended) if (link.sessionId) this.ends.set(sessionOf(link), how)
    for (const link of links) if (link.sessionId) this.ends.delete(sessionOf(link))
    for (const id of this.ends.keys()) {
      if (this.ends.size <= MOST_ENDS) break
      this.ends.delete(id)
    }
  }

  private provider(id: string): Presence | undefined {
    return this.providers().find((provider) => provider.manifest.id === id)
  }

  private claims(): ProviderClaim[] {
    const { environment } = this.ports
    return this.providers().flatMap((provider) => {
      const { id } = provider.manifest
      const files = createSmallFileReader((problem) =>
        this.problems.set(id, `${problem.path}: ${problem.reason}`),
      )
      try {
        const claims: readonly LiveClaim[] = provider.liveClaims?.(environment, files) ?? []
        return claims.map((claim) => ({ providerId: id, claim }))
      } catch (cause) {
        // One assistant whose state files surprise us must not hide the sessions of the others.
        this.noteFailure(provider, 'cannot read its state files', cause)
        return []
      }
    })
  }

  private sessionOfOpenFile(id: ProviderId, path: string): string | undefined {
    const provider = this.provider(id)
    try {
      return provider?.sessionOfOpenFile?.(path)
    } catch (cause) {
      if (provider) this.noteFailure(provider, 'cannot tell its open transcripts', cause)
      return undefined
    }
  }

  /** The first of a look stands for all: a provider that fails at one process fails at many. */
  private noteFailure({ manifest: { id, name } }: Presence, what: string, cause: unknown): void {
    if (this.problems.has(id)) return
    this.ports.logger.error(`${name}: ${what}`, cause)
    this.problems.set(id, `${what}: ${reasonOf(cause)}`)
  }

  /** Only asked of assistants that keep their transcripts open: it is the dearest question to the system. */
  private async readOpenFiles(
    assistants: readonly AssistantProcess[],
  ): Promise<Map<number, readonly string[]>> {
    const found = new Map<number, readonly string[]>()
    for (const { providerId, process } of assistants) {
      if (!this.provider(providerId)?.sessionOfOpenFile) continue
      const files = await this.ports.processes.openFiles(process.pid)
      if (files) found.set(process.pid, files)
    }
    return found
  }

  private sessionsToLink(
    queries: IndexQueries,
    assistants: readonly AssistantProcess[],
    claims: readonly ProviderClaim[],
  ): IndexedSession[] {
    if (assistants.length === 0 && claims.length === 0) return []
    const starts = assistants.flatMap(({ process }) => process.startedAt?.getTime() ?? [])
    const since = Math.min(this.ports.clock.now().getTime(), ...starts) - SLACK_MS
    const sessions = new Map(queries.activeSince(since).map((session) => [session.id, session]))
    const named = [
      ...claims.map(({ providerId, claim }) => sessionKey(providerId, claim.sessionId)),
      ...assistants.flatMap(({ providerId, sessionHint }) =>
        sessionHint ? [sessionKey(providerId, sessionHint)] : [],
      ),
      ...this.links.flatMap(({ providerId, sessionId }) =>
        sessionId ? [sessionKey(providerId, sessionId)] : [],
      ),
    ]
    for (const id of named) {
      const session = sessions.has(id) ? undefined : queries.session(id)
      if (session) sessions.set(id, session)
    }
    return [...sessions.values()]
  }
}

/** Says whether a process was there at a session's last activity, and may have been at work in its folder. */
function mayHaveWritten(
  process: ProcessInfo,
  role: LiveLink['role'],
  { cwd, lastActivityAt }: UnlinkedActivity,
): boolean {
  if (lastActivityAt !== null && isBeforeStart(lastActivityAt, process)) return false
  // A host works anywhere, and a container's paths are not ours.
  if (role === 'host' || process.inContainer || process.cwd === undefined || cwd === null) return true
  return isWithin(cwd, process.cwd) || isWithin(process.cwd, cwd)
}

function sessionOf({ providerId, sessionId }: LiveLink): string {
  return sessionKey(providerId, sessionId ?? '')
}

function isWithin(path: string, folder: string): boolean {
  return `${path}/`.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

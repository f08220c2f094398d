import type { Change, Indexing, SessionList } from '../../shared/contract/contract.ts'
import type { Session, SessionDetail } from '../../shared/contract/session.ts'
import type { DoctorReport, SystemInfo } from '../../shared/contract/source.ts'
import type { ChangeFeed } from '../live/change-feed.ts'
import type { Clock } from '../ports.ts'
import type { TagOutcome, UserKeeper } from '../store/user-keeper.ts'
import type { SystemReporter } from '../system/system-reporter.ts'
import type { SessionReader } from './session-reader.ts'

/**
 * The application's answers, for a host in its own process. The contract checks what comes over a transport; here the
 * compiler does. Nothing here changes a user's file; tags are our own.
 */
export interface SessionService {
  list(filter: {
    scope: 'recent' | 'all'
    state?: Session['state'] | undefined
    provider?: string | undefined
    project?: string | undefined
    limit: number
    offset: number
  }): SessionList
  /** Ids that a shortened one may mean; exactly one where it is unambiguous. */
  candidates(id: string): readonly string[]
  detail(id: string): SessionDetail | undefined
  byIds(ids: readonly string[]): Session[]
  /** All tags of the session afterwards. */
  tag(id: string, tags: readonly string[]): TagOutcome
  untag(id: string, tags: readonly string[]): TagOutcome
  changes(signal: AbortSignal | undefined): AsyncIterableIterator<Change>
  info(): Promise<SystemInfo>
  doctor(): Promise<DoctorReport>
  /** Looks at disk and processes once and answers with the revision after it. */
  refresh(): Promise<number>
}

/** What the service is made of. */
export interface ServiceParts {
  readonly reader: SessionReader
  readonly system: SystemReporter
  readonly user: UserKeeper
  readonly feed: ChangeFeed
  readonly clock: Clock
  /** How far the first reading is; `null` when it is done. */
  readonly indexing: () => Indexing | null
  /** Looks at disk and processes once; answers the revision after it. */
  readonly look: () => Promise<number>
}

type Filter = Parameters<SessionService['list']>[0]

/** Answers the contract's questions. */
export function createSessionService({
  reader,
  system,
  user,
  feed,
  clock,
  look,
  indexing,
}: ServiceParts): SessionService {
  /** Tells every client at once, also the one that asked. */
  function told(id: string, outcome: TagOutcome): TagOutcome {
    if (outcome.kind === 'done') feed.publish([id], [], clock.now())
    return outcome
  }
  return {
    list(filter): SessionList {
      const { sessions, generatedAt } = filter.scope === 'all' ? reader.all() : reader.recent()
      const matching = sessions.filter((session) => matches(session, filter))
      return {
        generatedAt,
        sessions: matching.slice(filter.offset, filter.offset + filter.limit),
        total: matching.length,
        sources: reader.sources(),
        failures: reader.failures(),
        indexing: indexing(),
      }
    },
    candidates: (id) => reader.candidates(id),
    detail: (id): SessionDetail | undefined => reader.detail(id),
    byIds: (ids) => reader.byIds(ids),
    tag: (id, tags) => told(id, user.tag(id, tags)),
    untag: (id, tags) => told(id, user.untag(id, tags)),
    changes: (signal) => feed.changes(signal, clock.now()),
    info: (): Promise<SystemInfo> => system.info(),
    doctor: (): Promise<DoctorReport> => system.doctor(),
    refresh: look,
  }
}

function matches(session: Session, filter: Filter): boolean {
  return (
    (filter.state === undefined || session.state === filter.state) &&
    (filter.provider === undefined || session.provider === filter.provider) &&
    (filter.project === undefined || session.project === filter.project)
  )
}

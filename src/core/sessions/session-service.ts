import type { Bill } from '../../shared/contract/bill.ts'
import type { Change, Indexing, SessionList } from '../../shared/contract/contract.ts'
import type { Overview } from '../../shared/contract/overview.ts'
import type { Session, SessionDetail } from '../../shared/contract/session.ts'
import type { DoctorReport, SystemInfo } from '../../shared/contract/source.ts'
import { ARCHIVED_TAG, isPutAway } from '../../shared/domain/put-away.ts'
import type { ConversationService } from '../conversation/conversation-service.ts'
import type { ContextService } from '../exchange/context-service.ts'
import type { ChangeFeed } from '../live/change-feed.ts'
import type { Clock } from '../ports.ts'
import type { Labelled, LabelKeeper } from '../labels/label-keeper.ts'
import type { Written } from '../store/user-keeper.ts'
import type { Note } from '../store/user-labels.ts'
import type { SearchService } from '../search/search-service.ts'
import type { SystemReporter } from '../system/system-reporter.ts'
import type { SessionReader } from './session-reader.ts'

/**
 * The application's answers, for a host in its own process. The contract checks what comes over a transport; here the
 * compiler does. Nothing here changes a user's file; labels are our own.
 */
export interface SessionService {
  list(filter: {
    scope: 'recent' | 'all'
    state?: Session['state'] | undefined
    provider?: string | undefined
    project?: string | undefined
    tag?: string | undefined
    limit: number
    offset: number
  }): SessionList
  /** Ids that a shortened one may mean; exactly one where it is unambiguous. */
  candidates(id: string): readonly string[]
  detail(id: string): SessionDetail | undefined
  byIds(ids: readonly string[]): Session[]
  /** All tags of the session afterwards. */
  tag(id: string, tags: readonly string[]): Labelled<readonly string[]>
  untag(id: string, tags: readonly string[]): Labelled<readonly string[]>
  /** The project's name afterwards. */
  setProject(id: string, project: string | null): Labelled<string | null>
  setNote(id: string, text: string | null): Labelled<Note | null>
  /** Labels for sessions that are about to begin: they get them as soon as they are there. */
  expect(sessions: Parameters<LabelKeeper['expect']>[0]): Written<null>
  changes(signal: AbortSignal | undefined): AsyncIterableIterator<Change>
  /** Over so many days, today included. */
  overview(days: number): Overview
  readonly conversations: ConversationService
  readonly contexts: ContextService
  readonly search: SearchService
  info(): Promise<SystemInfo>
  doctor(): Promise<DoctorReport>
  /** What the program itself costs. */
  bill(): Bill
  /** Looks at disk and processes once and answers with the revision after it. */
  refresh(): Promise<number>
}

/** What the service is made of. */
export interface ServiceParts {
  readonly reader: SessionReader
  readonly system: SystemReporter
  readonly labels: LabelKeeper
  readonly feed: ChangeFeed
  readonly clock: Clock
  /** How far the first reading is; `null` when it is done. */
  readonly indexing: () => Indexing | null
  /** Looks at disk and processes once; answers the revision after it. */
  readonly look: () => Promise<number>
  readonly conversations: ConversationService
  readonly contexts: ContextService
  readonly search: SearchService
}

type Filter = Parameters<SessionService['list']>[0]

/** Answers the contract's questions. */
export function createSessionService({
  reader,
  system,
  labels,
  feed,
  clock,
  look,
  indexing,
  conversations,
  contexts,
  search,
}: ServiceParts): SessionService {
  /** Tells every client at once, also the one that asked. */
  function told<T>(id: string, outcome: Labelled<T>): Labelled<T> {
    if (outcome.kind === 'written') feed.publish([id], [], clock.now())
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
    tag: (id, tags) => told(id, labels.tag(id, tags)),
    untag: (id, tags) => told(id, labels.untag(id, tags)),
    setProject(id, project) {
      const outcome = told(id, labels.setProject(id, project))
      return outcome.kind === 'written'
        ? { ...outcome, value: reader.byIds([id])[0]?.project ?? null }
        : outcome
    },
    setNote: (id, text) => told(id, labels.setNote(id, text)),
    expect: (sessions) => labels.expect(sessions),
    changes: (signal) => feed.changes(signal, clock.now()),
    overview: (days) => reader.overview(days),
    conversations,
    contexts,
    search,
    info: (): Promise<SystemInfo> => system.info(),
    bill: () => system.bill(),
    doctor: (): Promise<DoctorReport> => system.doctor(),
    refresh: look,
  }
}

function matches(session: Session, filter: Filter): boolean {
  return (
    (filter.state === undefined || session.state === filter.state) &&
    (filter.provider === undefined || session.provider === filter.provider) &&
    (filter.project === undefined || session.project === filter.project) &&
    (filter.tag === undefined || session.tags.includes(filter.tag)) &&
    (filter.scope === 'all' || filter.tag === ARCHIVED_TAG || !isPutAway(session))
  )
}

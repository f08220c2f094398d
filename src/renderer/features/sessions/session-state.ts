import type {
  Change,
  Indexing,
  Overview,
  ProviderFailure,
  Session,
  SessionDetail,
  Source,
  SystemInfo,
} from '../../../shared/contract/index.ts'
import type { View } from '../../app/view.ts'
import type { SavedContext, Scope } from './session-api.ts'
import { NO_FILTER, type SessionFilter } from '../../../shared/domain/session-filter.ts'

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: Date; readonly reason: string }
  /** The page was opened without the key that the server's link carries; nothing will come. */
  | { readonly kind: 'no-token' }

/** The context of a session on its way into a file. */
export type Saving = { readonly id: string } & (
  | { readonly kind: 'running' }
  | { readonly kind: 'saved'; readonly file: SavedContext }
  | { readonly kind: 'failed'; readonly reason: string }
)

/** What a person puts on a session. */
export type LabelField = 'tag' | 'project' | 'note'

/** What the page holds. The core knows the rest. */
export interface SessionsState {
  readonly sessions: ReadonlyMap<string, Session>
  /** Sessions of this scope, of which `sessions` may be a part. */
  readonly total: number
  readonly sources: readonly Source[]
  /** Assistants that could not be looked at in full. */
  readonly failures: readonly ProviderFailure[]
  /** How far the first reading of the transcripts is; `null` when the list is whole. */
  readonly indexing: Indexing | null
  /** Moment of the newest thing shown; `null` before the first list. */
  readonly generatedAt: Date | null
  readonly info: SystemInfo | null
  readonly connection: Connection
  /** A list or a new look is on its way. */
  readonly busy: boolean
  /** Why the last list or look failed; `null` when it did not. */
  readonly failure: string | null
  /** Why the last change of a tag, a project's name or a note was refused; `null` when it was not. */
  readonly labelFailure: string | null
  /** The field that a person asked for by key or command, until it has the focus. */
  readonly wantedField: LabelField | null
  readonly scope: Scope
  readonly filter: SessionFilter
  /** What the page shows. A session's own page shows the selected one. */
  readonly view: View
  readonly selectedId: string | null
  /** Whether the panel beside the list is open. */
  readonly detailsOpen: boolean
  /** Of the selected session, while its details or its page are shown. */
  readonly detail: SessionDetail | null
  readonly detailFailure: string | null
  /** How the last saving of a context went; `null` before the first, and when that was read. */
  readonly saving: Saving | null
  /** The last one; `null` before the first. */
  readonly overview: Overview | null
  readonly overviewFailure: string | null
  /** The reader's clock, for ages. */
  readonly now: Date
}

export interface SessionsActions {
  /** Fetches the list of the scope, as far as it was shown before. Rejects when that fails. */
  readonly load: () => Promise<void>
  /** Fetches what a change names, and for a new session the sums beside the list. Rejects when that fails. */
  readonly apply: (change: Change) => Promise<void>
  /** Shows the next page too. Like all below it never rejects: a failure is in the state. */
  readonly loadMore: () => Promise<void>
  /** Asks how far the first reading is, where one goes on, and fetches the whole list when it has ended. */
  readonly followIndexing: () => Promise<void>
  /** Has the core look again, and shows what it found. */
  readonly refresh: () => Promise<void>
  readonly setScope: (scope: Scope) => Promise<void>
  /** Changes a part of the filter. */
  readonly setFilter: (part: Partial<SessionFilter>) => void
  readonly clearFilter: () => void
  readonly show: (view: View) => void
  /** Shows the page of one session. */
  readonly openSession: (id: string) => void
  /** Puts a tag on a session; a refusal is in the state. */
  readonly tag: (id: string, tag: string) => Promise<void>
  readonly untag: (id: string, tag: string) => Promise<void>
  /** `null` gives its project the name of its folder again. Answers whether it was kept; a refusal is in the state. */
  readonly setProject: (id: string, project: string | null) => Promise<boolean>
  /** `null` removes the note. Answers whether it was kept. */
  readonly setNote: (id: string, text: string | null) => Promise<boolean>
  /** Opens what shows the field for the selected session, and has it take the focus. */
  readonly editLabel: (field: LabelField) => void
  /** Says that a field has the focus, or that nobody waits for it any more. */
  readonly fieldTaken: () => void
  readonly select: (id: string) => void
  /** Moves the selection among the visible sessions and stops at both ends. */
  readonly move: (steps: number) => void
  readonly openDetails: (id: string) => void
  readonly closeDetails: () => void
  /** Saves the context of a session as a file; how that went is in the state. One at a time. */
  readonly saveContext: (id: string) => Promise<void>
  readonly savingRead: () => void
  /** Has everything summed up anew. */
  readonly loadOverview: () => Promise<void>
  readonly connected: () => void
  readonly lost: (reason: string) => void
  readonly refused: () => void
  readonly tick: () => void
}

export type Patch = (part: Partial<SessionsState>) => void
export type Read = () => SessionsState

export function initialSessionsState(now: Date): SessionsState {
  return {
    sessions: new Map(),
    total: 0,
    sources: [],
    failures: [],
    indexing: null,
    generatedAt: null,
    info: null,
    connection: { kind: 'connecting' },
    busy: false,
    failure: null,
    labelFailure: null,
    wantedField: null,
    scope: 'recent',
    filter: NO_FILTER,
    view: { kind: 'sessions' },
    selectedId: null,
    detailsOpen: false,
    detail: null,
    detailFailure: null,
    saving: null,
    overview: null,
    overviewFailure: null,
    now,
  }
}

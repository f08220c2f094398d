import type {
  Bill,
  Change,
  ContextMakeUp,
  Findings,
  Timeline,
  ConversationPage,
  MessageText,
  Overview,
  Session,
  SessionDetail,
  SessionList,
  SessionNote,
  SystemInfo,
} from '../../../shared/contract/index.ts'

/** A file that was handed to the browser to be saved. */
export interface SavedContext {
  readonly name: string
  /** Secrets and home folders that are not in it; `null` where nothing was looked for. */
  readonly takenOut: number | null
}

export type Scope = 'recent' | 'all'

/** What the sessions view needs of the contract. Every call rejects where there is no connection. */
export interface SessionApi {
  list(query: {
    readonly scope: Scope
    readonly limit: number
    readonly offset: number
  }): Promise<SessionList>
  byIds(
    ids: readonly string[],
  ): Promise<{ readonly sessions: readonly Session[]; readonly missing: readonly string[] }>
  get(id: string): Promise<SessionDetail>
  tag(id: string, tags: readonly string[]): Promise<void>
  untag(id: string, tags: readonly string[]): Promise<void>
  /** `null` gives the session's project the name of its folder again. Answers the name that it has then. */
  setProject(id: string, project: string | null): Promise<string | null>
  /** `null` removes the note. */
  setNote(id: string, text: string | null): Promise<SessionNote | null>
  /** Begins with a change that names nothing. Throws when the connection is lost; ends when `signal` aborts. */
  changes(signal: AbortSignal): AsyncIterable<Change>
  /** A page of a conversation; `null` for its end. */
  conversation(id: string, from: number | null, limit: number): Promise<ConversationPage>
  messageText(id: string, position: number): Promise<MessageText>
  timeline(id: string): Promise<Timeline>
  contextMakeUp(id: string): Promise<ContextMakeUp>
  findings(id: string): Promise<Findings>
  /** Has the session's context put into a file, and saves that. */
  saveContext(id: string): Promise<SavedContext>
  overview(): Promise<Overview>
  bill(): Promise<Bill>
  info(): Promise<SystemInfo>
  /** Makes the core look again now; resolves when it has. */
  refresh(): Promise<void>
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../../shared/contract/session.ts'
import { MOST_TAGS } from '../../shared/domain/tags.ts'
import type { Clock } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { backupIfDue } from './backup.ts'
import { openDatabase } from './open-database.ts'
import type { OpenedDatabase } from './open-result.ts'
import { accept, StoreRefused, USER_FILE } from './open-stores.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore, type UserStore } from './user-store.ts'

const HOUR_MS = 3_600_000

const NO_TAGS: ReadonlyMap<string, readonly string[]> = new Map()

export type TagOutcome =
  | { readonly kind: 'done'; readonly tags: readonly string[] }
  /** Another process keeps what people said about their sessions; this one only reads it. */
  | { readonly kind: 'kept elsewhere' }
  | { readonly kind: 'too many' }

/** What cannot be rebuilt, as this process has it: writable while it keeps the index, else only to read. */
export class UserKeeper {
  /** What happened to the database, in sentences for people. */
  readonly events: string[] = []
  private readonly folder: string
  private readonly clock: Clock
  private opened: OpenedDatabase | undefined
  private store: UserStore | undefined
  private writable = false
  /** When it was last asked whether a backup is due; epoch milliseconds. */
  private askedForBackupAt = 0

  constructor(folder: string, clock: Clock) {
    this.folder = folder
    this.clock = clock
  }

  /** Says whether this process keeps the databases. It is opened only when it is needed: most commands never do. */
  follow(owns: boolean): void {
    if (this.writable === owns) return
    this.close()
    this.writable = owns
  }

  private open(): UserStore | undefined {
    if (!this.opened) this.openAnew()
    if (this.opened && this.writable) this.backUp(this.opened)
    return this.store
  }

  private openAnew(): void {
    const mode = this.writable ? 'own' : 'read'
    this.opened = accept(
      openDatabase({
        path: join(this.folder, USER_FILE),
        kind: 'user',
        migrations: userMigrations,
        mode,
        now: () => this.clock.now(),
      }),
    )
    this.store = this.opened && openUserStore(this.opened.database)
    this.events.push(...(this.opened?.events ?? []))
  }

  /** Keeps the last summaries of sessions whose transcripts are gone. */
  retire(sessions: readonly IndexedSession[]): void {
    if (!this.writable || sessions.length === 0) return
    const retiredAt = this.clock.now().getTime()
    this.open()?.retired.put(
      sessions.map((summary) => ({ sessionId: summary.id, retiredAt, summary: { ...summary } })),
    )
  }

  /** Notes how live sessions are doing; the store keeps at most one row a session and minute. */
  record(sessions: readonly Session[]): void {
    if (!this.writable || sessions.length === 0) return
    const at = this.clock.now().getTime()
    this.open()?.history.record(
      sessions.map((session) => ({
        sessionId: session.id,
        at,
        tokensTotal: session.tokens.total,
        contextUsed: session.context.used,
        contextLimit: session.context.limit,
        healthScore: session.health.score,
      })),
    )
  }

  /** Tags of every session that has some. Without the database there are none, and its trouble is among the events. */
  tags(): ReadonlyMap<string, readonly string[]> {
    if (!this.opened && !existsSync(join(this.folder, USER_FILE))) return NO_TAGS
    try {
      return this.open()?.tags.bySession() ?? NO_TAGS
    } catch (error) {
      if (!(error instanceof StoreRefused)) throw error
      if (!this.events.includes(error.message)) this.events.push(error.message)
      return NO_TAGS
    }
  }

  /** All tags of the session afterwards. */
  tag(sessionId: string, tags: readonly string[]): TagOutcome {
    return this.change((store) => {
      const all = new Set([...store.tags.of(sessionId), ...tags])
      if (all.size > MOST_TAGS) return { kind: 'too many' }
      for (const tag of tags) store.tags.add(sessionId, tag)
      return { kind: 'done', tags: store.tags.of(sessionId) }
    })
  }

  untag(sessionId: string, tags: readonly string[]): TagOutcome {
    return this.change((store) => {
      for (const tag of tags) store.tags.remove(sessionId, tag)
      return { kind: 'done', tags: store.tags.of(sessionId) }
    })
  }

  private change(work: (store: UserStore) => TagOutcome): TagOutcome {
    const store = this.writable ? this.open() : undefined
    return store ? store.transaction(() => work(store)) : { kind: 'kept elsewhere' }
  }

  close(): void {
    this.events.push(...(this.opened?.close() ?? []))
    this.opened = undefined
    this.store = undefined
  }

  /** Once a day: a backup, and fewer rows of what is long ago. */
  private backUp({ database }: OpenedDatabase): void {
    const now = this.clock.now()
    // Also where the clock was set back: what lies ahead would keep us from asking.
    if (Math.abs(now.getTime() - this.askedForBackupAt) < HOUR_MS) return
    this.askedForBackupAt = now.getTime()
    const result = backupIfDue(database, now)
    if (result.kind === 'failed' && !this.events.includes(result.sentence)) this.events.push(result.sentence)
    if (result.kind === 'made') this.store?.history.thin(now.getTime())
  }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Costs } from '../../shared/contract/bill.ts'
import type { Session } from '../../shared/contract/session.ts'
import { addCosts } from '../live/costs.ts'
import type { Clock } from '../ports.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { backupIfDue } from './backup.ts'
import { openDatabase } from './open-database.ts'
import type { OpenedDatabase } from './open-result.ts'
import { accept, StoreRefused, USER_FILE } from './open-stores.ts'
import { costsIn, type DailyCosts, putCosts } from './user-costs.ts'
import type { HistoryPoint } from './user-history.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore, type UserStore } from './user-store.ts'

const HOUR_MS = 3_600_000

export type Written<T> =
  | { readonly kind: 'written'; readonly value: T }
  /** Nothing was written. `sentence` says why and what to do. */
  | { readonly kind: 'refused'; readonly sentence: string }

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

  /**
   * Says whether this process keeps the databases. This one is opened only when it is needed, for most commands never
   * do; a host that stays (`stays`) opens it at once, so that others find it there to write to.
   */
  follow(owns: boolean, { stays }: { readonly stays: boolean }): void {
    if (this.writable === owns) return
    this.close()
    this.writable = owns
    if (owns && stays) this.open()
  }

  private open(): UserStore | undefined {
    if (!this.opened) this.openAnew()
    if (this.opened && this.writable) this.backUp(this.opened)
    return this.store
  }

  private openAnew(): void {
    this.opened = accept(this.database(this.writable ? 'own' : 'read'))
    this.store = this.opened && openUserStore(this.opened.database)
    this.events.push(...(this.opened?.events ?? []))
  }

  private database(mode: 'own' | 'read' | 'guest') {
    return openDatabase({
      path: join(this.folder, USER_FILE),
      kind: 'user',
      migrations: userMigrations,
      mode,
      now: () => this.clock.now(),
    })
  }

  /** Keeps the last summaries of sessions whose transcripts are gone. Answers whether they are on the disk now. */
  retire(sessions: readonly IndexedSession[]): boolean {
    if (!this.writable) return false
    if (sessions.length === 0) return true
    const retiredAt = this.clock.now().getTime()
    const store = this.open()
    if (!store) return false
    store.retired.put(
      sessions.map((summary) => ({ sessionId: summary.id, retiredAt, summary: { ...summary } })),
    )
    return true
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

  /** Asks the store; `undefined` where there is none yet or it cannot be opened, which is among the events then. */
  ask<T>(question: (store: UserStore) => T): T | undefined {
    if (!this.opened && !existsSync(join(this.folder, USER_FILE))) return undefined
    try {
      const store = this.open()
      return store && question(store)
    } catch (error) {
      if (!(error instanceof StoreRefused)) throw error
      if (!this.events.includes(error.message)) this.events.push(error.message)
      return undefined
    }
  }

  /**
   * Writes what a person said, all of it or nothing, also while another process keeps the databases: a word from the
   * terminal must not wait for the window to be closed.
   */
  write<T>(work: (store: UserStore) => T): Written<T> {
    try {
      const store = this.writable ? this.open() : undefined
      if (store) return { kind: 'written', value: store.transaction(() => work(store)) }
      return this.writeAsGuest(work)
    } catch (error) {
      if (!(error instanceof StoreRefused)) throw error
      return { kind: 'refused', sentence: error.message }
    }
  }

  /** What our work cost by day, the newest first. */
  costs(): readonly DailyCosts[] {
    if (!this.opened && !existsSync(join(this.folder, USER_FILE))) return []
    const store = this.open()
    return store ? costsIn(store) : []
  }

  /** Adds to what our work cost on a day, where this process keeps the databases. */
  addCosts(day: string, costs: Costs): void {
    const store = this.writable ? this.open() : undefined
    store?.transaction(() => {
      const before = costsIn(store).find((known) => known.day === day)
      putCosts(store, { ...(before ? addCosts(before, costs) : costs), day })
    })
  }

  private writeAsGuest<T>(work: (store: UserStore) => T): Written<T> {
    const opened = accept(this.database('guest'))
    if (!opened) {
      const sentence = 'Another llm-session is just beginning to keep the data. Try again in a moment.'
      return { kind: 'refused', sentence }
    }
    try {
      const store = openUserStore(opened.database)
      return { kind: 'written', value: store.transaction(() => work(store)) }
    } finally {
      this.events.push(...opened.close())
    }
  }

  /** How a session went while it ran, the oldest first. */
  history(sessionId: string): readonly HistoryPoint[] {
    return this.open()?.history.of(sessionId) ?? []
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

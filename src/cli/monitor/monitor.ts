import type { SessionService } from '../../core/sessions/session-service.ts'
import type { Clock } from '../../core/ports.ts'
import { ConversationUnreadable } from '../../core/conversation/conversation-source.ts'
import type { Change, SessionList } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/contract/session.ts'
import type { Input } from './input.ts'
import { type MonitorState, settle } from './model.ts'
import { OVERVIEW_DAYS } from './overview-lines.ts'
import { respond, type SortAt } from './respond.ts'
import type { Course } from './session-lines.ts'
import type { ThemeName } from './themes.ts'

/** What the monitor asks the application, which lives in the same process. */
export type MonitorService = Pick<SessionService, 'list' | 'byIds' | 'changes' | 'refresh' | 'overview'> & {
  readonly conversations: Pick<SessionService['conversations'], 'timeline' | 'contextMakeUp' | 'findings'>
}

export interface MonitorParts {
  readonly service: MonitorService
  readonly clock: Pick<Clock, 'now'>
  /** Is told the newest state, once for all that happened since. */
  readonly show: (state: MonitorState) => void
  readonly sortAt: SortAt
  /** What only the terminal can do. */
  readonly redraw: () => void
  readonly suspend: () => void
  readonly takeMouse: (take: boolean) => void
  /** Looks at everything so often, on top of the changes that come by themselves. */
  readonly intervalMs: number | null
}

/** Sessions put together in one go, so that a key never waits for thousands. */
const SESSIONS_AT_ONCE = 100
/** Ages on the screen are this old at most. */
const TICK_MS = 5_000
/** Changes that come by themselves are shown together, as often as an eye follows them. */
const CHANGES_PAUSE_MS = 200
/** While transcripts are read for the first time. */
const INDEXING_POLL_MS = 1_000
/** Whoever holds a key down reads no transcript on the way. */
const COURSE_DELAY_MS = 120
/** A session that goes on is read again so often at most. */
const COURSE_PAUSE_MS = 2_000

/** Holds the state of the screen, follows the stream of changes, and does what keys ask for. */
export class Monitor {
  private readonly parts: MonitorParts
  private state: MonitorState
  private readonly leaving = new AbortController()
  private showing: 'no' | 'later' | 'now' = 'no'
  private showTimer: NodeJS.Timeout | undefined
  private isLoading = false
  private courseTimer: NodeJS.Timeout | undefined
  private isReadingCourse = false
  private courseIsOld = false

  constructor(parts: MonitorParts, first: MonitorState) {
    this.parts = parts
    this.state = first
  }

  /** Follows the sessions until `stop`. Rejects where the application fails. */
  async run(): Promise<void> {
    const { intervalMs } = this.parts
    const timers = [
      setInterval(() => this.tick(), TICK_MS),
      setInterval(() => this.pollIndexing(), INDEXING_POLL_MS),
      ...(intervalMs === null ? [] : [setInterval(() => void this.refresh(), intervalMs)]),
    ]
    try {
      while (!this.isLeaving) await this.follow()
    } finally {
      for (const timer of timers) clearInterval(timer)
      clearTimeout(this.courseTimer)
      clearTimeout(this.showTimer)
    }
  }

  stop(): void {
    this.leaving.abort()
  }

  input(input: Input): void {
    const [state, wish] = respond(this.state, input, this.parts.sortAt)
    this.update(state)
    if (wish === 'quit') this.stop()
    if (wish === 'refresh') void this.refresh()
    if (wish === 'redraw') this.parts.redraw()
    if (wish === 'suspend') this.parts.suspend()
  }

  resize(columns: number, lines: number): void {
    this.update(settle({ ...this.state, columns, lines }))
  }

  /** Settings are followed while the monitor runs; a theme that was chosen goes before theirs. */
  followSettings(theme: ThemeName, settingsTrouble: readonly string[]): void {
    const { themeIsChosen, theme: chosen } = this.state
    this.update({ ...this.state, theme: themeIsChosen ? chosen : theme, settingsTrouble })
  }

  /** How long the page is that was drawn. */
  notePageLength(pageLength: number): void {
    if (pageLength !== this.state.pageLength) this.state = { ...this.state, pageLength }
  }

  private get isLeaving(): boolean {
    return this.leaving.signal.aborted
  }

  /** What a person did shows at once. */
  private update(next: MonitorState, when: 'now' | 'later' = 'now'): void {
    const before = this.state
    if (next === before || this.isLeaving) return
    this.state = next
    if (next.takesMouse !== before.takesMouse) this.parts.takeMouse(next.takesMouse)
    if (next.scope !== before.scope) void this.reload()
    if (next.view === 'overview' && before.view !== 'overview') setImmediate(() => this.sumUp())
    if (next.selected !== before.selected || next.view !== before.view) this.readCourse(COURSE_DELAY_MS)
    if (when === 'now') this.showNow()
    else this.showLater()
  }

  private showNow(): void {
    if (this.showing === 'now') return
    clearTimeout(this.showTimer)
    this.showing = 'now'
    setImmediate(() => this.show())
  }

  private showLater(): void {
    if (this.showing !== 'no') return
    this.showing = 'later'
    this.showTimer = setTimeout(() => this.show(), CHANGES_PAUSE_MS)
  }

  private show(): void {
    this.showing = 'no'
    if (!this.isLeaving) this.parts.show(this.state)
  }

  /** The stream begins before the list is asked for, so that nothing falls between them. */
  private async follow(): Promise<void> {
    let isFirst = true
    for await (const change of this.parts.service.changes(this.leaving.signal)) {
      if (isFirst) this.load()
      else await this.apply(change)
      isFirst = false
    }
  }

  private load(): void {
    const list = this.list(Number.POSITIVE_INFINITY)
    const sessions = new Map(list.sessions.map((session) => [session.id, session]))
    this.update(settle({ ...this.state, sessions, ...aroundRows(list), now: list.generatedAt, busy: false }))
  }

  private list(limit: number): SessionList {
    return this.parts.service.list({ scope: this.state.scope, limit, offset: 0 })
  }

  private async apply({ changed, removed }: Change): Promise<void> {
    if (changed.length === 0 && removed.length === 0) return
    const fresh = new Map<string, Session>()
    for (let from = 0; from < changed.length; from += SESSIONS_AT_ONCE) {
      for (const session of this.parts.service.byIds(changed.slice(from, from + SESSIONS_AT_ONCE)))
        fresh.set(session.id, session)
      await nextTurn()
    }
    const sessions = new Map(this.state.sessions)
    for (const id of [...changed, ...removed]) if (!fresh.has(id)) sessions.delete(id)
    for (const [id, session] of fresh) sessions.set(id, session)
    this.update(
      settle({ ...this.state, sessions, now: this.parts.clock.now(), busy: this.isLoading }),
      'later',
    )
    const { selected } = this.state
    if (selected !== null && fresh.has(selected)) this.readCourse(COURSE_PAUSE_MS)
  }

  private tick(): void {
    this.update({ ...this.state, now: this.parts.clock.now() })
    if (this.state.view === 'overview') this.sumUp()
  }

  private pollIndexing(): void {
    if (this.state.indexing === null) return
    const around = aroundRows(this.list(1))
    if (around.indexing === null) this.load()
    else this.update({ ...this.state, ...around })
  }

  private sumUp(): void {
    if (!this.isLeaving) this.update({ ...this.state, overview: this.parts.service.overview(OVERVIEW_DAYS) })
  }

  private async reload(): Promise<void> {
    this.update({ ...this.state, busy: true })
    await nextTurn()
    this.load()
  }

  private async refresh(): Promise<void> {
    if (this.isLoading || this.isLeaving) return
    this.isLoading = true
    this.update({ ...this.state, busy: true })
    try {
      await this.parts.service.refresh()
      if (!this.isLeaving) this.load()
    } catch (cause) {
      const trouble = [`could not look again: ${reasonOf(cause)}`]
      this.update({ ...this.state, busy: false, trouble })
    } finally {
      this.isLoading = false
    }
  }

  /** Reads how the selected session went, when the selection has rested. One reading at a time. */
  private readCourse(afterMs: number): void {
    this.courseIsOld = true
    if (this.isReadingCourse) return
    clearTimeout(this.courseTimer)
    this.courseTimer = setTimeout(() => void this.fetchCourse(), afterMs)
  }

  private async fetchCourse(): Promise<void> {
    const { selected, view, course: before } = this.state
    if (selected === null || view === 'overview' || view === 'help') return
    this.isReadingCourse = true
    this.courseIsOld = false
    const course = await this.courseOf(selected, view === 'session', before)
    this.isReadingCourse = false
    if (this.state.selected === selected) this.update({ ...this.state, course })
    if (this.courseIsOld)
      this.readCourse(this.state.selected === selected ? COURSE_PAUSE_MS : COURSE_DELAY_MS)
  }

  /** `isWhole`: also what only its page shows. What is known of it stays until there is something newer. */
  private async courseOf(id: string, isWhole: boolean, before: Course | null): Promise<Course> {
    const known = before?.id === id ? before : null
    const { conversations } = this.parts.service
    try {
      const timeline = await conversations.timeline(id, null)
      const makeUp = isWhole ? await conversations.contextMakeUp(id, null) : (known?.makeUp ?? null)
      const findings = isWhole ? (await conversations.findings(id, null)).findings : (known?.findings ?? null)
      return { id, timeline, makeUp, findings, trouble: null }
    } catch (cause) {
      return { id, timeline: null, makeUp: null, findings: null, trouble: reasonOf(cause) }
    }
  }
}

/** What stands around the rows. */
function aroundRows({
  indexing,
  sources,
  failures,
}: SessionList): Pick<MonitorState, 'indexing' | 'trouble'> {
  const places = sources.reduce((sum, { problems }) => sum + problems.length, 0)
  const unread = `${places} ${places === 1 ? 'place' : 'places'} could not be read; llm-session doctor names them`
  return {
    indexing,
    trouble: [
      ...failures.map(({ provider, reason }) => `${provider} failed: ${reason}`),
      ...(places > 0 ? [unread] : []),
    ],
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof ConversationUnreadable) return cause.reason
  return cause instanceof Error ? cause.message : String(cause)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConversationUnreadable } from '../../core/conversation/conversation-source.ts'
import type { Change, SessionList } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/contract/session.ts'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import type { Timeline } from '../../shared/contract/timeline.ts'
import type { Input } from './input.ts'
import { firstState, type MonitorState } from './model.ts'
import { Monitor, type MonitorService } from './monitor.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
const NO_LIST: Omit<SessionList, 'sessions' | 'total'> = {
  generatedAt: NOW,
  sources: [],
  failures: [],
  indexing: null,
}
const press = (text: string): Input => ({ kind: 'text', text })

/** The application's answers, as a test sets them. */
class ScriptedService {
  readonly sessions = new Map<string, Session>()
  around: Partial<SessionList> = {}
  timelines: string[] = []
  refreshes = 0
  refresh: () => Promise<number> = async () => ++this.refreshes
  unreadable: string | undefined
  private waiting: Change[] = []
  private wake = (): void => {}

  put(...sessions: readonly Session[]): void {
    for (const session of sessions) this.sessions.set(session.id, session)
  }

  tell(changed: readonly string[], removed: readonly string[] = []): void {
    this.waiting.push({ revision: 1, changed: [...changed], removed: [...removed], at: NOW })
    this.wake()
  }

  readonly service: MonitorService = {
    list: ({ limit }) => {
      const sessions = [...this.sessions.values()].slice(0, limit)
      return { ...NO_LIST, sessions, total: this.sessions.size, ...this.around }
    },
    byIds: (ids) => ids.flatMap((id) => this.sessions.get(id) ?? []),
    changes: (signal) => this.changes(signal),
    refresh: () => this.refresh(),
    overview: () => {
      throw new Error('no test asks for it')
    },
    conversations: {
      timeline: async (id) => {
        this.timelines.push(id)
        if (this.unreadable !== undefined) throw new ConversationUnreadable(null, this.unreadable)
        return timelineOf(id)
      },
      contextMakeUp: async () => ({
        id: '',
        edition: '',
        total: 1,
        totalSource: 'reported',
        parts: [],
        since: null,
        cacheShare: null,
        sentence: '',
      }),
      findings: async (id) => ({ id, edition: '', findings: [] }),
    },
  }

  private async *changes(signal: AbortSignal | undefined): AsyncIterableIterator<Change> {
    yield { revision: 0, changed: [], removed: [], at: NOW }
    for (;;) {
      const next = this.waiting.shift()
      if (signal?.aborted) return
      if (next) yield next
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve
          signal?.addEventListener('abort', () => resolve(), { once: true })
        })
    }
  }
}

function timelineOf(id: string): Timeline {
  return { id, edition: '', contextLimit: null, points: [], pointsTotal: 0, markers: [], markersTotal: 0 }
}

describe('the monitor', () => {
  let scripted: ScriptedService
  let monitor: Monitor
  let running: Promise<void>
  let shown: MonitorState[]
  const asked: string[] = []

  beforeEach(() => {
    // Node's own turns go on as they are: only waits are skipped.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    scripted = new ScriptedService()
    scripted.put(sampleSession({ id: 'a:1', title: 'One' }), sampleSession({ id: 'a:2', title: 'Two' }))
    shown = []
    asked.length = 0
  })
  afterEach(async () => {
    monitor.stop()
    await running
    vi.useRealTimers()
  })

  async function start(intervalMs: number | null = null): Promise<void> {
    monitor = new Monitor(
      {
        service: scripted.service,
        clock: { now: () => NOW },
        show: (state) => shown.push(state),
        sortAt: () => undefined,
        redraw: () => asked.push('redraw'),
        suspend: () => asked.push('suspend'),
        takeMouse: (take) => asked.push(take ? 'take mouse' : 'give mouse'),
        intervalMs,
      },
      firstState({
        columns: 80,
        lines: 24,
        now: NOW,
        theme: 'dark',
        themeIsChosen: false,
        scope: 'recent',
        demo: false,
      }),
    )
    running = monitor.run()
    await settled()
  }

  /** Lets everything happen that is under way, and what it waits for. */
  async function settled(milliseconds = 0): Promise<MonitorState | undefined> {
    await vi.advanceTimersByTimeAsync(milliseconds)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    return shown.at(-1)
  }

  const ids = (state: MonitorState | undefined) => state?.rows.map(({ id }) => id)

  it('shows the list, and then what changes in it, without asking for the rest again', async () => {
    await start()
    expect(ids(shown.at(-1))).toEqual(['a:1', 'a:2'])
    expect(shown.at(-1)).toMatchObject({ busy: false, selected: 'a:1' })
    const list = vi.spyOn(scripted.service, 'list')
    scripted.put(sampleSession({ id: 'a:2', state: 'stuck' }), sampleSession({ id: 'a:3' }))
    scripted.tell(['a:2', 'a:3'])
    expect(ids(await settled(200))).toEqual(['a:2', 'a:1', 'a:3'])
    expect(list).not.toHaveBeenCalled()
  })

  it('lets go of sessions that are gone, said or not', async () => {
    await start()
    scripted.sessions.clear()
    scripted.tell(['a:1'], ['a:2'])
    expect(ids(await settled(200))).toEqual([])
  })

  it('shows many changes together, and a key at once', async () => {
    await start()
    const before = shown.length
    for (let round = 0; round < 50; round++) {
      scripted.put(sampleSession({ id: 'a:2', messages: round }))
      scripted.tell(['a:2'])
    }
    await settled()
    expect(shown).toHaveLength(before)
    monitor.input(press('j'))
    expect((await settled())?.selected).toBe('a:2')
    expect(shown).toHaveLength(before + 1)
    expect(shown.at(-1)?.sessions.get('a:2')?.messages).toBe(49)
  })

  it('reads how a session went once the selection rests, and then not for every change of it', async () => {
    await start()
    for (const key of ['j', 'k', 'j']) monitor.input(press(key))
    await settled(119)
    expect(scripted.timelines).toEqual([])
    const state = await settled(1)
    expect(scripted.timelines).toEqual(['a:2'])
    expect(state?.course).toEqual({
      id: 'a:2',
      timeline: timelineOf('a:2'),
      makeUp: null,
      findings: null,
      trouble: null,
    })
    for (let round = 0; round < 5; round++) {
      scripted.tell(['a:2'])
      await settled(100)
    }
    await settled(2_000)
    expect(scripted.timelines).toEqual(['a:2', 'a:2'])
  })

  it('reads more for the page of a session, and says why it cannot', async () => {
    await start()
    monitor.input({ kind: 'key', key: 'enter' })
    expect((await settled(200))?.course).toMatchObject({ id: 'a:1', findings: [], makeUp: { total: 1 } })
    scripted.unreadable = 'The transcript is gone.'
    monitor.input({ kind: 'key', key: 'right' })
    expect((await settled(2_200))?.course).toMatchObject({ id: 'a:2', trouble: 'The transcript is gone.' })
  })

  it('looks again when it is asked to, and says when it could not', async () => {
    await start()
    monitor.input(press('r'))
    expect((await settled())?.busy).toBe(false)
    expect(scripted.refreshes).toBe(1)
    scripted.refresh = async () => {
      throw new Error('the disk is gone')
    }
    monitor.input(press('r'))
    expect(await settled()).toMatchObject({
      busy: false,
      trouble: ['could not look again: the disk is gone'],
    })
  })

  it('looks again by itself where an interval is given, and else does not', async () => {
    await start(5_000)
    await settled(15_000)
    expect(scripted.refreshes).toBe(3)
    monitor.stop()
    await running
    await start()
    await settled(60_000)
    expect(scripted.refreshes).toBe(3)
  })

  it('follows the first reading of the transcripts to its end', async () => {
    const indexing = {
      filesDone: 1,
      filesTotal: 9,
      bytesDone: 1,
      bytesTotal: 9,
      bytesPerSecond: 1,
      secondsLeft: 8,
    }
    scripted.around = { indexing }
    await start()
    scripted.around = { indexing: { ...indexing, filesDone: 5 } }
    expect((await settled(1_000))?.indexing?.filesDone).toBe(5)
    scripted.around = {}
    scripted.put(sampleSession({ id: 'a:3' }))
    const state = await settled(1_000)
    expect(state?.indexing).toBeNull()
    expect(ids(state)).toHaveLength(3)
  })

  it('tells what could not be looked at', async () => {
    scripted.around = { failures: [{ provider: 'codex', reason: 'no such table' }] }
    await start()
    expect(shown.at(-1)?.trouble).toEqual(['codex failed: no such table'])
  })

  it('follows the settings, but for a theme that was chosen', async () => {
    await start()
    monitor.followSettings('cyberpunk', ['line 3: no such key'])
    expect(await settled()).toMatchObject({
      theme: 'cyberpunk',
      settingsTrouble: ['line 3: no such key'],
    })
    monitor.input(press('c'))
    monitor.followSettings('light', [])
    expect(await settled()).toMatchObject({ theme: 'minimal', settingsTrouble: [] })
  })

  it('asks the terminal for what only it can do', async () => {
    await start()
    for (const key of ['m', 'm']) monitor.input(press(key))
    monitor.input({ kind: 'key', key: 'suspend' })
    monitor.input({ kind: 'key', key: 'redraw' })
    expect(asked).toEqual(['give mouse', 'take mouse', 'suspend', 'redraw'])
  })

  it('shows nothing more once it is quit', async () => {
    await start()
    monitor.input(press('q'))
    await running
    const before = shown.length
    monitor.input(press('j'))
    await settled(10_000)
    expect(shown).toHaveLength(before)
  })
})

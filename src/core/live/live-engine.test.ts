import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Places } from '../ingest/look-at-places.ts'
import type { Logger } from '../ports.ts'
import type { WatchSystem } from './folder-watches.ts'
import { LiveEngine, type LiveWork } from './live-engine.ts'

type Change = Parameters<WatchSystem['watch']>[1]

let asleepMs: number
let log: string[]
let scanned: Places[]
let fail: boolean
let change: Change
let engine: LiveEngine
let noWatches: boolean

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z') })
  asleepMs = 0
  log = []
  scanned = []
  fail = false
  noWatches = false
  change = () => {}
})
afterEach(async () => {
  await engine.stop()
  vi.useRealTimers()
})

/** A look that fails while the disk is full. */
async function look(name: string): Promise<void> {
  log.push(name)
  if (fail) throw new Error('the disk is full')
}

const work: LiveWork = {
  walk: () => look('walk'),
  async scanPlaces(places) {
    await look('tail')
    scanned.push(places)
  },
  async processes() {
    await look('processes')
    return 'done'
  },
  check: () => Promise.resolve('same'),
  tell: () => false,
  interrupt() {},
}

const logger: Logger = { debug() {}, warn() {}, error: (message) => void log.push(message) }

/** An engine in an hour that tests own, with one folder that is watched. */
async function start({ watched = true } = {}): Promise<void> {
  engine = new LiveEngine({
    work,
    surroundings: {
      isWatched: () => watched,
      owns: () => true,
      indexFolder: '/data',
      liveSessions: () => 1,
      onBattery: () => undefined,
      load: () => 0,
      refreshMs: () => 5_000,
    },
    watchSystem: {
      blindSpot: () => undefined,
      watch(_folder, onEvent) {
        if (noWatches) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28 })
        change = onEvent
        return { close() {} }
      },
    },
    // As on Linux: the monotonic clock stands still while the machine sleeps.
    clock: { now: () => new Date(Date.now() + asleepMs), monotonicMs: () => Date.now() },
    logger,
  })
  engine.start()
  engine.follow({ folders: ['/transcripts'], roots: [{ path: '/transcripts', maxDepth: 1 }] })
  await vi.advanceTimersByTimeAsync(2_000)
  log.length = 0
}

function times(name: string): number {
  return log.filter((entry) => entry === name).length
}

describe('the engine', () => {
  it('looks at the process table every 5 s and walks every minute while somebody looks', async () => {
    await start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([times('processes'), times('walk')]).toEqual([12, 1])
  })

  it('does a sixth of that where nobody looks, and counts what it left out', async () => {
    await start({ watched: false })
    await vi.advanceTimersByTimeAsync(600_000)
    expect([times('processes'), times('walk')]).toEqual([20, 1])
    expect(engine.counts.skipped).toBeGreaterThanOrEqual(20 * 4)
  })

  it('takes a burst as one look at each file, and no more than ten looks a second', async () => {
    await start()
    for (let index = 0; index < 100; index++) {
      change('change', `${index % 5}.jsonl`)
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(200)
    expect(times('tail')).toBeLessThanOrEqual(11)
    expect(scanned.at(-1)?.files.length).toBeLessThanOrEqual(5)
    expect(times('walk')).toBe(0)
  })

  it('looks at everything as soon as it is told that the machine woke', async () => {
    await start()
    engine.hurry('the machine woke')
    await vi.advanceTimersByTimeAsync(1)
    expect([times('processes'), times('walk')]).toEqual([1, 1])
  })

  it('looks at a first change after 15 ms, not after the pause between two looks', async () => {
    await start()
    change('change', 'one.jsonl')
    await vi.advanceTimersByTimeAsync(20)
    expect(scanned).toEqual([{ files: ['/transcripts/one.jsonl'], folders: [] }])
  })

  it('walks once where thousands of files change at once', async () => {
    await start()
    for (let index = 0; index < 3_000; index++) change('change', `${index}.jsonl`)
    await vi.advanceTimersByTimeAsync(200)
    expect([times('walk'), scanned.length]).toEqual([1, 0])
  })

  it('lists the folders in turns where the system has no more watches', async () => {
    noWatches = true
    await start()
    scanned.length = 0
    await vi.advanceTimersByTimeAsync(10_000)
    expect(scanned).toHaveLength(5)
    expect(scanned[0]).toEqual({ files: [], folders: ['/transcripts'] })
  })

  it('looks at everything when the machine wakes', async () => {
    await start()
    await vi.advanceTimersByTimeAsync(5_000)
    log.length = 0
    asleepMs = 3_600_000
    await vi.advanceTimersByTimeAsync(1_100)
    expect([times('processes'), times('walk')]).toEqual([1, 1])
  })

  it('looks at everything when the clock is set back', async () => {
    await start()
    await vi.advanceTimersByTimeAsync(5_000)
    log.length = 0
    asleepMs = -3_600_000
    await vi.advanceTimersByTimeAsync(1_100)
    expect([times('processes'), times('walk')]).toEqual([1, 1])
  })

  it('forgets no change that could not be written, and is whole within 10 s when it can', async () => {
    await start()
    fail = true
    change('change', 'one.jsonl')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(times('tail')).toBeLessThanOrEqual(7)
    expect(times('a look (tail) failed; the next one comes')).toBe(times('tail'))
    fail = false
    await vi.advanceTimersByTimeAsync(10_000)
    expect(scanned).toEqual([{ files: ['/transcripts/one.jsonl'], folders: [] }])
  })

  it('tries a walk that failed again after 10 s', async () => {
    await start()
    fail = true
    await vi.advanceTimersByTimeAsync(60_000)
    const tried = times('walk')
    fail = false
    await vi.advanceTimersByTimeAsync(10_500)
    expect(times('walk')).toBe(tried + 1)
  })
})

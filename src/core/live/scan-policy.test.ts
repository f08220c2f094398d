import { describe, expect, it } from 'vitest'
import { type Kind, type LastLook, planLooks, type Situation, timeJump } from './scan-policy.ts'

const NOW = 1_000_000
const JUST_NOW: LastLook = { endedAt: NOW, tookMs: 1 }

function situation(known: Partial<Situation> = {}, last: Partial<Situation['last']> = {}): Situation {
  return {
    now: NOW,
    watched: true,
    owns: true,
    liveSessions: 1,
    changedAt: NOW,
    onBattery: false,
    load: 0,
    refreshMs: 5_000,
    unwatchedFolders: 0,
    urgent: undefined,
    walkSoon: undefined,
    last: { processes: JUST_NOW, check: JUST_NOW, walk: JUST_NOW, poll: JUST_NOW, ...last },
    ...known,
  }
}

function everySeconds(known: Partial<Situation>): Readonly<Record<Kind, number | undefined>> {
  const { processes, check, walk, poll } = planLooks(situation(known)).paces
  const seconds = ({ everyMs }: { everyMs: number | undefined }) => everyMs && everyMs / 1000
  return { processes: seconds(processes), check: seconds(check), walk: seconds(walk), poll: seconds(poll) }
}

describe('the pace of looks', () => {
  it.each<[string, Partial<Situation>, (number | undefined)[]]>([
    ['somebody looks', {}, [5, 1, 60, undefined]],
    ['somebody looks, and nothing changed for long', { changedAt: NOW - 601_000 }, [10, 2, 60, undefined]],
    ['somebody looks, and some folders have no watch', { unwatchedFolders: 3 }, [5, 1, 60, 2]],
    ['somebody looks, every minute', { refreshMs: 60_000 }, [60, 12, 60, undefined]],
    ['somebody looks, on battery', { onBattery: true }, [10, 2, 120, undefined]],
    ['somebody looks, and the machine is busy', { load: 4 }, [10, 2, 120, undefined]],
    ['nobody looks', { watched: false }, [30, undefined, 600, undefined]],
    [
      'nobody looks, and no session runs',
      { watched: false, liveSessions: 0 },
      [60, undefined, 600, undefined],
    ],
    ['nobody looks, on battery', { watched: false, onBattery: true }, [60, undefined, 1200, undefined]],
    ['another process keeps the index', { owns: false, unwatchedFolders: 3 }, [5, 1, 2, undefined]],
  ])('is this where %s', (_name, known, [processes, check, walk, poll]) => {
    expect(everySeconds(known)).toEqual({ processes, check, walk, poll })
  })

  it('never looks at the whole process table more often than every 5 s', () => {
    for (const watched of [true, false])
      for (const onBattery of [true, false, undefined])
        for (const load of [0, 8])
          for (const liveSessions of [0, 50])
            expect(
              planLooks(situation({ watched, onBattery, load, liveSessions })).paces.processes.everyMs,
            ).toBeGreaterThanOrEqual(5_000)
  })

  it('gives its reason', () => {
    const { paces } = planLooks(situation({ onBattery: true, load: 9 }))
    expect(paces.processes.reason).toBe('somebody looks, on battery, the machine is busy')
  })

  it('lets changes wait for each other where nobody looks', () => {
    expect(planLooks(situation()).tail.everyMs).toBe(100)
    expect(planLooks(situation({ watched: false })).tail.everyMs).toBe(2_000)
  })
})

describe('what is due', () => {
  it('is everything at the start, and after the machine slept', () => {
    const never: LastLook = { endedAt: undefined, tookMs: 0 }
    const start = planLooks(situation({}, { processes: never, check: never, walk: never })).dueInMs
    expect(start).toEqual({ processes: 0, check: 0, walk: 0, poll: Number.POSITIVE_INFINITY })
    const woken = planLooks(situation({ urgent: 'the machine slept' })).dueInMs
    expect(woken).toEqual({ processes: 0, check: 0, walk: 0, poll: Number.POSITIVE_INFINITY })
  })

  it('is a look as long after the last one as its pace says', () => {
    const { dueInMs } = planLooks(situation({ now: NOW + 4_000 }))
    expect(dueInMs).toMatchObject({ processes: 1_000, check: -3_000, walk: 56_000 })
  })

  it('is a look that takes long less often, so that it takes a fiftieth of the time at most', () => {
    const slow: LastLook = { endedAt: NOW, tookMs: 2_000 }
    expect(planLooks(situation({}, { processes: slow, walk: slow })).dueInMs).toMatchObject({
      processes: 100_000,
      walk: 100_000,
    })
  })

  it('is a walk soon after watches were made', () => {
    expect(planLooks(situation({ walkSoon: 'watches are new' })).dueInMs.walk).toBe(1_000)
  })
})

describe('a jump in time', () => {
  const before = { wall: 5_000_000, monotonic: 100_000 }
  const after = (wall: number, monotonic: number) =>
    timeJump(before, { wall: before.wall + wall, monotonic: before.monotonic + monotonic }, 1_000)

  it.each([
    ['time that went by', 1_000, 1_000, undefined],
    ['a late timer on a busy machine', 20_000, 20_000, undefined],
    ['a correction of the clock', -3_000, 1_000, undefined],
    [
      'sleep that the monotonic clock did not count',
      3_600_000,
      1_000,
      'the machine slept, or the clock was set forward',
    ],
    ['sleep that it counted', 3_600_000, 3_600_000, 'the machine slept'],
    ['a clock that was set back', -3_600_000, 1_000, 'the clock was set back'],
  ])('is told from the two clocks: %s', (_name, wall, monotonic, expected) => {
    expect(after(wall, monotonic)).toBe(expected)
  })
})

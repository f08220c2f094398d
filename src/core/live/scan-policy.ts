/** What is known when it is decided what to look at next. Instants are monotonic milliseconds. */
export interface Situation {
  readonly now: number
  /** Somebody is being told of changes. */
  readonly watched: boolean
  /** This process keeps the index; else another one does. */
  readonly owns: boolean
  /** Sessions whose process runs. */
  readonly liveSessions: number
  /** When a session was last seen to change; `undefined` where none was yet. */
  readonly changedAt: number | undefined
  /** `undefined` where the system does not tell. */
  readonly onBattery: boolean | undefined
  /** Processes that wait for a processor, for each processor there is. */
  readonly load: number
  /** The usual pace of looks at all processes while somebody looks; five checks go with each of them. */
  readonly refreshMs: number
  /** Folders of transcripts that no watch covers. */
  readonly unwatchedFolders: number
  /** Why everything is to be looked at now, whatever else holds; `undefined` where nothing says so. */
  readonly urgent: string | undefined
  /** Why all folders are to be looked at sooner than usual; `undefined` where nothing says so. */
  readonly walkSoon: 'watches are new' | 'a folder is new' | 'the last walk failed' | undefined
  readonly last: Readonly<Record<Kind, LastLook>>
}

/** A look of one kind: when it last ended (`undefined`: never) and how long it took. */
export interface LastLook {
  readonly endedAt: number | undefined
  readonly tookMs: number
}

/**
 * `processes`: the whole process table. `check`: whether the known processes still run, and their state files.
 * `walk`: all folders of transcripts. `poll`: the newest folders that no watch covers.
 */
export type Kind = 'processes' | 'check' | 'walk' | 'poll'

export interface Pace {
  /** `undefined`: not at all. */
  readonly everyMs: number | undefined
  readonly reason: string
}

export interface Plan {
  readonly paces: Readonly<Record<Kind, Pace>>
  /** Milliseconds until each look is due: 0 or less is now, infinite is never. */
  readonly dueInMs: Readonly<Record<Kind, number>>
  /** Least time between two looks at files that watches name. */
  readonly tail: Pace & { readonly everyMs: number }
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Nothing changed for so long: nobody works. */
const QUIET_MS = 10 * MINUTE
/** Checks of the known processes that go with one look at all of them. */
const CHECKS = 5
/** More processes than this wait for each processor: others need the machine more than we do. */
const BUSY_LOAD = 1.5
/** A look may take this part of the time at most: where the system is slow to tell, it is asked less often. */
const LARGEST_SHARE = 1 / 50
/** Between the last walk and one that has a reason to come sooner. */
const WALK_SOON_MS: Readonly<Record<NonNullable<Situation['walkSoon']>, number>> = {
  // What changed before the watches was seen by nobody.
  'watches are new': SECOND,
  'a folder is new': SECOND,
  // A disk that is full, say, may have room again.
  'the last walk failed': 10 * SECOND,
}

/** The usual pace of somebody who looks. */
const USUAL_MS: Readonly<Partial<Record<Kind, number>>> = { processes: 5 * SECOND, walk: MINUTE }

/** Looks of one kind that the usual pace would have made since the last one. */
export function skippedLooks(kind: Kind, { endedAt }: LastLook, now: number): number {
  const usual = USUAL_MS[kind]
  if (usual === undefined || endedAt === undefined) return 0
  return Math.max(0, Math.floor((now - endedAt) / usual) - 1)
}

/** Decides what is looked at when, and why. */
export function planLooks(situation: Situation): Plan {
  const paces = pacesOf(situation)
  const dueInMs = {
    processes: dueIn('processes', paces.processes, situation),
    check: dueIn('check', paces.check, situation),
    walk: dueIn('walk', paces.walk, situation),
    poll: dueIn('poll', paces.poll, situation),
  }
  return { paces, dueInMs, tail: tailPace(situation) }
}

function pacesOf(situation: Situation): Plan['paces'] {
  const { watched, owns, liveSessions, unwatchedFolders, refreshMs } = situation
  const quiet = isQuiet(situation)
  const poll: Pace =
    owns && unwatchedFolders > 0
      ? slowed(watched ? 2 * SECOND : 30 * SECOND, 'some folders cannot be watched', situation)
      : { everyMs: undefined, reason: 'every folder is watched' }
  if (!watched) {
    return {
      processes: slowed(liveSessions > 0 ? 30 * SECOND : MINUTE, 'nobody looks', situation),
      check: { everyMs: undefined, reason: 'nobody looks' },
      walk: owns
        ? slowed(10 * MINUTE, 'nobody looks, and watches tell what changes', situation)
        : { everyMs: 10 * SECOND, reason: 'another process keeps the index' },
      poll,
    }
  }
  const seen = quiet ? 'somebody looks, and nothing changes' : 'somebody looks'
  return {
    processes: slowed((quiet ? 2 : 1) * refreshMs, seen, situation),
    check: slowed(((quiet ? 2 : 1) * refreshMs) / CHECKS, seen, situation),
    walk: owns
      ? slowed(MINUTE, 'somebody looks, and watches tell what changes', situation)
      : { everyMs: 2 * SECOND, reason: 'another process keeps the index' },
    poll,
  }
}

/** Somebody who looks sees a change at once; where nobody does, changes wait for each other. */
function tailPace({ watched, onBattery }: Situation): Plan['tail'] {
  if (watched) return { everyMs: 100, reason: 'somebody looks' }
  return onBattery
    ? { everyMs: 10 * SECOND, reason: 'nobody looks, on battery' }
    : { everyMs: 2 * SECOND, reason: 'nobody looks' }
}

function isQuiet({ now, changedAt }: Situation): boolean {
  return changedAt !== undefined && now - changedAt > QUIET_MS
}

function slowed(everyMs: number, reason: string, { onBattery, load }: Situation): Pace {
  const reasons = [reason]
  let factor = 1
  if (onBattery) {
    factor *= 2
    reasons.push('on battery')
  }
  if (load > BUSY_LOAD) {
    factor *= 2
    reasons.push('the machine is busy')
  }
  return { everyMs: everyMs * factor, reason: reasons.join(', ') }
}

function dueIn(kind: Kind, { everyMs }: Pace, situation: Situation): number {
  const { now, last, urgent, walkSoon } = situation
  const { endedAt, tookMs } = last[kind]
  if (everyMs === undefined) return Number.POSITIVE_INFINITY
  if (endedAt === undefined || urgent !== undefined) return 0
  const due = endedAt + Math.max(everyMs, tookMs / LARGEST_SHARE) - now
  return kind === 'walk' && walkSoon ? Math.min(due, endedAt + WALK_SOON_MS[walkSoon] - now) : due
}

/** Both clocks at one moment, in milliseconds. */
export interface Moment {
  readonly wall: number
  readonly monotonic: number
}

/** A clock that runs a little fast or slow, or is corrected by so much, is no jump. */
const LARGEST_DRIFT_MS = 5 * SECOND
/** A timer that fires so late was not late: the machine slept. */
const LATEST_TIMER_MS = 30 * SECOND

/**
 * What happened between two moments that should be `expectedMs` apart at most, where time did not simply go by:
 * systems differ in whether their monotonic clock goes on while the machine sleeps.
 */
export function timeJump(before: Moment, after: Moment, expectedMs: number): string | undefined {
  const monotonic = after.monotonic - before.monotonic
  const drift = after.wall - before.wall - monotonic
  if (drift < -LARGEST_DRIFT_MS) return 'the clock was set back'
  if (drift > LARGEST_DRIFT_MS) return 'the machine slept, or the clock was set forward'
  return monotonic > expectedMs + LATEST_TIMER_MS ? 'the machine slept' : undefined
}

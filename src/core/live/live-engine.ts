import type { Bill } from '../../shared/contract/bill.ts'
import type { Places } from '../ingest/look-at-places.ts'
import type { FoundFolders } from '../ingest/found-folders.ts'
import type { Clock, Logger } from '../ports.ts'
import { ChangedPlaces } from './changed-places.ts'
import { FolderWatches, type WatchReport, type WatchSystem } from './folder-watches.ts'
import { oneAtATime, type Turns } from './one-at-a-time.ts'
import {
  type Kind,
  type LastLook,
  type Moment,
  type Plan,
  type Situation,
  planLooks,
  skippedLooks,
  timeJump,
} from './scan-policy.ts'

/** Unwatched folders that are looked at in one turn, the newest first. */
const POLLED_FOLDERS = 200
/** The first change of a burst waits so long for its companions: an assistant writes a file in several pieces. */
const LEAD_MS = 15
/** Between a look at named files that failed and the next try. */
const TAIL_RETRY_MS = 5_000
/** Never sleep for longer: battery and load are asked again. */
const LONGEST_SLEEP_MS = 60_000

/** What the engine drives. Each look may reject; the next one comes all the same. */
export interface LiveWork {
  /**
   * Looks at all folders of transcripts, or asks whether another process still keeps the index. `isContinued`: it
   * goes on with the work of the last one.
   */
  walk(isContinued: boolean): Promise<void>
  scanPlaces(places: Places): Promise<void>
  /**
   * Looks at the process table. `walk`: a process works in a folder that the last walk did not look in, or other
   * assistants are looked for since.
   */
  processes(): Promise<'done' | 'walk'>
  /** Looks at the known processes and their state files. `ended`: the whole table is worth a look. */
  check(): Promise<'same' | 'changed' | 'ended'>
  /** Tells listeners what the looks found. Answers whether that was anything. */
  tell(): boolean
  /** Ends a walk that goes on. */
  interrupt(): void
}

/** What is known of the machine and its people. */
export interface LiveSurroundings {
  readonly isWatched: () => boolean
  readonly owns: () => boolean
  /** Where the index lies. */
  readonly indexFolder: string
  readonly liveSessions: () => number
  readonly onBattery: () => boolean | undefined
  /** Processes that wait for a processor, for each processor. */
  readonly load: () => number
  /** Between two looks at all processes while somebody looks, as the person set it. */
  readonly refreshMs: () => number
}

export interface EngineParts {
  readonly work: LiveWork
  readonly surroundings: LiveSurroundings
  readonly watchSystem: WatchSystem
  readonly clock: Clock
  readonly logger: Logger
}

/** What the engine did since it was made. */
export interface EngineCounts {
  readonly wakeUps: number
  /** Looks at files that watches named. */
  readonly tails: number
  readonly done: Readonly<Record<Kind, number>>
  /** Looks that were left out, beside the pace that somebody who looks gets. */
  readonly skipped: number
}

const NEVER: LastLook = { endedAt: undefined, tookMs: 0 }

/** Decides when to look at what, by watches and by the policy, until it is stopped. */
export class LiveEngine {
  private readonly parts: EngineParts
  private readonly turns: Readonly<Record<Kind | 'tail', Turns<void>>>
  private readonly looks: Turns<void>
  private readonly running = new Set<Kind | 'tail'>()
  private readonly last: Record<Kind, LastLook> = { processes: NEVER, check: NEVER, walk: NEVER, poll: NEVER }
  private readonly done: Record<Kind, number> = { processes: 0, check: 0, walk: 0, poll: 0 }
  private readonly watches: FolderWatches
  private readonly places = new ChangedPlaces()
  /** When the first of them came. */
  private firstPlaceAt = 0
  private tailedAt = Number.NEGATIVE_INFINITY
  private changedAt: number | undefined
  /** A process works in a folder that the last walk did not look in. */
  private folderIsNew = false
  private walkSoon: Situation['walkSoon']
  private urgent: string | undefined
  private wakeUps = 0
  private tails = 0
  private skipped = 0
  private loop: Promise<void> | undefined
  private stopped = false
  private wakeLoop: (() => void) | undefined
  private currentPlan: Plan | undefined

  constructor(parts: EngineParts) {
    this.parts = parts
    this.watches = new FolderWatches((places) => this.noteChange(places), parts.watchSystem)
    this.looks = oneAtATime(async () => {
      await this.turns.walk.ask()
      await this.turns.processes.ask()
      if (this.folderIsNew) {
        await this.turns.walk.ask()
        await this.turns.processes.ask()
      }
      this.tell()
    })
    this.turns = {
      walk: this.turn('walk', () => this.walk()),
      processes: this.turn('processes', () => this.processes()),
      check: this.turn('check', () => this.check()),
      poll: this.turn('poll', () => this.poll()),
      tail: this.turn('tail', () => this.tail()),
    }
  }

  /** How often it looks at what, by the last decision; empty where it never made one. */
  get paces(): Bill['paces'] {
    if (!this.currentPlan) return []
    const { paces, tail } = this.currentPlan
    const named = [...KINDS.map((what) => ({ what, ...paces[what] })), { what: 'tail' as const, ...tail }]
    return named.map(({ what, everyMs, reason }) => ({ what, everyMs: everyMs ?? null, reason }))
  }

  get watching(): WatchReport {
    return this.watches.report
  }

  get counts(): EngineCounts {
    return { wakeUps: this.wakeUps, tails: this.tails, done: { ...this.done }, skipped: this.skipped }
  }

  /** Looks at everything once, however the pace is. */
  look(): Promise<void> {
    return this.looks.ask()
  }

  start(): void {
    this.loop ??= this.run()
  }

  /** Something is new that the policy should know at once. */
  wake(): void {
    this.wakeLoop?.()
  }

  /** Everything is looked at now, for this reason. */
  hurry(reason: string): void {
    this.urgent = reason
    this.wake()
  }

  /** A walk found these folders: from here on they are watched, while the engine runs. */
  follow(found: FoundFolders): void {
    if (!this.loop || this.stopped) return
    // What changed between the walk's look and the watch was seen by neither.
    if (this.watches.follow(found)) this.walkSoon = 'watches are new'
  }

  /** Resolves when no look goes on any more. */
  async stop(): Promise<void> {
    this.stopped = true
    this.watches.close()
    this.parts.work.interrupt()
    this.wake()
    await this.loop
    await Promise.all([this.looks, ...Object.values(this.turns)].map((turn) => turn.settled()))
  }

  private turn(kind: Kind | 'tail', work: () => Promise<void>): Turns<void> {
    const { clock } = this.parts
    return oneAtATime(async () => {
      const startedAt = clock.monotonicMs()
      this.running.add(kind)
      if (kind !== 'tail') this.skipped += skippedLooks(kind, this.last[kind], startedAt)
      try {
        await work()
      } finally {
        this.running.delete(kind)
        const endedAt = clock.monotonicMs()
        if (kind !== 'tail') {
          this.last[kind] = { endedAt, tookMs: endedAt - startedAt }
          this.done[kind]++
        }
        this.wake()
      }
    })
  }

  private async run(): Promise<void> {
    let before = this.moment()
    let expectedMs = LONGEST_SLEEP_MS
    while (!this.stopped) {
      this.wakeUps++
      const now = this.moment()
      this.urgent = timeJump(before, now, expectedMs) ?? this.urgent
      before = now
      const plan = this.decide(now.monotonic)
      this.beginDue(plan)
      expectedMs = Math.min(LONGEST_SLEEP_MS, ...this.waits(plan, now.monotonic))
      await this.sleep(expectedMs)
    }
  }

  private moment(): Moment {
    const { clock } = this.parts
    return { wall: clock.now().getTime(), monotonic: clock.monotonicMs() }
  }

  private decide(now: number): Plan {
    const { surroundings, logger } = this.parts
    const plan = planLooks({
      now,
      watched: surroundings.isWatched(),
      owns: surroundings.owns(),
      liveSessions: surroundings.liveSessions(),
      changedAt: this.changedAt,
      onBattery: surroundings.onBattery(),
      load: surroundings.load(),
      refreshMs: surroundings.refreshMs(),
      unwatchedFolders: this.watches.unwatched.length,
      urgent: this.urgent,
      walkSoon: this.walkSoon,
      last: this.last,
    })
    if (this.urgent !== undefined) logger.debug(`everything is looked at: ${this.urgent}`)
    for (const kind of KINDS) {
      const { everyMs, reason } = plan.paces[kind]
      const known = this.currentPlan?.paces[kind]
      if (known?.reason !== reason || known.everyMs !== everyMs) logger.debug(paceText(kind, plan))
    }
    this.urgent = undefined
    this.currentPlan = plan
    return plan
  }

  private beginDue(plan: Plan): void {
    for (const kind of KINDS) {
      if (plan.dueInMs[kind] > 0 || this.running.has(kind)) continue
      if (kind === 'walk') this.walkSoon = undefined
      this.begin(kind)
    }
    if (this.tailWait(plan, this.parts.clock.monotonicMs()) <= 0 && !this.running.has('tail'))
      this.begin('tail')
  }

  private begin(kind: Kind | 'tail'): void {
    this.running.add(kind)
    this.lookOnce(kind).catch((cause: unknown) => {
      if (this.stopped) return
      if (kind === 'walk') this.walkSoon = 'the last walk failed'
      this.parts.logger.error(`a look (${kind}) failed; the next one comes`, cause)
    })
  }

  private async lookOnce(kind: Kind | 'tail'): Promise<void> {
    await this.turns[kind].ask()
    // A check tells what it found by itself, for it mostly finds nothing.
    if (!this.stopped && kind !== 'check') this.tell()
  }

  private tell(): void {
    if (this.parts.work.tell()) this.changedAt = this.parts.clock.monotonicMs()
  }

  private waits(plan: Plan, now: number): number[] {
    const waits = KINDS.filter((kind) => !this.running.has(kind)).map((kind) => plan.dueInMs[kind])
    return this.running.has('tail') ? waits : [...waits, this.tailWait(plan, now)]
  }

  /** Milliseconds until the files that watches named are looked at; infinite where there are none. */
  private tailWait({ tail }: Plan, now: number): number {
    if (this.places.isEmpty) return Number.POSITIVE_INFINITY
    return Math.max(this.firstPlaceAt + LEAD_MS, this.tailedAt + tail.everyMs) - now
  }

  private noteChange(places: Places): void {
    if (this.stopped) return
    const wasEmpty = this.places.isEmpty
    this.places.add(places)
    if (!wasEmpty) return
    this.firstPlaceAt = this.parts.clock.monotonicMs()
    this.wake()
  }

  private async tail(): Promise<void> {
    this.tailedAt = this.parts.clock.monotonicMs()
    const isTooMuch = this.places.isTooMuch
    const places = this.places.take()
    this.tails++
    if (isTooMuch) return this.turns.walk.ask()
    try {
      await this.parts.work.scanPlaces(places)
    } catch (error) {
      // Nobody else knows of these changes until the next walk.
      this.places.add(places)
      this.tailedAt += TAIL_RETRY_MS
      throw error
    }
  }

  private async walk(): Promise<void> {
    const isContinued = this.folderIsNew
    this.folderIsNew = false
    const { work, surroundings } = this.parts
    await work.walk(isContinued)
    // Whoever only reads is told by the keeper's writing.
    if (!surroundings.owns()) this.follow({ folders: [surroundings.indexFolder], roots: [] })
  }

  private async processes(): Promise<void> {
    if ((await this.parts.work.processes()) === 'done') return
    this.folderIsNew = true
    this.walkSoon = 'a folder is new'
  }

  private async check(): Promise<void> {
    const { work } = this.parts
    const found = await work.check()
    if (found === 'ended') await this.turns.processes.ask()
    if (found !== 'same' && !this.stopped) this.tell()
  }

  private async poll(): Promise<void> {
    await this.parts.work.scanPlaces({ files: [], folders: this.watches.unwatched.slice(0, POLLED_FOLDERS) })
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (this.stopped || milliseconds <= 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.wakeLoop = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.wakeLoop = undefined
  }
}

const KINDS: readonly Kind[] = ['processes', 'check', 'walk', 'poll']

function paceText(kind: Kind, { paces }: Plan): string {
  const { everyMs, reason } = paces[kind]
  return `${kind}: ${everyMs === undefined ? 'not' : `every ${everyMs / 1000} s`}, as ${reason}`
}

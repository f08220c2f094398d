import type { Logger } from '../ports.ts'

/** Between the end of one look and the start of the next. */
const WATCHED_MS = 2_000
const UNWATCHED_MS = 15_000
/** How often a waiting heartbeat checks whether somebody has begun to watch. */
const STEP_MS = 500

export interface HeartbeatParts {
  readonly look: () => Promise<unknown>
  /** Whether somebody is being told of changes. */
  readonly isWatched: () => boolean
  readonly logger: Logger
}

/** Keeps looking: often while somebody watches, seldom while nobody does. */
export class Heartbeat {
  private readonly parts: HeartbeatParts
  private running: Promise<void> | undefined
  private stopped = false
  private wake: (() => void) | undefined

  constructor(parts: HeartbeatParts) {
    this.parts = parts
  }

  async start(): Promise<void> {
    this.running ??= this.run()
  }

  /** Resolves when no look goes on any more. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake?.()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.parts.look()
      } catch (cause) {
        this.parts.logger.error('a look at the sessions failed; the next one comes', cause)
      }
      await this.pause()
    }
  }

  private async pause(): Promise<void> {
    for (
      let waited = 0;
      !this.stopped && waited < (this.parts.isWatched() ? WATCHED_MS : UNWATCHED_MS);
      waited += STEP_MS
    ) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, STEP_MS)
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
}

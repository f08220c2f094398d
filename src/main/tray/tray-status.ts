import type { Session } from '../../shared/contract/session.ts'
import { type TrayItem, trayMenu } from './tray-menu.ts'
import { summarize, type TrayPause, type TraySummary } from './tray-summary.ts'

const QUIET_MS = 60 * 60_000

export interface TrayStatusParts {
  readonly now: () => Date
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  readonly schedule: (milliseconds: number, action: () => void) => () => void
  readonly assistantName: (provider: string) => string
  readonly show: (summary: TraySummary, items: readonly TrayItem[]) => void
}

/** What the tray shows, and the two switches in its menu. */
export interface TrayStatus {
  readonly setSessions: (sessions: readonly Session[]) => void
  /** The first look is over: what is shown is so now, and not as it was last time. */
  readonly setReady: () => void
  /** The sessions cannot be followed at present. */
  readonly setLost: () => void
  readonly setPaused: (on: boolean) => void
  readonly setQuiet: (on: boolean) => void
  readonly quietUntil: () => Date | undefined
}

export function createTrayStatus(parts: TrayStatusParts): TrayStatus {
  let sessions: readonly Session[] = []
  let pause: TrayPause = 'starting'
  let quiet: { readonly until: Date; readonly cancel: () => void } | undefined
  const draw = (): void => {
    const summary = summarize(sessions, pause)
    const { assistantName } = parts
    const items = trayMenu({
      summary,
      assistantName,
      paused: pause === 'paused',
      quietUntil: quiet?.until,
    })
    parts.show(summary, items)
  }
  const endQuiet = (): void => {
    quiet?.cancel()
    quiet = undefined
    draw()
  }
  return {
    setSessions(found) {
      sessions = found
      if (pause === 'lost') pause = undefined
      draw()
    },
    setReady() {
      if (pause === 'starting') pause = undefined
      draw()
    },
    setLost() {
      if (pause !== 'paused') pause = 'lost'
      draw()
    },
    setPaused(on) {
      pause = on ? 'paused' : undefined
      draw()
    },
    setQuiet(on) {
      endQuiet()
      if (!on) return
      const until = new Date(parts.now().getTime() + QUIET_MS)
      quiet = { until, cancel: parts.schedule(QUIET_MS, endQuiet) }
      draw()
    },
    quietUntil: () => quiet?.until,
  }
}

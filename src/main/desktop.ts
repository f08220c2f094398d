import { setTimeout as after } from 'node:timers/promises'
import { app, screen } from 'electron'
import { join } from 'node:path'
import type { App } from '../core/app.ts'
import type { Logger } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import type { PageRequest } from '../shared/contract/desktop.ts'
import { createSessionNotifications } from './notifications/session-notifications.ts'
import type { ShowNotice } from './notifications/show-notice.ts'
import { canPlacePopover, popoverPlace } from './popover-place.ts'
import type { PreferencesKeeper } from './preferences/preferences.ts'
import { createSessionWatch, type SessionSource } from './session-watch.ts'
import { createTrayIcon } from './tray/tray-icon.ts'
import type { TrayCommand } from './tray/tray-menu.ts'
import { isTrayShown } from './tray/tray-presence.ts'
import { createTrayStatus, type TrayStatus } from './tray/tray-status.ts'
import { createDesktopWindows } from './desktop-windows.ts'
import { asSample, sampleNotices } from './sample-data.ts'
import { showDoctor } from './show-doctor.ts'

/** More sessions than anybody runs; only live and recent ones are asked for. */
const WATCHED_SESSIONS = 5_000

export interface DesktopParts {
  readonly core: App
  readonly preferences: PreferencesKeeper
  readonly logger: Logger
  /** True where the sessions are made up: what leaves the window says so. */
  readonly demo: boolean
  /** URL of the page. */
  readonly page: string
  /** Folder of the page, the preload and the pictures. */
  readonly built: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly assistantName: (provider: string) => string
  readonly showNotice: ShowNotice
  /** Aborts when the app quits. */
  readonly signal: AbortSignal
}

/** What is on the screen of the app, and what it does by itself: windows, tray, notifications. */
export interface Desktop {
  /** With a session where one is named. */
  readonly openDashboard: (sessionId?: string) => void
  /** Opens the dashboard and has it show this. */
  readonly ask: (request: PageRequest) => void
  /** To be called when all sessions were looked at once: what is found until then was there before. */
  readonly begin: () => void
  /** Quits where nothing would be left on the screen. */
  readonly afterLastWindow: () => Promise<void>
  readonly close: () => void
}

export function createDesktop(parts: DesktopParts): Desktop {
  const { core, logger, platform, preferences } = parts
  const windows = createDesktopWindows(parts)
  const openSession = (id: string): void => windows.openDashboard({ kind: 'session', id })

  const run = (command: TrayCommand): void => {
    if (command.kind === 'openSession') openSession(command.id)
    else if (command.kind === 'openDashboard') windows.openDashboard()
    else if (command.kind === 'openPreferences') windows.openDashboard({ kind: 'preferences' })
    else if (command.kind === 'openDoctor') showDoctor(core).catch(report('The doctor failed.'))
    else if (command.kind === 'quiet') status.setQuiet(command.on)
    else if (command.kind === 'pause') pause(command.on)
    else app.quit()
  }
  const report = (message: string) => (cause: unknown) => logger.error(message, cause)
  const tray = createTrayIcon({
    platform,
    pictures: join(parts.built, 'tray'),
    onCommand: run,
    onClick(bounds) {
      if (canPlacePopover(platform, parts.env)) windows.togglePopover(placeAt(bounds))
      else windows.openDashboard()
    },
  })
  const status: TrayStatus = createTrayStatus({
    now: systemClock.now,
    schedule,
    assistantName: parts.assistantName,
    show: parts.demo ? (summary, items) => tray.show(asSample(summary), items) : tray.show,
  })
  const notify = createSessionNotifications({
    thresholds: () => core.settings().notifications,
    now: systemClock.now,
    preferences: preferences.current,
    quietUntil: status.quietUntil,
    isInFront: windows.isDashboardInFront,
    assistantName: parts.assistantName,
    show: parts.demo ? sampleNotices(parts.showNotice) : parts.showNotice,
    openSession,
    onFailed: report('A notification could not be shown.'),
  })
  const source = sourceFrom(core)
  let isNotifying = false
  const watch = createSessionWatch({
    source,
    onSessions(sessions) {
      status.setSessions(sessions)
      if (isNotifying) notify(sessions)
    },
    onLost(cause) {
      status.setLost()
      logger.error('The sessions cannot be followed; the next attempt comes.', cause)
    },
    delay,
  })
  const pause = (on: boolean): void => {
    watch.set(!on)
    status.setPaused(on)
  }
  watch.set(true)
  return {
    openDashboard: (sessionId) =>
      sessionId === undefined ? windows.openDashboard() : openSession(sessionId),
    ask: windows.openDashboard,
    begin() {
      isNotifying = true
      notify(source.list())
      status.setReady()
    },
    async afterLastWindow() {
      if (preferences.current().keepInTray && (await isTrayShown(platform))) return
      if (platform !== 'darwin') app.quit()
    },
    close() {
      watch.set(false)
      status.setQuiet(false)
      tray.destroy()
    },
  }
}

/** At the tray's picture, or at the pointer where the system does not tell where the picture is. */
function placeAt(bounds: { x: number; y: number; width: number; height: number }) {
  const anchor = bounds.width > 0 ? bounds : { ...screen.getCursorScreenPoint(), width: 0, height: 0 }
  return popoverPlace(anchor, screen.getDisplayNearestPoint(anchor).workArea)
}

function schedule(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds)
  return () => clearTimeout(timer)
}

async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await after(milliseconds, undefined, { signal })
  } catch {
    // Aborted: nobody waits any more.
  }
}

function sourceFrom({ service }: App): SessionSource {
  return {
    list: () => service.list({ scope: 'recent', limit: WATCHED_SESSIONS, offset: 0 }).sessions,
    byIds: (ids) => service.byIds(ids),
    changes: (signal) => service.changes(signal),
  }
}

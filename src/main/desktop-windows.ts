import { join } from 'node:path'
import { app, type BrowserWindow, dialog, screen } from 'electron'
import { createRouter } from '../core/api/router.ts'
import type { Logger } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import { serveContractOnPort } from './contract-port.ts'
import type { CrashReport } from './crash-policy.ts'
import type { DesktopParts } from './desktop.ts'
import { createDesktopRouter } from './desktop-router.ts'
import { openOutside } from './open-outside.ts'
import { visiblePlace } from './preferences/visible-place.ts'
import { isTrayShown } from './tray/tray-presence.ts'
import type { WindowKind } from './window-options.ts'
import { createWindows, type Windows } from './windows.ts'

/** The windows, with what their pages are served and what becomes of their places, links and crashes. */
export function createDesktopWindows(parts: DesktopParts): Windows {
  const { core, logger, page, preferences, built, platform } = parts
  const router = createRouter(core.service)
  const windows = createWindows({
    preload: join(built, 'preload', 'index.cjs'),
    page,
    monotonicMs: systemClock.monotonicMs,
    serve(port, isOurPage, requests) {
      const services = {
        preferences,
        isTrayShown: () => isTrayShown(platform),
        openDashboard: (id: string | null) =>
          windows.openDashboard(id === null ? undefined : { kind: 'session', id }),
      }
      const desktop = createDesktopRouter(services, requests)
      return serveContractOnPort(port, { router: { ...router, ...desktop }, logger, isOurPage })
    },
    onCrash: (kind, crash) => onCrash(kind, crash, logger),
    onLoadFailed: (cause) => logger.error('The page could not be loaded.', cause),
    onLink: (url) =>
      void openOutside(url).catch((cause) => logger.error('A link could not be opened.', cause)),
    dashboardPlace() {
      const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
      return visiblePlace(preferences.windowPlace(), areas)
    },
    onDashboardPlaced(window) {
      try {
        preferences.setWindowPlace(placeOf(window))
      } catch (cause) {
        logger.error('The place of the window could not be kept.', cause)
      }
    },
  })
  return windows
}

function placeOf(window: BrowserWindow) {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}

function onCrash(kind: WindowKind, { reason, action }: CrashReport, logger: Logger): void {
  logger.error(`The page’s process of the ${kind} ended (${reason}) and was ${action}.`, undefined)
  if (action === 'reloaded') return
  dialog.showErrorBox('LLM Session Manager', 'Its window ended several times in a row and was given up.')
  app.quit()
}

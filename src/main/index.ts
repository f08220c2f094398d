import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, protocol, session } from 'electron'
import { createRouter } from '../core/api/router.ts'
import type { Logger } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import { APP_SCHEME, APP_SCHEME_PRIVILEGES, createAppProtocol } from './app-protocol.ts'
import { serveContractOnPort } from './contract-port.ts'
import type { CrashReport } from './crash-policy.ts'
import { createDesktopLogger } from './desktop-logger.ts'
import { menuTemplate } from './menu-template.ts'
import { type OpenedCore, openCore } from './open-core.ts'
import { focusWindow, openWindow } from './open-window.ts'
import { isAllowedRequest, pageAddress } from './page-address.ts'
import { denyPermissions } from './permission-policy.ts'
import { quitInOrder } from './quit-in-order.ts'

const BUILT = join(import.meta.dirname, '..')

/** Everything that must hold before the first page exists. */
function guardPages(page: string): void {
  protocol.handle(APP_SCHEME, createAppProtocol(join(BUILT, 'renderer')))
  denyPermissions(session.defaultSession)
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, page) })
  })
}

/** Keeps one window: opens it where there is none, else brings it to the front. */
function createWindowKeeper(core: OpenedCore, page: string, logger: Logger): () => void {
  let window: BrowserWindow | undefined
  const router = createRouter(core.app.service)
  const onCrash = ({ reason, action }: CrashReport): void => {
    logger.error(`The page’s process ended (${reason}) and was ${action}.`, undefined)
    if (action === 'reloaded') return
    dialog.showErrorBox('LLM Session Manager', 'Its window ended several times in a row and was given up.')
    app.quit()
  }
  return () => {
    if (window !== undefined) return focusWindow(window)
    window = openWindow({
      preload: join(BUILT, 'preload', 'index.cjs'),
      page,
      serve: (port) => serveContractOnPort(port, { router, logger }),
      monotonicMs: systemClock.monotonicMs,
      onCrash,
      onLoadFailed: (cause) => logger.error('The page could not be loaded.', cause),
    })
    window.once('closed', () => (window = undefined))
  }
}

async function run(logger: Logger): Promise<void> {
  await app.whenReady()
  const { env, platform } = process
  const page = pageAddress({ isPackaged: app.isPackaged, env })
  const demo = process.argv.includes('--demo')
  guardPages(page)
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ isMac: platform === 'darwin', isPackaged: app.isPackaged })),
  )
  const home = env['HOME'] || env['USERPROFILE'] || homedir()
  const core = await openCore({ platform, home, env, version: app.getVersion(), demo, logger })
  quitInOrder(
    app,
    () => core.close(),
    (cause) => logger.error('The core did not stop in order.', cause),
  )
  const showWindow = createWindowKeeper(core, page, logger)
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  showWindow()
  await core.app.start()
}

const logger = createDesktopLogger((line) => process.stderr.write(line), process.argv.includes('--verbose'))
app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: APP_SCHEME_PRIVILEGES }])
if (app.requestSingleInstanceLock()) {
  run(logger).catch((cause: unknown) => {
    logger.error('The application could not start.', cause)
    dialog.showErrorBox(
      'LLM Session Manager could not start',
      cause instanceof Error ? cause.message : String(cause),
    )
    app.exit(1)
  })
} else {
  app.quit()
}

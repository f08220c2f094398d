import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, Menu, nativeTheme, powerMonitor, protocol, session } from 'electron'
import type { Logger } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import { APP_SCHEME, createAppProtocol } from './app-protocol.ts'
import { createDesktop, type Desktop } from './desktop.ts'
import { setLoginItem } from './login-item.ts'
import { menuTemplate } from './menu-template.ts'
import { openSystemNotifier } from './notifications/system-notifier.ts'
import { openCore } from './open-core.ts'
import { isAllowedRequest, pageAddress } from './page-address.ts'
import { denyPermissions } from './permission-policy.ts'
import { openPreferences } from './preferences/open-preferences.ts'
import { desktopPower } from './power.ts'
import type { PreferencesKeeper } from './preferences/preferences.ts'
import { quitInOrder } from './quit-in-order.ts'
import { commandOfThisRun, startArguments } from './start-arguments.ts'
import { isTrayShown } from './tray/tray-presence.ts'

/** Folder of all builds: the page, the pictures, this file's own. */
const BUILT = join(import.meta.dirname, '..')

/** Links of this scheme, from anywhere, do one thing: they bring the window to the front. Nothing in them is read. */
const LINK_SCHEME = 'llm-session-manager'

/** As in electron-builder.yml: the installer's shortcut carries it. */
const APP_ID = 'org.llm-session-manager.desktop'

/** Everything that must hold before the first page exists. */
function guardPages(page: string): void {
  protocol.handle(APP_SCHEME, createAppProtocol(join(BUILT, 'renderer')))
  denyPermissions(session.defaultSession)
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, page) })
  })
}

/** The application from the moment on that it is the only one of its kind. */
export async function runDesktop(logger: Logger): Promise<void> {
  const { env, platform, argv, execPath, execArgv } = process
  const { hidden, demo, sessionId } = startArguments(argv)
  // Before Electron is ready: macOS tells of a link that started the app at once.
  const wanted = Promise.withResolvers<(sessionId?: string) => void>()
  const show = (): void => void wanted.promise.then((openDashboard) => openDashboard())
  app.on('second-instance', (_event, again) => {
    const { sessionId } = startArguments(again)
    void wanted.promise.then((openDashboard) => openDashboard(sessionId))
  })
  app.on('activate', show)
  app.on('open-url', show)

  await app.whenReady()
  const page = pageAddress({ isPackaged: app.isPackaged, env })
  guardPages(page)
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)

  const home = env['HOME'] || env['USERPROFILE'] || homedir()
  const power = desktopPower(powerMonitor, platform)
  const core = await openCore({ platform, home, env, version: app.getVersion(), demo, power, logger })
  const preferences = openPreferences(core.settingsFolder, systemClock.now())
  for (const problem of preferences.problems) logger.warn(problem)
  // Sample data is to try the app with: nothing of the system is changed for it.
  applyPreferences(preferences, demo ? undefined : home)

  const quitting = new AbortController()
  const { providers } = await core.app.service.info()
  const desktop = createDesktop({
    core: core.app,
    preferences,
    logger,
    demo,
    page,
    built: BUILT,
    platform,
    env,
    assistantName: (id) => providers.find((provider) => provider.id === id)?.name ?? id,
    showNotice: await openSystemNotifier({
      platform,
      icon: join(BUILT, 'icons', '128x128.png'),
      programs: notifierPrograms(),
      appId: app.isPackaged ? APP_ID : undefined,
      signal: quitting.signal,
    }),
    signal: quitting.signal,
  })
  setMenu(desktop)
  const stop = async (): Promise<void> => {
    quitting.abort()
    desktop.close()
    await core.close()
  }
  quitInOrder(app, stop, (cause) => logger.error('The core did not stop in order.', cause))
  app.on('window-all-closed', () => void desktop.afterLastWindow())
  if (!hidden || !(await isTrayShown(platform))) desktop.openDashboard(sessionId)
  wanted.resolve(desktop.openDashboard)
  const command = commandOfThisRun(execPath, execArgv, argv)
  await core.app.announce({ kind: 'desktop', command })
  // First, because only a look of a started core leaves watches on the folders that it finds.
  await core.app.start()
  await core.app.look()
  desktop.begin()
}

function setMenu({ ask }: Desktop): void {
  const isMac = process.platform === 'darwin'
  const template = menuTemplate({
    isMac,
    isPackaged: app.isPackaged,
    onPreferences: () => ask({ kind: 'preferences' }),
    onImport: () => ask({ kind: 'import' }),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** node-notifier's programs for macOS and Windows, beside the archive that the system cannot start them from. */
function notifierPrograms(): string {
  const folder = join(app.getAppPath(), 'node_modules', 'node-notifier', 'vendor')
  return folder.replace('app.asar', 'app.asar.unpacked')
}

/** The login item is touched when the choice changes, and never at a start: it can be changed in the system too. */
function applyPreferences(preferences: PreferencesKeeper, home: string | undefined): void {
  nativeTheme.themeSource = preferences.current().theme
  preferences.onChange((now, before) => {
    nativeTheme.themeSource = now.theme
    if (home === undefined) return
    if (now.startAtLogin === before.startAtLogin && now.startHidden === before.startHidden) return
    const { platform, env, execPath } = process
    const program = env['APPIMAGE'] ?? execPath
    const command = app.isPackaged ? [program] : [program, app.getAppPath()]
    setLoginItem(app, { platform, home, env, command }, now)
  })
}

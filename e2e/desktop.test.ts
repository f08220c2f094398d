import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sampleContext } from '../src/core/exchange/testing/sample-context.ts'
import { contextText } from '../src/core/exchange/write-contexts.ts'
import { type DesktopSession, openDesktopSession } from './desktop/desktop-session.ts'
import { type GrowingSession, startGrowingSession } from './desktop/growing-session.ts'
import { processesOf } from './desktop/processes-of.ts'
import { electronBinary, launchDesktop, type RunningDesktop } from './desktop/launch-desktop.ts'
import { missingPrograms } from './desktop/programs.ts'
import { type TrayOnBus, trayItems, trayOnBus } from './desktop/tray-on-bus.ts'
import { findBrowser } from './browser.ts'
import { dropOn } from './drop-on-page.ts'
import { run } from './terminal/command.ts'
import { type Home, makeHome } from './terminal/home.ts'

const missing = [
  ...missingPrograms(),
  ...(electronBinary() === undefined && findBrowser() === undefined ? ['chromium'] : []),
]
const canRun = process.platform === 'linux' && missing.length === 0
const why = process.platform === 'linux' ? `missing: ${missing.join(', ')}` : 'for Linux'
/** Far more than anything takes, on a machine that is busy with other tests. */
const LIMIT = { timeout: 60_000, interval: 200 } as const

console.log(
  canRun
    ? `desktop journeys run on ${electronBinary() ?? 'the stand-in for Electron'}`
    : `desktop journeys are skipped, ${why}`,
)

describe.runIf(canRun)('the desktop app, built', { timeout: 90_000 }, () => {
  let session: DesktopSession
  let home: Home
  let desktop: RunningDesktop
  let growing: GrowingSession
  let tray: TrayOnBus
  const kept = (): string => readFileSync(join(home.data, 'preferences.json'), 'utf8')

  beforeAll(async () => {
    session = await openDesktopSession()
    home = makeHome()
    growing = await startGrowingSession(home, join(home.path, 'billing'))
    desktop = await launchDesktop({
      args: ['--hidden'],
      env: { ...session.env, HOME: home.path, LLM_SESSION_HOME: home.data },
      folder: join(home.path, '..'),
    })
    const item = await vi.waitFor(async () => {
      const [first] = await trayItems(session.bus)
      if (first === undefined) throw new Error('the tray is empty')
      return first
    }, LIMIT)
    tray = trayOnBus(session.bus, item)
  }, 120_000)

  afterAll(async () => {
    await desktop?.kill()
    await growing?.end()
    await session?.close()
    home?.remove()
  })

  it('starts hidden: the tray shows the session at work, and there is no window', async () => {
    await vi.waitFor(async () => expect(await tray.picture()).toBe('working'), LIMIT)
    expect(await tray.tooltip()).toBe('1 working')
    expect(desktop.pages('dashboard')).toEqual([])
    expect(session.notificationCount()).toBe(0)
  })

  it('has the session in its menu, with all that can be done', async () => {
    const labels = await tray.labels()
    expect(labels.join('\n')).toMatch(/working: .* \(Codex\)/)
    expect(labels).toEqual(expect.arrayContaining(['Open dashboard', 'Pause', 'Quiet for an hour', 'Quit']))
  })

  it('follows the session to critical, and tells it once, without words of the transcript', async () => {
    growing.turnCritical()
    await vi.waitFor(async () => expect(await tray.picture()).toBe('critical'), LIMIT)
    expect(await tray.tooltip()).toMatch(/^1 critical/)
    await vi.waitFor(() => expect(session.notificationCount()).toBe(1), LIMIT)
  })

  it('opens the session where its notification is clicked', async () => {
    session.clickNotification()
    const page = await desktop.page('dashboard')
    await vi.waitFor(() => expect(page.url()).toContain('#/session/codex'), LIMIT)
    const told = session.closeNotifications()
    expect(told).toHaveLength(1)
    expect(told[0]?.summary).toBe('billing · Codex')
    expect(told[0]?.body).toMatch(/^Its health is critical: \d+ of 100\.$/)
  })

  it('brings its window to the front where it is started again, and stays one app', async () => {
    expect(await desktop.startAgain()).toBe(0)
    expect(await desktop.startAgain(['llm-session-manager://anything?file=/etc/passwd'])).toBe(0)
    expect(desktop.pages('dashboard')).toHaveLength(1)
  })

  it('imports a context that is dropped onto its window, and goes nowhere with anything else', async () => {
    const page = await desktop.page('dashboard')
    const before = page.url()
    const context = join(home.path, 'tax.json')
    writeFileSync(context, contextText([sampleContext()], 'json'))
    await dropOn(page, { address: 'https://example.com/' })
    await dropOn(page, { files: [process.execPath, context] })
    const dialog = page.getByRole('dialog', { name: 'Import contexts' })
    await dialog.getByText('not imported').waitFor()
    await dialog.getByText('Mend the tax table').waitFor()
    await dialog.getByRole('button', { name: 'Import 1 context' }).click()
    await dialog.getByText('✓ imported').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    expect(page.url()).toBe(before)
    expect(desktop.pages('dashboard')).toHaveLength(1)
    const { stdout } = await run(home, ['contexts', '--json'])
    expect(JSON.parse(stdout).contexts).toMatchObject([{ title: 'Mend the tax table', attachedTo: null }])
  })

  it('shows the session that the terminal opens, and stays one app', async () => {
    const page = await desktop.page('dashboard')
    await page.keyboard.press('Escape')
    await vi.waitFor(() => expect(page.url()).not.toContain('#/session/'), LIMIT)
    const { stdout } = await run(home, ['list', '--json'], { env: desktop.env })
    const id: string = JSON.parse(stdout).sessions[0].id
    const opened = await run(home, ['open', id], { env: desktop.env })
    expect(opened).toEqual({ code: 0, stdout: 'The window is in front.\n', stderr: '' })
    await vi.waitFor(() => expect(page.url()).toContain(`#/session/${encodeURIComponent(id)}`), LIMIT)
    expect(desktop.pages('dashboard')).toHaveLength(1)
  })

  it('loads its page again when the process of the page has crashed', async () => {
    const page = await desktop.page('dashboard')
    const session = await page.context().newCDPSession(page)
    void session.send('Page.crash').catch(() => undefined)
    await vi.waitFor(async () => {
      const again = await desktop.page('dashboard')
      expect(await again.getByText('live', { exact: true }).isVisible()).toBe(true)
    }, LIMIT)
    expect(desktop.isRunning()).toBe(true)
  })

  it('stays in the tray when its window is closed, and opens a new one', async () => {
    const page = await desktop.page('dashboard')
    await page.close()
    await vi.waitFor(() => expect(desktop.pages('dashboard')).toEqual([]), LIMIT)
    expect(desktop.isRunning()).toBe(true)
    await tray.choose('Open dashboard')
    await desktop.page('dashboard')
  })

  it('asks a newcomer whether to notify and to start at login, and keeps the answer', async () => {
    const page = await desktop.page('dashboard')
    const told = page.getByRole('checkbox', { name: 'Tell me when a session needs me' })
    await vi.waitFor(async () => expect(await told.isChecked()).toBe(true), LIMIT)
    await page.getByRole('checkbox', { name: 'Start when I log in' }).check()
    await vi.waitFor(() => expect(JSON.parse(kept())).toMatchObject({ startAtLogin: true }), LIMIT)
  })

  it('shows the preferences, and keeps what is chosen there', async () => {
    await tray.choose('Preferences')
    const page = await desktop.page('dashboard')
    const dialog = page.getByRole('dialog', { name: 'Preferences' })
    await dialog.getByLabel('has finished its turn').check()
    const finished = { notifications: { causes: { finished: true } }, startAtLogin: true }
    await vi.waitFor(() => expect(JSON.parse(kept())).toMatchObject(finished), LIMIT)
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  it('shows what needs somebody in a popover, from which a session opens', async () => {
    await tray.click()
    const popover = await desktop.page('popover')
    await popover.getByText('critical').waitFor()
    expect(popover.viewportSize()?.width ?? 380).toBe(380)
    await popover.getByRole('button', { name: /critical/ }).click()
    await vi.waitFor(() => expect(desktop.pages('popover')).toEqual([]), LIMIT)
  })

  it('is dimmed while it is paused', async () => {
    await tray.choose('Pause')
    await vi.waitFor(async () => expect(await tray.picture()).toBe('critical-dimmed'), LIMIT)
    await tray.choose('Pause')
    await vi.waitFor(async () => expect(await tray.picture()).toBe('critical'), LIMIT)
  })

  it('leaves nothing running when it quits', async () => {
    await tray.choose('Quit')
    expect(await desktop.exited).toBe(0)
    await vi.waitFor(async () => expect(await trayItems(session.bus)).toEqual([]), LIMIT)
    await vi.waitFor(() => expect(processesOf(home.data)).toEqual([]), LIMIT)
  })
})

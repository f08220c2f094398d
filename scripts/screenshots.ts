import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { launchBrowser } from '../e2e/browser.ts'
import { builtPage } from '../e2e/built-page.ts'
import { servePage } from '../e2e/page-host.ts'
import { SAMPLE_SOURCES, sampleSessions } from '../e2e/sample-sessions.ts'
import { createScriptedCore } from '../e2e/scripted-core.ts'
import { watchPage } from '../e2e/watched-page.ts'
import { presences } from '../src/providers/presences.ts'

/*
 * Draws every view in every theme at three sizes into docs/screenshots/page: `node scripts/screenshots.ts [FOLDER]`.
 * JPEG, which keeps all of them together under four megabytes.
 */
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../docs/screenshots/page'))
const THEMES = ['dark', 'light', 'cyberpunk', 'minimal'] as const
const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'middle', width: 960, height: 720 },
  { name: 'narrow', width: 380, height: 680 },
] as const
const QUALITY = 62

interface PicturedView {
  readonly name: string
  readonly firstVisit?: boolean
  readonly show: (page: Page) => Promise<void>
}

const VIEWS: readonly PicturedView[] = [
  { name: 'sessions', show: async () => undefined },
  {
    name: 'session',
    async show(page) {
      await page.keyboard.press('3')
      await page.locator('.message [data-code=keyword]').last().waitFor()
      await page.locator('.timeline').waitFor()
    },
  },
  {
    name: 'details',
    async show(page) {
      await page.locator('[data-session="claude-code:41c0"]').click()
      await page.getByRole('heading', { name: 'Sources' }).waitFor()
    },
  },
  { name: 'welcome', firstVisit: true, show: async () => undefined },
  {
    name: 'overview',
    async show(page) {
      await page.keyboard.press('o')
      await page.locator('.panel .chart svg').first().waitFor()
    },
  },
]

const built = builtPage()
const browser = await launchBrowser()
const core = createScriptedCore(sampleSessions(new Date()))
core.sources = SAMPLE_SOURCES.filter(({ status }) => status === 'ok')
core.info = {
  ...core.info,
  providers: presences.map(({ manifest: { id, name, color, monogram }, start }) => ({
    id,
    name,
    color,
    monogram,
    startable: start !== undefined,
  })),
}
const host = await servePage(core.router, built.folder)
mkdirSync(folder, { recursive: true })

for (const theme of THEMES) {
  for (const view of VIEWS) {
    const { page, troubles } = await watchPage(browser)
    const preferences = JSON.stringify({ welcomed: view.firstVisit !== true, theme })
    await page.addInitScript((chosen) => {
      if (location.protocol.startsWith('http')) localStorage.setItem('preferences', chosen)
    }, preferences)
    await page.goto(host.address.url)
    await page.getByText('live', { exact: true }).waitFor()
    await view.show(page)
    await page.getByText('This program today:').waitFor()
    for (const { name, width, height } of SIZES) {
      await page.setViewportSize({ width, height })
      // Two frames: charts measure themselves in the first.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      const path = join(folder, `${view.name}-${theme}-${name}.jpg`)
      await page.screenshot({ path, type: 'jpeg', quality: QUALITY })
    }
    if (troubles.length > 0) throw new Error(`${view.name} in ${theme}: ${troubles.join('\n')}`)
    await page.close()
  }
}

await host.stop()
await browser.close()
built.remove()

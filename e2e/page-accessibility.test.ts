import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { type PageHost, servePage } from './page-host.ts'
import { SAMPLE_SOURCES, sampleSessions } from './sample-sessions.ts'
import { createScriptedCore } from './scripted-core.ts'
import { seriousFaults } from './serious-faults.ts'
import { watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000
const VIEW_LIMIT_MS = 120_000

const THEMES = ['dark', 'light', 'cyberpunk', 'minimal'] as const

let browser: Browser
let built: BuiltPage
let host: PageHost

beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  const core = createScriptedCore(sampleSessions(new Date()))
  core.sources = SAMPLE_SOURCES
  host = await servePage(core.router, built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await browser.close()
  built.remove()
})

const VIEWS: readonly { readonly name: string; readonly show: (page: Page) => Promise<void> }[] = [
  { name: 'the list', show: async () => undefined },
  {
    name: 'the list with details',
    async show(page) {
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await page.getByRole('complementary', { name: 'Session details' }).getByText('Sources').waitFor()
    },
  },
  {
    name: "a session's own page",
    async show(page) {
      await page.keyboard.press('3')
      await page.locator('.message[data-kind=answer]').last().waitFor()
      await page.getByRole('heading', { name: 'Findings' }).waitFor()
    },
  },
  {
    name: 'the overview',
    async show(page) {
      await page.keyboard.press('o')
      await page.getByText('tokens today').waitFor()
    },
  },
  {
    name: 'the palette',
    async show(page) {
      await page.keyboard.press('Control+k')
      await page.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'the help',
    async show(page) {
      await page.keyboard.press('?')
      await page.getByRole('heading', { name: 'Keys and signs' }).waitFor()
    },
  },
  {
    name: 'the gallery',
    async show(page) {
      await page.evaluate(() => (location.hash = '#/gallery'))
      await page.locator('.gallery .markdown [data-code=keyword]').first().waitFor()
      await page.locator('.panel .chart svg').first().waitFor()
    },
  },
  {
    name: 'the columns',
    async show(page) {
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('checkbox', { name: 'Cost' }).waitFor()
    },
  },
]

async function openIn(theme: string): Promise<Page> {
  const { page } = await watchPage(browser, { bypassCSP: true })
  await page.addInitScript((chosen) => {
    if (location.protocol.startsWith('http'))
      localStorage.setItem('preferences', JSON.stringify({ welcomed: true, theme: chosen }))
  }, theme)
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
  return page
}

describe.each(THEMES)('in the theme %s', (theme) => {
  it(
    'axe finds no serious fault in any view',
    async () => {
      for (const { name, show } of VIEWS) {
        const page = await openIn(theme)
        await show(page)
        expect(await seriousFaults(page), name).toEqual([])
        await page.close()
      }
    },
    VIEW_LIMIT_MS,
  )
})

describe('beside the themes', () => {
  it('axe finds no serious fault in the welcome and on a narrow page', async () => {
    const { page } = await watchPage(browser, { bypassCSP: true, firstVisit: true })
    await page.goto(host.address.url)
    await page.getByRole('button', { name: 'Show the sessions' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.setViewportSize({ width: 380, height: 700 })
    expect(await seriousFaults(page)).toEqual([])
    await page.close()
  })

  it('the detector sees a text without contrast', async () => {
    const page = await openIn('light')
    await page.addStyleTag({ content: '.title { color: #ddd !important }' })
    expect((await seriousFaults(page)).join()).toContain('color-contrast')
    await page.close()
  })

  it('nothing moves for a person who asked for less motion', async () => {
    const { page } = await watchPage(browser, { reducedMotion: 'reduce' })
    await page.goto(host.address.url)
    await page.getByText('live', { exact: true }).waitFor()
    await page.keyboard.press('3')
    await page.locator('.message').first().waitFor()
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    )
    expect(moving).toBe(0)
    await page.close()
  })
})

import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRouter } from '../src/core/api/router.ts'
import { type App, createApp } from '../src/core/app.ts'
import { openPorts } from '../src/core/system-ports.ts'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { layHostileHome } from './hostile-home.ts'
import { AWAY, CANARY, HOSTILE_PAYLOADS, LIVE_PAYLOADS } from './hostile-payloads.ts'
import { type PageHost, servePage } from './page-host.ts'
import { type Home, makeHome } from './terminal/home.ts'
import { type WatchedPage, watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000
/** Every detail is opened twice; on a busy machine that takes a while. */
const LOOK_LIMIT_MS = 120_000
/** Elements that the page itself never makes, and that markup in a text would make. */
const FOREIGN_ELEMENTS =
  'a, audio, base, details, embed, form, iframe, img, link, marquee, math, meta, object, script, style, template, textarea, video, svg [href]'

const quiet = (): void => undefined

let browser: Browser
let built: BuiltPage
let home: Home
let app: App
let host: PageHost
let release: () => void

/** Real transcripts, the real core, the real server, the built page: only the processes are made up. */
beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  home = makeHome()
  const processes = layHostileHome(home, HOSTILE_PAYLOADS, new Date())
  const opened = await openPorts({
    platform: process.platform,
    home: home.path,
    env: { LLM_SESSION_HOME: home.data },
    logger: { debug: quiet, warn: quiet, error: (message, cause) => console.error(message, cause) },
    host: { kind: 'server', capabilities: [] },
    version: '0.0.0',
    demo: false,
  })
  release = opened.release
  app = await createApp({ ...opened.ports, processes })
  await app.look()
  host = await servePage(createRouter(app.service), built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await app.stop()
  release()
  await browser.close()
  home.remove()
  built.remove()
})

/** Opens the page at a width, with every session in its list. */
async function openAt(width: number): Promise<WatchedPage> {
  const watched = await watchPage(browser)
  await watched.page.setViewportSize({ width, height: 800 })
  await watched.page.goto(host.address.url)
  await watched.page.getByText('live', { exact: true }).waitFor()
  return watched
}

const canaryOf = (page: Page) => page.evaluate((name) => Reflect.get(globalThis, name), CANARY)

/** Counted where text of transcripts is shown. */
const foreignElements = (page: Page) => page.locator('.table, .details').locator(FOREIGN_ELEMENTS).count()

/** Opens the details of each session of Claude Code, which has the most fields, one after the other. */
async function readDetails(page: Page): Promise<{ readonly read: number; readonly widest: number }> {
  return await page.evaluate(async () => {
    const overflow = (): number => document.documentElement.scrollWidth - window.innerWidth
    const ids = [...document.querySelectorAll<HTMLElement>('[data-session^="claude-code:"]')].map(
      (row) => row.dataset['session'] ?? '',
    )
    const pause = () => new Promise((resolve) => setTimeout(resolve, 1))
    let read = 0
    let widest = overflow()
    for (const id of ids) {
      const row = document.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`)
      row?.click()
      const plainId = id.slice(id.indexOf(':') + 1)
      const hasTranscript = () =>
        [...document.querySelectorAll('.details .path')].some((path) => path.textContent.includes(plainId))
      for (let pauses = 0; pauses < 1_000 && !hasTranscript(); pauses += 1) await pause()
      if (hasTranscript()) read += 1
      const panel = document.querySelector('.details')
      widest = Math.max(widest, overflow(), panel === null ? 0 : panel.scrollWidth - panel.clientWidth)
    }
    return { read, widest }
  })
}

async function lookAtEverything(width: number): Promise<void> {
  const watched = await openAt(width)
  const { page } = watched
  const { read, widest } = await readDetails(page)
  expect(read).toBe(HOSTILE_PAYLOADS.length)
  expect(widest, `at ${width}`).toBeLessThanOrEqual(0)
  expect(await canaryOf(page)).toBeUndefined()
  expect(await foreignElements(page)).toBe(0)
  expect(watched.foreignRequests(host.address.origin)).toEqual([])
  expect(watched.troubles).toEqual([])
  expect(page.url()).toBe(`${host.address.origin}/`)
  await page.close()
}

describe('a home full of hostile transcripts', () => {
  it('holds at least two hundred payloads, and each of them reaches the contract', async () => {
    expect(new Set(HOSTILE_PAYLOADS).size).toBeGreaterThanOrEqual(200)
    const watched = await openAt(1280)
    const rows = await watched.page.locator('[data-session]').count()
    expect(rows).toBe(2 * HOSTILE_PAYLOADS.length)
    const text = await watched.page.locator('main').innerText()
    for (const payload of [LIVE_PAYLOADS.runs, LIVE_PAYLOADS.asks]) expect(text).toContain(payload)
    await watched.page.close()
  })

  it(
    'stays text in every row and in the details, on a wide page and a narrow one',
    async () => {
      await Promise.all([1280, 380].map(lookAtEverything))
    },
    LOOK_LIMIT_MS,
  )
})

describe('the detector', () => {
  it('sees a payload that runs, one that asks the network, and a page that is too wide', async () => {
    const watched = await watchPage(browser, { bypassCSP: true })
    const { page } = watched
    await page.goto(host.address.url)
    await page.getByText('live', { exact: true }).waitFor()
    expect(await canaryOf(page)).toBeUndefined()
    const title = page.locator('.title').first()
    await title.evaluate((element, markup) => {
      element.innerHTML = markup
    }, `${LIVE_PAYLOADS.runs}${LIVE_PAYLOADS.asks}<hr style="width: 9000px">`)
    await expect.poll(() => canaryOf(page)).toBe(1)
    await expect.poll(() => watched.foreignRequests(host.address.origin)).toContain(`${AWAY}/image`)
    expect(await foreignElements(page)).toBe(2)
    await page.evaluate(() => document.body.append(document.querySelector('hr') ?? ''))
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeGreaterThan(0)
    await page.close()
  })
})

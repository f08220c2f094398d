import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isNote, isProjectName } from '../src/shared/domain/labels.ts'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { layHostileHome } from './hostile-home.ts'
import { AWAY, CANARY, HOSTILE_PAYLOADS, LIVE_PAYLOADS } from './hostile-payloads.ts'
import { type PageHost, servePage } from './page-host.ts'
import { openRealCore, type RealCore } from './real-core.ts'
import { type Home, makeHome } from './terminal/home.ts'
import { type WatchedPage, watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000
/** Every detail and every conversation is opened twice; on a busy machine that takes a while. */
const LOOK_LIMIT_MS = 900_000
/** Conversations that are opened on a narrow page too. */
const NARROW_CONVERSATIONS = 20
/** Elements that the page itself never makes, and that markup in a text would make. */
const FOREIGN_ELEMENTS =
  'a, audio, base, details, embed, form, iframe, img, link, marquee, math, meta, object, script, style, template, textarea:not(.note-field), video, svg [href]'

let browser: Browser
let built: BuiltPage
let home: Home
let core: RealCore
let host: PageHost

/** Real transcripts, the real core, the real server, the built page: only the processes are made up. */
beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  home = makeHome()
  const processes = layHostileHome(home, HOSTILE_PAYLOADS, new Date())
  core = await openRealCore({ home, processes })
  await core.app.look()
  labelSessions()
  host = await servePage(core.router, built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await core.stop()
  await browser.close()
  home.remove()
  built.remove()
})

/** A payload as each session's note, and as its project's name where that takes it. */
function labelSessions(): void {
  const sessions = core.app.service.list({ scope: 'all', limit: 5_000, offset: 0 }).sessions
  const ofClaude = sessions.filter(({ provider }) => provider === 'claude-code')
  for (const [index, { id }] of ofClaude.entries()) {
    const payload = HOSTILE_PAYLOADS[index] ?? ''
    if (isNote(payload)) core.app.service.setNote(id, payload)
    if (isProjectName(payload)) core.app.service.setProject(id, payload)
  }
}

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
const foreignElements = (page: Page) =>
  page
    .locator('.table, .details, .messages, .session-about, .timeline, .overview, .palette')
    .locator(FOREIGN_ELEMENTS)
    .count()

/** Opens the details of each session of Claude Code, which has the most fields, one after the other. */
async function readDetails(page: Page): Promise<{ readonly read: number; readonly widest: number }> {
  await page.getByLabel('Filter sessions by text').fill('claude-code:')
  await page.getByText(`${HOSTILE_PAYLOADS.length} of`).waitFor()
  return await page.evaluate(async (most) => {
    const overflow = (): number => document.documentElement.scrollWidth - window.innerWidth
    const press = (key: string) =>
      window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    const selected = () =>
      document.querySelector<HTMLElement>('[role=row][aria-selected=true]')?.dataset['session'] ?? ''
    const pause = () => new Promise((resolve) => setTimeout(resolve, 1))
    const seen = new Set<string>()
    let widest = overflow()
    press('j')
    press('Enter')
    for (let steps = 0; steps < most; steps += 1) {
      for (let pauses = 0; pauses < 500 && seen.has(selected()); pauses += 1) await pause()
      const id = selected()
      const plainId = id.slice(id.indexOf(':') + 1)
      const hasTranscript = () =>
        [...document.querySelectorAll('.details .path')].some((path) => path.textContent.includes(plainId))
      for (let pauses = 0; pauses < 1_000 && !hasTranscript(); pauses += 1) await pause()
      if (hasTranscript()) seen.add(id)
      const panel = document.querySelector('.details')
      widest = Math.max(widest, overflow(), panel === null ? 0 : panel.scrollWidth - panel.clientWidth)
      press('j')
    }
    return { read: seen.size, widest }
  }, HOSTILE_PAYLOADS.length)
}

/** Opens the page of so many sessions of Claude Code, with their conversations unfolded. */
async function readConversations(
  page: Page,
  sessions: number,
): Promise<{ readonly read: number; readonly colored: number; readonly widest: number }> {
  return await page.evaluate(async (most) => {
    const press = (key: string) =>
      window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    const pause = () => new Promise((resolve) => setTimeout(resolve, 1))
    const feeds = new Set<Element>()
    let colored = 0
    const feed = () => document.querySelector('.messages')
    const isNew = () => {
      const messages = feed()
      if (messages === null || feeds.has(messages)) return false
      return messages.querySelector('.message:not([data-kind=pending])') !== null
    }
    let widest = 0
    press('g')
    press('Enter')
    for (let steps = 0; steps < most; steps += 1) {
      for (let pauses = 0; pauses < 4_000 && !isNew(); pauses += 1) await pause()
      const messages = feed()
      if (messages !== null && isNew()) feeds.add(messages)
      for (const line of document.querySelectorAll<HTMLElement>('.message-line')) line.click()
      await pause()
      const hasColors = () => messages?.querySelector('[data-code]') !== null
      for (let pauses = 0; pauses < 300 && !hasColors(); pauses += 1) await pause()
      if (hasColors()) colored += 1
      const about = document.querySelector('.session-about') ?? document.body
      widest = Math.max(
        widest,
        document.documentElement.scrollWidth - window.innerWidth,
        about.scrollWidth - about.clientWidth,
        messages === null ? 0 : messages.scrollWidth - messages.clientWidth,
      )
      press('j')
    }
    return { read: feeds.size, colored, widest }
  }, sessions)
}

/** Only the rows in sight are drawn: scrolls through all of them. */
async function seeEveryRow(page: Page): Promise<{ readonly seen: number; readonly widest: number }> {
  return await page.evaluate(async () => {
    const list = document.querySelector<HTMLElement>('.list') ?? document.body
    const seen = new Set<string>()
    let widest = 0
    for (let before = -1; list.scrollTop !== before; ) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      for (const row of document.querySelectorAll<HTMLElement>('[data-session]'))
        seen.add(row.dataset['session'] ?? '')
      widest = Math.max(
        widest,
        document.documentElement.scrollWidth - window.innerWidth,
        list.scrollWidth - list.clientWidth,
      )
      before = list.scrollTop
      list.scrollTop += list.clientHeight / 2
    }
    return { seen: seen.size, widest }
  })
}

async function lookAtEverything(width: number): Promise<void> {
  const watched = await openAt(width)
  const { page } = watched
  const rows = await seeEveryRow(page)
  expect(rows.seen).toBe(2 * HOSTILE_PAYLOADS.length)
  expect(rows.widest, `at ${width}`).toBeLessThanOrEqual(0)
  const { read, widest } = await readDetails(page)
  expect(read).toBe(HOSTILE_PAYLOADS.length)
  expect(widest, `at ${width}`).toBeLessThanOrEqual(0)
  // A narrow page draws the same elements: some of them show whether it is wide enough.
  const sessions = width > 1_000 ? HOSTILE_PAYLOADS.length : NARROW_CONVERSATIONS
  const conversations = await readConversations(page, sessions)
  expect(conversations.read).toBe(sessions)
  // Blocks beyond the limit have one colour.
  expect(conversations.colored).toBeGreaterThan(sessions * 0.9)
  expect(conversations.widest, `conversations at ${width}`).toBeLessThanOrEqual(0)
  await page.keyboard.press('q')
  await page.keyboard.press('o')
  await page.locator('.share-table').first().waitFor()
  const board = page.locator('.overview')
  const tooWide = await board.evaluate((view) => view.scrollWidth - view.clientWidth)
  expect(tooWide, `overview at ${width}`).toBeLessThanOrEqual(0)
  expect(await foreignElements(page)).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('<')
  await page.getByRole('option').first().waitFor()
  expect(await foreignElements(page)).toBe(0)
  await page.keyboard.press('Escape')
  expect(await canaryOf(page)).toBeUndefined()
  expect(await foreignElements(page)).toBe(0)
  expect(watched.foreignRequests(host.address.origin)).toEqual([])
  expect(watched.troubles).toEqual([])
  expect(page.url()).toBe(`${host.address.origin}/#/overview`)
  await page.close()
}

describe('a home full of hostile transcripts', () => {
  it('holds at least two hundred payloads, and each of them reaches the contract', async () => {
    expect(new Set(HOSTILE_PAYLOADS).size).toBeGreaterThanOrEqual(200)
    const watched = await openAt(1280)
    await watched.page.getByText(`${2 * HOSTILE_PAYLOADS.length} sessions`).waitFor()
    for (const payload of [LIVE_PAYLOADS.runs, LIVE_PAYLOADS.asks]) {
      await watched.page.getByLabel('Filter sessions by text').fill(payload)
      await watched.page.locator('.title').getByText(payload).first().waitFor()
    }
    await watched.page.close()
  })

  it(
    'stays text in every row and in the details, on a wide page and a narrow one',
    async () => {
      // One after the other: together they keep the core from answering in time.
      for (const width of [1280, 380]) await lookAtEverything(width)
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

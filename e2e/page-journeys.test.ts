import { appendFileSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { FAILING_COMMAND, FIRST_PROMPT, LAST_ANSWER, longTranscript } from './long-transcript.ts'
import { claudeProcess, FIRST_PID, processTableOf, writeClaim } from './made-up-processes.ts'
import { type PageHost, servePage } from './page-host.ts'
import { openRealCore, type RealCore } from './real-core.ts'
import { type Home, makeHome, rolloutPath, write } from './terminal/home.ts'
import { recordings } from './terminal/recordings.ts'
import { rolloutText } from './terminal/rollout.ts'
import { type WatchedPage, type WatchOptions, watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000
/** The machine may be busy with other tests. */
const WAIT_LIMIT_MS = 25_000
const JOURNEY_LIMIT_MS = 120_000

const MINUTE = 60_000
const MANY_SESSIONS = 2_000
const MESSAGES = 20_000
const CRITICAL = '3f2a0000-0000-4000-8000-000000000001'
const CRITICAL_ROW = `[data-session="claude-code:${CRITICAL}"]`
const SECRET = `ghp_${'a1B2c3D4e5f6'.repeat(3)}`
const threadId = (index: number): string => `01a1fb7f-0000-7000-8000-${String(index).padStart(12, '0')}`
const codexRow = (index: number): string => `[data-session="codex:${threadId(index)}"]`

let browser: Browser
let built: BuiltPage
let home: Home
let core: RealCore
let host: PageHost
let watched: WatchedPage
let page: Page

/**
 * Transcripts that real assistants wrote, one of 20,000 messages and 2,000 more in their formats; the real core that
 * watches them, the real server, the built page. Only the process table is made up.
 */
beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  home = makeHome()
  const now = new Date()
  for (const recording of recordings()) recording.place(home)
  layCriticalSession(new Date(now.getTime() - 80 * MINUTE))
  for (let index = 0; index < MANY_SESSIONS; index++) layThread(index, now)
  writeClaim(home, FIRST_PID, CRITICAL, { cwd: '/home/dev/warehouse', status: 'idle' })
  core = await openRealCore({ home, processes: processTableOf([claudeProcess(FIRST_PID, CRITICAL, now)]) })
  await core.app.start()
  host = await servePage(core.router, built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await core.stop()
  await browser.close()
  home.remove()
  built.remove()
})

function layCriticalSession(endsAt: Date): void {
  const transcript = longTranscript({
    sessionId: CRITICAL,
    cwd: '/home/dev/warehouse',
    title: 'Let the importer stream',
    endsAt,
    messages: MESSAGES,
    secret: SECRET,
  })
  write(home, `.claude/projects/-home-dev-warehouse/${CRITICAL}.jsonl`, transcript)
}

/** All of the last day, and quiet for three hours. */
function layThread(index: number, now: Date): void {
  const at = new Date(now.getTime() - 180 * MINUTE - index * 1_000)
  const rollout = { prompt: `Rewrite part ${index}`, cwd: `/home/dev/project-${index % 20}` }
  write(home, rolloutPath(threadId(index)), rolloutText({ threadId: threadId(index), at, ...rollout }))
}

beforeEach(() => open())

afterEach(async () => {
  expect(watched.troubles).toEqual([])
  expect(watched.foreignRequests(host.address.origin)).toEqual([])
  await page.close()
})

async function open(options?: WatchOptions): Promise<void> {
  watched = await watchPage(browser, options)
  page = watched.page
  page.setDefaultTimeout(WAIT_LIMIT_MS)
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
}

async function run(command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(command)
  await page.getByRole('option', { selected: true }).getByText(command, { exact: false }).waitFor()
  await page.keyboard.press('Enter')
}

const details = () => page.getByRole('complementary', { name: 'Session details' })
const poll = { timeout: WAIT_LIMIT_MS }

describe('a person with real transcripts', { timeout: JOURNEY_LIMIT_MS }, () => {
  it('is told on the first run what was found of each assistant, and led to the sessions', async () => {
    await page.close()
    await open({ firstVisit: true })
    const main = page.locator('main')
    await main.getByText('Claude Code', { exact: true }).waitFor()
    await expect.poll(() => main.innerText(), poll).toMatch(/Codex\s+2,0\d\d transcripts/)
    await page.keyboard.press('Enter')
    await page.locator('[data-session]').first().waitFor()
  })

  it('finds the critical session, reads why, and opens the message that proves it', async () => {
    const row = page.locator(CRITICAL_ROW)
    await page.getByText('At risk').waitFor()
    await page.keyboard.press('j')
    expect(await row.getAttribute('aria-selected')).toBe('true')
    expect(await row.innerText()).toMatch(/critical/)
    await page.keyboard.press('Enter')
    await details().getByRole('heading', { name: 'Let the importer stream' }).waitFor()
    await details().locator('.health-parts li[data-level=critical]').getByText('Token usage').waitFor()
    await details().getByText('reported by the assistant', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(`Bash (${FAILING_COMMAND}) failed 6 times with the same input.`).waitFor()
    await page.getByTitle('Show the message').first().click()
    const proof = page.locator('.message[data-target=true]')
    await proof.getByText(FAILING_COMMAND).waitFor()
    expect(await proof.getAttribute('data-outcome')).toBe('error')
  })

  it('reads 20,000 messages from the end to the beginning, with code in colours', async () => {
    await page.keyboard.press('1')
    await page.getByText(LAST_ANSWER).waitFor()
    const feed = page.getByRole('feed')
    expect(await page.locator('.message').last().getAttribute('aria-setsize')).toBe(String(MESSAGES))
    await feed.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
    await page.locator('.message pre [data-code=keyword]').getByText('export').first().waitFor()
    await feed.evaluate((element) => (element.scrollTop = 0))
    await page.locator('.message[aria-posinset="1"]').getByText(FIRST_PROMPT).waitFor()
    expect(await page.locator('.message').count()).toBeLessThan(80)
  })

  it('goes through 2,000 sessions, and finds one of them by its words', async () => {
    await expect.poll(() => page.locator('.shown-count').innerText(), poll).toMatch(/^2,000 sessions/)
    await page.keyboard.press('G')
    const last = await page.getByRole('grid').getAttribute('aria-rowcount')
    await page.locator(`[aria-selected=true][aria-rowindex="${last}"]`).waitFor()
    expect(await page.locator('[data-session]').count()).toBeLessThan(80)
    await page.keyboard.press('/')
    await page.keyboard.type('part 1234')
    await page.locator(codexRow(1234)).waitFor()
    expect(await page.locator('[data-session]').count()).toBe(1)
  })

  it('tags, names and notes a session, which the core keeps', async () => {
    await page.getByLabel('Filter sessions by text').fill('part 77')
    await page.locator(codexRow(77)).click()
    await page.keyboard.press('t')
    await page.keyboard.type('spike')
    await page.keyboard.press('Enter')
    await page.locator(codexRow(77)).getByText('spike').waitFor()
    await details().getByLabel('Project').fill('parser')
    await details().getByLabel('Note').fill('Ask Ada.')
    await details().getByLabel('Project').focus()
    const labels = () => {
      const found = core.app.service.detail(`codex:${threadId(77)}`)
      return [found?.session.tags, found?.session.project, found?.note?.text]
    }
    await expect.poll(labels, poll).toEqual([['spike'], 'parser', 'Ask Ada.'])
    await page.reload()
    await page.getByLabel('Tag', { exact: true }).selectOption('spike')
    await expect.poll(() => page.locator('[data-session]').count(), poll).toBe(1)
  })

  it('saves a context as a file, without its secrets', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      details().getByRole('button', { name: 'Save its context as a file' }).first().click(),
    ])
    const text = readFileSync(await download.path(), 'utf8')
    const file: unknown = JSON.parse(text)
    expect(file).toMatchObject({ format: 'llm-session-context', session: { id: `claude-code:${CRITICAL}` } })
    expect(text).toContain(LAST_ANSWER)
    expect(text).not.toContain(SECRET)
    await page.getByText(/Secrets and names of home folders that were taken out: [1-9]/).waitFor()
  })

  it('puts a session away, and finds it among all of them', async () => {
    await page.getByLabel('Filter sessions by text').fill('part 42')
    await page.locator(codexRow(42)).click()
    await details().getByRole('button', { name: 'Put it away' }).click()
    await page.locator(codexRow(42)).waitFor({ state: 'detached' })
    await run('Show all sessions')
    await page.locator(codexRow(42)).waitFor()
    await page.locator(codexRow(42)).click()
    await details().getByRole('button', { name: 'Put it back among the recent ones' }).click()
    await page.getByRole('button', { name: 'Recent', exact: true }).click()
    await page.locator(codexRow(42)).waitFor()
  })

  it('chooses a theme in the palette, and finds it again', async () => {
    await run('Theme: Cyberpunk')
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
    await expect.poll(theme, poll).toBe('cyberpunk')
    await page.reload()
    await page.locator('[data-session]').first().waitFor()
    expect(await theme()).toBe('cyberpunk')
  })

  it('sees what an assistant writes as it writes it, also what it wrote while the connection was lost', async () => {
    await page.getByLabel('Filter sessions by text').fill('part 5')
    const row = page.locator(codexRow(5))
    await row.waitFor()
    goOn(5, 'first')
    await row.locator('.cell-tokens').getByText('2.1K').waitFor()
    await host.stop()
    await page.getByText('The connection is lost.').waitFor()
    goOn(5, 'second')
    expect(await row.locator('.cell-tokens').innerText()).toBe('2.1K')
    await host.restart()
    await row.locator('.cell-tokens').getByText('3.15K').waitFor()
    await page.getByText('live', { exact: true }).waitFor()
    // The socket that was refused is the browser's to report.
    watched.forgive(/WebSocket connection|ERR_CONNECTION_REFUSED/)
  })
})

/** Another turn of a thread, as long as the one before it. */
function goOn(index: number, turn: string): void {
  const id = `${threadId(index)}-${turn}`
  const usage = { input_tokens: 1_000, cached_input_tokens: 400, output_tokens: 50, total_tokens: 1_050 }
  const payload = { thread_id: threadId(index), turn_id: id, response_id: `response-of-${id}`, usage }
  const record = { timestamp: new Date().toISOString(), type: 'token_usage_record', payload }
  appendFileSync(`${home.path}/${rolloutPath(threadId(index))}`, `${JSON.stringify(record)}\n`)
}

import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { PageHost } from './page-host.ts'
import type { ScriptedCore } from './scripted-core.ts'
import { stagePage } from './stage-page.ts'
import type { WatchedPage } from './watched-page.ts'

let core: ScriptedCore
let host: PageHost
let watched: WatchedPage
let page: Page

stagePage((stage) => {
  ;({ core, host, watched } = stage)
  page = watched.page
})

async function open(): Promise<void> {
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
}

const row = (id: string) => page.locator(`[data-session="${id}"]`)
const selectedId = () => page.locator('[role=row][aria-selected=true]').getAttribute('data-session')

describe("a session's own page", () => {
  const message = (kind: string) => page.locator(`.message[data-kind="${kind}"]`)

  it('opens by a digit at the end of the conversation, and goes on with the next session', async () => {
    await open()
    await page.keyboard.press('3')
    await page.getByRole('heading', { name: 'Make the importer stream' }).waitFor()
    await message('compaction').last().waitFor()
    const code = message('answer').last().locator('pre')
    expect(await code.innerText()).toContain('for await')
    await code.locator('[data-code=keyword]').getByText('for').waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Explain the flaky snapshot' }).waitFor()
    await page.keyboard.press('q')
    await row('gemini-cli:c5d1').waitFor()
    expect(await selectedId()).toBe('gemini-cli:c5d1')
    expect(watched.troubles).toEqual([])
  })

  it('folds what a tool answered, and shows it when it is asked for', async () => {
    await open()
    await page.keyboard.press('3')
    const result = page.locator('.message[aria-posinset="236"]')
    await result.getByRole('button').click()
    await result.locator('pre').getByText('expected 3 rows, got 2').waitFor()
    await result.getByRole('button').click()
    await result.locator('pre').waitFor({ state: 'detached' })
  })

  it('draws 20,000 messages as far as they are in sight, from the end to the beginning', async () => {
    core.messages = 20_000
    await open()
    await page.keyboard.press('3')
    await message('compaction').last().waitFor()
    expect(await page.locator('.message').count()).toBeLessThan(80)
    await page.getByRole('feed').evaluate((feed) => (feed.scrollTop = 0))
    await page.locator('.message[data-kind=prompt][aria-posinset="1"]').waitFor()
    expect(core.calls.filter((call) => call === 'conversations.page').length).toBeLessThan(6)
  })

  it('shows the question that the session waits with', async () => {
    await open()
    await page.keyboard.press('2')
    await page.locator('.session-page').getByText('May it run npm run build?').waitFor()
  })

  it('leads from a finding to the message that proves it', async () => {
    await open()
    await page.keyboard.press('3')
    await message('compaction').last().waitFor()
    await page.getByRole('button', { name: 'message 36' }).click()
    const proof = page.locator('.message[data-target=true]')
    await proof.waitFor()
    expect(await proof.getAttribute('aria-posinset')).toBe('36')
    await expect
      .poll(() => proof.evaluate((element) => element.getBoundingClientRect().top))
      .toBeGreaterThan(100)
    await page.getByRole('img', { name: /^Tokens in the context over time/ }).waitFor()
    await page.getByText('5.4M tokens', { exact: true }).waitFor()
    expect(await page.locator('.timeline .recharts-line-curve, .timeline .recharts-area-curve').count()).toBe(
      3,
    )
    await page.getByRole('button', { name: /^Compacted/ }).click()
    await page.locator('.message[data-target=true][aria-posinset="144"]').waitFor()
    expect(watched.troubles).toEqual([])
  })

  it('gives the hand-off of a recommendation as a command, shown where the browser does not let the page copy', async () => {
    const assistant = { id: 'claude-code', name: 'One', color: '#888', monogram: 'On', startable: true }
    core.info = { ...core.info, providers: [assistant] }
    await open()
    await page.keyboard.press('3')
    await page.getByRole('button', { name: 'Copy the command that hands it off' }).click()
    const copied = page.getByRole('button', { name: 'Copied: run it in a terminal' })
    const command = page.getByText('llm-session handoff claude-code:9ab3 --to claude-code')
    await copied.or(command).first().waitFor()
  })

  it('leads from the recommendation to join sessions to those of the project', async () => {
    await open()
    await page.keyboard.press('3')
    await page.getByRole('button', { name: 'Show the sessions of its project' }).click()
    await page.getByText('3 of 12 sessions').waitFor()
  })

  it('hides and moves its panels, and remembers it', async () => {
    await open()
    await page.keyboard.press('3')
    const titles = () => page.locator('.session-about h3').allInnerTexts()
    await page.getByRole('heading', { name: 'Sources' }).waitFor()
    await page.getByRole('button', { name: 'Panels' }).click()
    await page.getByRole('checkbox', { name: 'Findings' }).uncheck()
    await page.getByRole('button', { name: 'Move Tokens up' }).click()
    await page.getByRole('button', { name: 'Move Tokens up' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Sources' }).waitFor()
    const names = (await titles()).map((title) => title.split('\n')[0])
    expect(names).toEqual([
      'Health',
      'Tokens',
      'Context',
      'What the context is made of',
      'Files',
      'Session',
      'Sources',
    ])
  })

  it('says why there is no conversation, and shows the rest', async () => {
    core.messages = null
    await open()
    await page.keyboard.press('3')
    await page.getByRole('alert').getByText('The conversation cannot be read. It is not there.').waitFor()
    await page.getByRole('heading', { name: 'Health' }).waitFor()
  })

  it('stands in the address, so that the page can be loaded anew and left by the way back', async () => {
    await open()
    await row('codex:8f21').dblclick()
    await page.getByRole('heading', { name: 'Port the billing worker' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Port the billing worker' }).waitFor()
    await page.goBack()
    await row('codex:8f21').waitFor()
  })
})

import type { Browser, Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { Session } from '../src/shared/contract/index.ts'
import { sampleSession } from '../src/shared/contract/testing/sample-session.ts'
import type { PageHost } from './page-host.ts'
import { SAMPLE_SOURCES } from './sample-sessions.ts'
import type { ScriptedCore } from './scripted-core.ts'
import { stagePage } from './stage-page.ts'
import { type WatchedPage, watchPage } from './watched-page.ts'

let browser: Browser
let core: ScriptedCore
let host: PageHost
let watched: WatchedPage
let page: Page

stagePage((stage) => {
  ;({ browser, core, host, watched } = stage)
  page = watched.page
})

async function open(): Promise<void> {
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
}

const row = (id: string) => page.locator(`[data-session="${id}"]`)
const selectedId = () => page.locator('[role=row][aria-selected=true]').getAttribute('data-session')
const details = () => page.getByRole('complementary', { name: 'Session details' })

describe('the list', () => {
  it('shows every session, the most urgent first, without an error or a breach of its policy', async () => {
    await open()
    const ids = await page
      .locator('[data-session]')
      .evaluateAll((rows) => rows.map((each) => each.dataset.session))
    expect(ids).toHaveLength(core.sessions.size)
    expect(ids.slice(0, 3)).toEqual(['codex:8f21', 'claude-code:41c0', 'claude-code:9ab3'])
    expect(await row('claude-code:9ab3').innerText()).toContain('Make the importer stream')
    expect(await row('claude-code:9ab3').innerText()).toContain('full in 12m')
    expect(await row('claude-code:41c0').innerText()).toContain('May it run npm run build?')
    expect(watched.troubles).toEqual([])
  })

  it('takes the key out of the address bar', async () => {
    await open()
    expect(page.url()).toBe(`${host.address.origin}/`)
  })

  it('fetches and draws the one session that changed', async () => {
    await open()
    await row('codex:8f21').evaluate((element) => element.setAttribute('data-witness', 'same element'))
    const before = core.calls.length
    const session = core.sessions.get('opencode:77aa')
    if (session === undefined) throw new Error('the sample has changed')
    core.change([{ ...session, title: 'Profile the weekly import' }])
    await row('opencode:77aa').getByText('Profile the weekly import').waitFor()
    expect(core.calls.slice(before)).toEqual(['sessions.byIds'])
    expect(await row('codex:8f21').getAttribute('data-witness')).toBe('same element')
  })

  it('moves a session up when it needs somebody, and takes away one that is gone', async () => {
    await open()
    const session = core.sessions.get('claude-code:0d1e')
    if (session === undefined) throw new Error('the sample has changed')
    core.change([{ ...session, state: 'waiting', lastActivityAt: new Date() }], ['codex:8f21'])
    await row('codex:8f21').waitFor({ state: 'detached' })
    expect(await page.locator('[data-session]').first().getAttribute('data-session')).toBe('claude-code:0d1e')
  })

  it('says what was looked at where there is nothing to show', async () => {
    core.change([], [...core.sessions.keys()])
    core.sources = SAMPLE_SOURCES.map((source) => ({ ...source, files: 0 }))
    await open()
    await page.getByText('No sessions found').waitFor()
    const text = await page.locator('main').innerText()
    for (const part of ['partly read', 'permission denied', '--demo', 'No trace of 1 other assistant'])
      expect(text).toContain(part)
    await page.getByText('No trace of').click()
    await page.getByText('/home/ada/.gemini/tmp').waitFor()
  })

  it('names an assistant that could not be looked at, and shows the others', async () => {
    core.failures = [{ provider: 'codex', reason: 'cannot tell its processes: a surprise' }]
    await open()
    const notice = page.getByRole('alert')
    await notice.waitFor()
    expect(await notice.innerText()).toContain('could not be looked at in full. cannot tell its processes')
    await row('claude-code:9ab3').waitFor()
  })

  it('says that sample data is sample data', async () => {
    core.info = { ...core.info, demo: true }
    await open()
    await page.getByText('Sample data.').waitFor()
  })

  it('says what is missing where the page was opened without its key', async () => {
    await page.goto(host.address.origin)
    await page.getByText('This page was opened without its key').waitFor()
    expect(watched.troubles).toEqual([])
  })

  it('fits every width from a tray popover on, with the widest letters that there are', async () => {
    await open()
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'cyberpunk'))
    for (const width of [380, 461, 560, 621, 700, 761, 800, 900, 941, 1000, 1101, 1280, 1361, 1920]) {
      await page.setViewportSize({ width, height: 700 })
      const overflow = await page.evaluate(() => {
        const ends = [...document.querySelectorAll('.app-header button, .toolbar button')].map(
          (button) => button.getBoundingClientRect().right,
        )
        return Math.max(document.documentElement.scrollWidth, ...ends) - window.innerWidth
      })
      expect(overflow, `at ${width}`).toBeLessThanOrEqual(0)
    }
  })
})

describe("the reader's language", () => {
  it('has numbers, units and dates as they are written there', async () => {
    await page.close()
    watched = await watchPage(browser, { locale: 'de-DE' })
    page = watched.page
    await open()
    expect(await row('codex:8f21').innerText()).toContain('4,99\u00a0Mio.')
    expect(await row('codex:8f21').innerText()).toContain('11,42\u00a0$')
    await row('codex:8f21').click()
    await details().getByText('4.987.714').waitFor()
    await details()
      .getByText(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d$/)
      .waitFor()
    expect(watched.troubles).toEqual([])
  })
})

describe('the first visit', () => {
  it('tells what was found, what could not be read and why, and leads to the sessions once', async () => {
    await page.close()
    watched = await watchPage(browser, { firstVisit: true })
    page = watched.page
    core.sources = SAMPLE_SOURCES
    core.indexing = {
      filesDone: 30,
      filesTotal: 257,
      bytesDone: 1_000,
      bytesTotal: 9_000,
      bytesPerSecond: 400,
      secondsLeft: 20,
    }
    await open()
    await page.getByRole('heading', { name: 'Your coding sessions' }).waitFor()
    const text = await page.locator('main').innerText()
    for (const part of [
      '214 transcripts',
      'permission denied',
      'No trace of 1 other assistant',
      'Nothing leaves',
      'come with the desktop app',
    ])
      expect(text).toContain(part)
    await page.getByRole('progressbar', { name: 'Transcripts read' }).waitFor()
    core.indexing = null
    await page.keyboard.press('Enter')
    await row('codex:8f21').waitFor()
    await page.reload()
    await row('codex:8f21').waitFor()
    expect(watched.troubles).toEqual([])
  })
})

describe('the keyboard', () => {
  it('moves, opens the details, closes them and comes back to the row', async () => {
    await open()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    expect(await selectedId()).toBe('claude-code:41c0')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await details().getByRole('heading', { name: 'Port the billing worker to the new queue' }).waitFor()
    await details().getByText('/home/ada/session-manager/src/parse.ts').waitFor()
    await page.keyboard.press('j')
    await details().getByRole('heading', { name: 'Replace the date picker' }).waitFor()
    await page.keyboard.press('Escape')
    await details().waitFor({ state: 'detached' })
    // The list has the focus, and says which row is meant.
    const meant = await page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
      return document.getElementById(id)?.dataset['session']
    })
    expect(meant).toBe('claude-code:41c0')
  })

  it('says what a model takes of the machine, and what its server does not tell', async () => {
    const toldAt = new Date()
    core.loadedModel = { sizeBytes: 21_474_836_480, graphicsBytes: null, unloadsAt: null, toldAt }
    await open()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await details().getByRole('heading', { name: 'Loaded model' }).waitFor()
    await details().getByText('21.5B bytes').waitFor()
    expect(await details().getByText('not told', { exact: true }).count()).toBe(2)
  })

  it('filters by what is typed, and clears the filter', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('storefront')
    await page.getByText('4 of 12 sessions').waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await selectedId()).toBe('claude-code:41c0')
    await page.keyboard.press('Escape')
    await page.getByText('12 sessions', { exact: true }).waitFor()
  })

  it('asks the core to look again', async () => {
    await open()
    await page.keyboard.press('r')
    await expect.poll(() => core.calls).toContain('system.refresh')
  })

  it('shows its own help, and typing there commands nothing', async () => {
    await open()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys and signs' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Keys and signs' }).waitFor({ state: 'hidden' })
    expect(await page.locator('[aria-selected=true]').count()).toBe(0)
  })
})

describe('filters and what is kept', () => {
  it('narrow the list to an assistant and a state, and are cleared together', async () => {
    await open()
    await page.getByLabel('Assistant').selectOption('codex')
    await page.getByText('1 of 12 sessions').waitFor()
    await page.getByLabel('Assistant').selectOption('')
    await page.getByRole('button', { name: 'idle' }).click()
    await page.getByText('3 of 12 sessions').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('12 sessions', { exact: true }).waitFor()
  })

  it('are saved under a name, and found again after the page was loaded anew', async () => {
    await open()
    await page.getByLabel('Project').selectOption('storefront')
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByLabel('Name of the view to save').fill('Shop')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.reload()
    await page.getByText('12 sessions', { exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('view shop')
    await page.keyboard.press('Enter')
    await page.getByText('4 of 12 sessions').waitFor()
  })

  it('hide and move columns, and the page remembers', async () => {
    await open()
    const names = () => page.getByRole('columnheader').allInnerTexts()
    expect((await names()).slice(3)).toEqual(['State', 'Context', 'Tokens', 'Cost', 'Burn', 'Health', 'Age'])
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Cost' }).uncheck()
    await page.getByRole('button', { name: 'Move Age up' }).click()
    await page.reload()
    await page.getByRole('columnheader', { name: 'Age' }).waitFor()
    expect((await names()).slice(3)).toEqual(['State', 'Context', 'Tokens', 'Burn', 'Age', 'Health'])
  })

  it('follow the chosen theme, also when the page is loaded anew', async () => {
    await open()
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('radio', { name: 'Cyberpunk' }).check()
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
    expect(await theme()).toBe('cyberpunk')
    await page.reload()
    await page.getByText('live', { exact: true }).waitFor()
    expect(await theme()).toBe('cyberpunk')
  })

  it('have the theme of the settings until one is chosen, and say at once what of the settings does not apply', async () => {
    await open()
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
    core.set({ dashboard: { theme: 'minimal', refreshMs: 5_000 } })
    await expect.poll(theme).toBe('minimal')
    core.set({ problems: ['config.yaml:3:1: dashbord: Unknown key. Ignored. Did you mean "dashboard"?'] })
    await page.getByText('Something in the settings does not apply.').waitFor()
    await page.getByText('Did you mean "dashboard"?').first().waitFor()
    core.set({ problems: [] })
    await page.getByText('Something in the settings does not apply.').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('radio', { name: 'Light' }).check()
    core.set({ dashboard: { theme: 'dark', refreshMs: 5_000 } })
    await expect.poll(theme).toBe('light')
  })

  it('that were spoiled are the defaults: the page welcomes a stranger', async () => {
    await open()
    await page.evaluate(() => window.localStorage.setItem('preferences', '{"theme":7,"areas":[1]'))
    await page.reload()
    await page.getByRole('button', { name: 'Show the sessions' }).click()
    await page.getByText('12 sessions', { exact: true }).waitFor()
    expect(watched.troubles).toEqual([])
  })
})

describe('the overview', () => {
  it('sums everything up, leads to what it shows, and back', async () => {
    await open()
    await page.keyboard.press('o')
    await page.getByText('tokens today').waitFor()
    await page.getByRole('img', { name: /^Tokens of each of the last 30 days/ }).waitFor()
    await page.getByRole('button', { name: 'Cost', exact: true }).click()
    await page.getByRole('img', { name: /^Cost of each of the last 30 days/ }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/overview')
    await page.getByTitle('Show the sessions that are critical').click()
    await page.getByText('2 of 12 sessions').waitFor()
    await page.goBack()
    await page.getByText('tokens today').waitFor()
    expect(watched.troubles).toEqual([])
  })

  it('hides and moves its panels, and remembers it', async () => {
    await open()
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Panels' }).click()
    await page.getByRole('checkbox', { name: 'Models' }).uncheck()
    await page.reload()
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Models' }).count()).toBe(0)
  })
})

describe('tags', () => {
  it('are put on a session and taken off in its details, and the list can be narrowed to one', async () => {
    await open()
    await row('codex:8f21').click()
    await page.keyboard.press('t')
    await page.keyboard.type('on call')
    await page.keyboard.press('Enter')
    await row('codex:8f21').getByText('on call').waitFor()
    await page.getByLabel('Tag', { exact: true }).selectOption('on call')
    await page.getByText('1 of 12 sessions').waitFor()
    await details().getByRole('button', { name: 'Take off the tag on call' }).click()
    await page.getByText('0 of 12 sessions').waitFor()
  })
})

describe('a project name and a note', () => {
  const details = () => page.getByRole('complementary', { name: 'Session details' })

  it('are written by key, kept when the field is left, and taken back', async () => {
    await open()
    await page.keyboard.press('j')
    await page.keyboard.press('p')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('invoices')
    await page.keyboard.press('Enter')
    await row('codex:8f21').getByText('invoices').waitFor()
    await page.keyboard.press('n')
    await page.keyboard.type('Ask ops for more quota')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => core.calls).toContain('sessions.setNote')
    await page.reload()
    await row('codex:8f21').click()
    const note = details().getByLabel('Note')
    await expect.poll(() => note.inputValue()).toBe('Ask ops for more quota')
    await note.fill('something else')
    await note.press('Escape')
    expect(await note.inputValue()).toBe('Ask ops for more quota')
    expect(watched.troubles).toEqual([])
  })

  it('are reached from the palette, and stay on the page where they are refused', async () => {
    core.labelsRefused = 'Another llm-session keeps the data.'
    await open()
    await page.keyboard.press('3')
    await page.locator('.message').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('write a note')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Split it')
    await page.getByLabel('Project').click()
    await page.getByRole('alert').getByText('Another llm-session keeps the data.').waitFor()
    expect(await page.getByLabel('Note').inputValue()).toBe('Split it')
  })
})

describe('the connection', () => {
  it('says when it is lost, keeps the rows, comes back by itself and fetches what it missed', async () => {
    await open()
    await host.stop()
    await page.getByText(/^lost since/).waitFor()
    await page.getByText(/What is shown is of .* and may no longer be so/).waitFor()
    const opacity = () => page.locator('.table').evaluate((table) => Number(getComputedStyle(table).opacity))
    expect(await opacity()).toBeLessThan(0.8)
    expect(await page.locator('[data-session]').count()).toBe(core.sessions.size)
    const session = core.sessions.get('opencode:77aa')
    if (session === undefined) throw new Error('the sample has changed')
    core.change([{ ...session, title: 'Changed while nobody listened' }])
    await host.restart()
    await page.getByText('live', { exact: true }).waitFor()
    await row('opencode:77aa').getByText('Changed while nobody listened').waitFor()
    expect(await opacity()).toBe(1)
  })
})

describe('text that came from a transcript', () => {
  const payload = '<img src=x onerror="globalThis.leaked=1"><script>globalThis.leaked=1</script>'
  const long = `${payload} \u202Edesrever\u202C ${'wide '.repeat(400)}`

  function hostile(id: string, text: string): Session {
    return sampleSession({
      id,
      provider: `claude-code${text.slice(0, 40)}`,
      title: text,
      project: text,
      gitBranch: text,
      cwd: text,
      model: text,
      assistantVersion: text,
      stateReason: text,
      question: text,
      burn: {
        windowMinutes: 1,
        tokensPerHour: 1,
        costUsdPerHour: null,
        answersLeft: null,
        minutesLeft: 3,
        sentence: text,
      },
      tags: [text.slice(0, 40)],
      transcript: text,
      forkedFrom: text,
      tokens: { ...sampleSession().tokens, caveat: text },
      recommendations: [{ kind: 'merge', severity: 'critical', text, sessionIds: [text] }],
      health: {
        score: 10,
        level: 'critical',
        parts: [
          {
            name: 'errors',
            score: 1,
            weight: 20,
            level: 'critical',
            inputs: { [text]: text },
            sentence: text,
          },
        ],
      },
    })
  }

  it('stays text, in rows and in details, and asks the network for nothing', async () => {
    core.change([hostile('codex:a"] <img src=x>', payload), hostile('codex:long', long)])
    await open()
    await row('codex:long').click()
    await details().getByText('Sources').waitFor()
    await page.keyboard.press('k')
    await details().getByText('Sources').waitFor()
    expect(await page.evaluate(() => 'leaked' in globalThis)).toBe(false)
    expect(await page.locator('img[src=x]').count()).toBe(0)
    expect(await page.locator('body').innerText()).not.toContain('\u202E')
    expect(watched.foreignRequests(host.address.origin)).toEqual([])
    expect(watched.troubles).toEqual([])
  })

  it('breaks no line and no width, however long it is', async () => {
    core.change([hostile('codex:long', 'x'.repeat(2000))])
    await page.setViewportSize({ width: 1000, height: 700 })
    await open()
    await row('codex:long').click()
    await details().getByText('Sources').waitFor()
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    const box = await row('codex:long').boundingBox()
    expect(box?.height).toBeLessThan(120)
    expect(await details().evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBeLessThanOrEqual(0)
  })

  it('would be stopped by the policy even where it became markup', async () => {
    await open()
    const attempt = page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), payload)
    await expect(attempt).rejects.toThrow('TrustedHTML')
    await expect.poll(() => watched.troubles.join()).toContain('policy: require-trusted-types-for')
  })
})

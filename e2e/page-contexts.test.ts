import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HOSTILE_FILES } from '../src/core/exchange/testing/hostile-files.ts'
import { sampleContext } from '../src/core/exchange/testing/sample-context.ts'
import { contextText } from '../src/core/exchange/write-contexts.ts'
import { isTag } from '../src/shared/domain/labels.ts'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { dragOver, dropOn } from './drop-on-page.ts'
import { CANARY, HOSTILE_PAYLOADS } from './hostile-payloads.ts'
import { type PageHost, servePage } from './page-host.ts'
import { seriousFaults } from './serious-faults.ts'
import { openRealCore, type RealCore } from './real-core.ts'
import { type WatchedPage, watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000

let browser: Browser
let built: BuiltPage
let core: RealCore
let host: PageHost
let folder: string
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  core = await openRealCore({})
  await core.app.look()
  host = await servePage(core.router, built.folder)
  folder = mkdtempSync(join(tmpdir(), 'llm-session-drop-'))
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await core.stop()
  await browser.close()
  built.remove()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  watched = await watchPage(browser, { acceptDownloads: true })
  page = watched.page
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
})

afterEach(async () => {
  expect(watched.troubles).toEqual([])
  expect(watched.foreignRequests(host.address.origin)).toEqual([])
  await page.close()
})

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Elements that the page itself never makes here, and that markup in a text would make. */
const FOREIGN_ELEMENTS =
  'a, audio, embed, form, iframe, img, link, math, object, script, style, template, textarea, video'

const dialog = () => page.getByRole('dialog', { name: 'Import contexts' })
const card = (name: string) => dialog().getByRole('listitem').filter({ hasText: name })

const THEMES = ['dark', 'light', 'cyberpunk', 'minimal'] as const

async function faultsInAllThemes(): Promise<readonly string[]> {
  const faults: string[] = []
  for (const theme of THEMES) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme)
    faults.push(...(await seriousFaults(page)).map((fault) => `${theme}: ${fault}`))
  }
  return faults
}

async function keptContexts(): Promise<number> {
  await page.keyboard.press('c')
  return Number(await page.locator('.contexts-count').innerText())
}

describe('exported contexts on the page', () => {
  it('are shown while they hang over it, and not touched where they are taken away again', async () => {
    const drag = await dragOver(page, { files: [file('one.json', '{}')] })
    await page.getByText('Drop exported contexts to look into them').waitFor()
    await drag.leave()
    await page.getByText('Drop exported contexts to look into them').waitFor({ state: 'detached' })
    await expect(dialog().count()).resolves.toBe(0)
  })

  it('are previewed where they are dropped, imported on confirmation, and opened from there', async () => {
    const text = contextText([sampleContext()], 'json')
    await dropOn(page, { files: [file('tax.json', text)] })
    await card('tax.json').getByText('ready').waitFor()
    const preview = await card('tax.json').innerText()
    for (const words of [
      'Mend the tax table',
      'shop',
      'new',
      '35 tokens',
      '2 messages',
      '1 file',
      'Ask Grace.',
    ])
      expect(preview).toContain(words)
    expect(preview).toContain('Secrets were not looked for')
    expect(await faultsInAllThemes()).toEqual([])

    await dialog().getByRole('button', { name: 'Import 1 context' }).click()
    await card('tax.json').getByText('✓ imported').waitFor()
    await dialog().getByRole('button', { name: 'Mend the tax table' }).click()
    await page.getByRole('heading', { name: 'Mend the tax table' }).waitFor()
    await page.getByText('Mend it.').waitFor()
    expect(page.url()).toContain('#/context/')
    expect(await faultsInAllThemes()).toEqual([])

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: 'JSON, whole' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('codex-01a1fb7f-0000-7000-8000-00000000000a.json')
    expect(readFileSync(await saved.path(), 'utf8')).toBe(text)

    await page.getByRole('button', { name: 'Back to the contexts' }).click()
    await page.getByRole('list', { name: 'Imported contexts' }).getByText('Mend the tax table').waitFor()
    expect(await faultsInAllThemes()).toEqual([])
    await page.getByRole('button', { name: 'Remove Mend the tax table' }).click()
    await page.getByRole('button', { name: 'Really remove' }).click()
    await page.getByText('A context is what a session was').waitFor()
  })

  it('are chosen by keyboard alone, several at once, and attached to the session that is selected', async () => {
    const others = [1, 2].map((number) => ({ ...sampleContext(), note: `number ${number}` }))
    const packed = gzipSync(contextText(others, 'yaml'))
    await page.keyboard.press('j')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('import')
    await page.keyboard.press('Enter')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose files…' }).waitFor()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles([
      file('two.yaml.gz', packed),
      file('readable.md', contextText([sampleContext()], 'markdown')),
    ])
    await card('two.yaml.gz').getByText('2 contexts').waitFor()
    await card('readable.md').getByText('stays behind').waitFor()
    await dialog().getByRole('checkbox', { name: 'attach to' }).check()
    await dialog().getByRole('button', { name: 'Import 3 contexts' }).click()
    await card('readable.md').getByText('✓ imported').waitFor()
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    expect(await keptContexts()).toBe(3)
    expect(await page.locator('.context-session').count()).toBe(3)

    await page.keyboard.press('i')
    await dropOn(page, { files: [file('two.yaml.gz', packed)] })
    await card('two.yaml.gz').getByText('here already').first().waitFor()
    await dialog().getByRole('button', { name: 'Nothing new to import' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    for (let left = 3; left > 0; left -= 1) {
      await page
        .getByRole('button', { name: /^Remove / })
        .first()
        .click()
      await page.getByRole('button', { name: /^Really remove / }).click()
      await page
        .getByText(left === 1 ? 'A context is what' : 'Imported contexts')
        .first()
        .waitFor()
    }
  })

  it('say line, column and place of what is wrong, and a folder is none', async () => {
    const broken = contextText([sampleContext()], 'json').replace('"messages": 2', '"messages": -2')
    mkdirSync(join(folder, 'a-folder'))
    await dropOn(page, { files: [file('broken.json', broken), join(folder, 'a-folder')] })
    const row = card('broken.json').getByRole('row').nth(1)
    await row.waitFor()
    const line = broken.slice(0, broken.indexOf('"messages": -2')).split('\n').length
    expect(await row.innerText()).toMatch(new RegExp(`^${line}\\s+5\\s+session\\.messages\\s`))
    await card('a-folder').getByText('This is a folder').waitFor()
    expect(await faultsInAllThemes()).toEqual([])
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    expect(await keptContexts()).toBe(0)
  })
})

describe('what is dropped and is no context', () => {
  it('writes nothing and says why: every hostile file', { timeout: 180_000 }, async () => {
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(40)
    const paths = HOSTILE_FILES.map(([, content], index) => file(`hostile-${index}.json`, content))
    for (let from = 0; from < paths.length; from += 20) {
      await dropOn(page, { files: paths.slice(from, from + 20) })
      const last = Math.min(from + 20, paths.length) - 1
      for (let index = from; index <= last; index += 1) {
        const [, , reason] = HOSTILE_FILES[index] ?? expect.fail('there are fewer')
        const shown = dialog()
          .getByRole('listitem')
          .filter({ hasText: `hostile-${index}.json` })
        await shown.getByText('cannot be imported').waitFor({ timeout: 60_000 })
        expect(await shown.innerText()).toContain(reason)
      }
      await dialog().getByRole('button', { name: 'Close' }).last().click()
    }
    expect(await keptContexts()).toBe(0)
  })

  it('runs nothing and asks nobody, wherever its texts are shown', { timeout: 180_000 }, async () => {
    const sample = sampleContext()
    const said = HOSTILE_PAYLOADS.flatMap((text) =>
      ['prompt', 'answer', 'tool-result', text].map((kind) => ({
        kind,
        at: null,
        model: text,
        tool: { name: text, access: text, target: text, outcome: text },
        text,
        omitted: 0,
      })),
    )
    const contexts = HOSTILE_PAYLOADS.map((text, index) => ({
      ...sample,
      generator: text.slice(0, 200),
      session: {
        ...sample.session,
        title: text,
        project: text,
        model: text,
        provider: text.slice(0, 100) || 'x',
      },
      files: HOSTILE_PAYLOADS.map((path) => ({ path, reads: 1, writes: 1, tokens: null })),
      tags: isTag(text) ? [text] : [],
      note: `${index} ${text}`,
      conversation: [],
    }))
    const talk = { ...sample, session: { ...sample.session, title: 'All that was said' }, conversation: said }
    await dropOn(page, {
      files: [
        file('hostile.json', contextText(contexts, 'json')),
        file('said.json', contextText([talk], 'json')),
      ],
    })
    await card('said.json').getByText('ready').waitFor({ timeout: 60_000 })
    await card('hostile.json')
      .getByRole('button', { name: /^Show \d+ more$/ })
      .click()
    expect(await dialog().locator('.preview').count()).toBe(Math.min(contexts.length, 200) + 1)
    await dialog()
      .getByRole('button', { name: /^Import \d+ contexts$/ })
      .click()
    await card('said.json').getByText('✓ imported').waitFor({ timeout: 60_000 })
    await card('said.json').getByRole('button', { name: 'All that was said' }).click()
    await page.locator('.said').first().waitFor()
    const more = page.getByRole('button', { name: /^Show more/ })
    while ((await more.count()) > 0) {
      const before = await page.locator('.said').count()
      await more.click()
      await page.locator('.said').nth(before).waitFor()
    }
    expect(await page.locator('.said').count()).toBe(said.length)
    expect(await page.locator('main').locator(FOREIGN_ELEMENTS).count()).toBe(0)
    await page.keyboard.press('c')
    await page.locator('.context-row').first().waitFor()
    expect(await page.locator('main').locator(FOREIGN_ELEMENTS).count()).toBe(0)
    expect(await page.evaluate((name) => Reflect.has(globalThis, name), CANARY)).toBe(false)
  })

  it('leads nowhere: addresses, pages and pictures', async () => {
    const before = page.url()
    const html = file('page.html', '<script>document.title = "taken"</script>')
    const addresses = ['https://example.com/', pathToFileURL(html).href, 'javascript:document.title="taken"']
    for (const address of addresses) await dropOn(page, { address })
    await expect(dialog().count()).resolves.toBe(0)
    await dropOn(page, { files: [html, file('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]))] })
    await card('picture.png').getByText('cannot be imported').waitFor()
    await card('page.html').getByText('cannot be imported').waitFor()
    expect(page.url()).toBe(before)
    expect(page.context().pages()).toHaveLength(1)
    expect(await page.title()).not.toContain('taken')
  })
})

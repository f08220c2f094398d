import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { type PageHost, servePage } from './page-host.ts'
import { openRealCore, type RealCore } from './real-core.ts'
import { watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000

let browser: Browser
let built: BuiltPage
let core: RealCore
let host: PageHost

/** The whole product but its window frame: sample transcripts, the real core, the real server, the built page. */
beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  core = await openRealCore({})
  await core.app.look()
  host = await servePage(core.router, built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await core.stop()
  await browser.close()
  built.remove()
})

it('sample data can be looked at from the list down to the transcript that it was read from', async () => {
  const { page, troubles } = await watchPage(browser)
  await page.goto(host.address.url)
  await page.getByText('Sample data.').waitFor()
  await page.getByText('Needs you').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const details = page.getByRole('complementary', { name: 'Session details' })
  await details.getByText('Token usage').waitFor()
  await details
    .getByText(/\.jsonl$/)
    .first()
    .waitFor()
  expect(troubles).toEqual([])
  await page.close()
})

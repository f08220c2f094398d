import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright'
import { createRouter } from '../src/core/api/router.ts'
import { type App, createApp } from '../src/core/app.ts'
import { openPorts } from '../src/core/system-ports.ts'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { type PageHost, servePage } from './page-host.ts'
import { watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000

const quiet = (): void => undefined

let browser: Browser
let built: BuiltPage
let app: App
let host: PageHost
let release: () => void

/** The whole product but its window frame: sample transcripts, the real core, the real server, the built page. */
beforeAll(async () => {
  built = builtPage()
  browser = await launchBrowser()
  const opened = await openPorts({
    platform: process.platform,
    home: '/nowhere',
    env: {},
    logger: { debug: quiet, warn: quiet, error: (message, cause) => console.error(message, cause) },
    host: { kind: 'server', capabilities: [] },
    version: '0.0.0',
    demo: true,
  })
  release = opened.release
  app = await createApp(opened.ports)
  await app.look()
  host = await servePage(createRouter(app.service), built.folder)
}, PREPARATION_LIMIT_MS)

afterAll(async () => {
  await host.stop()
  await app.stop()
  release()
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

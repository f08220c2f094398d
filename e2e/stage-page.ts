import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type BuiltPage, builtPage } from './built-page.ts'
import { type PageHost, servePage } from './page-host.ts'
import { sampleSessions } from './sample-sessions.ts'
import { createScriptedCore, type ScriptedCore } from './scripted-core.ts'
import { type WatchedPage, watchPage } from './watched-page.ts'

/** A first run may have to install a browser and build the page. */
const PREPARATION_LIMIT_MS = 300_000

/** What a journey through the page has at hand. */
export interface Stage {
  readonly browser: Browser
  readonly core: ScriptedCore
  readonly host: PageHost
  readonly watched: WatchedPage
}

/** Gives each test of a file a page of its own, over the real server and a scripted core. */
export function stagePage(take: (stage: Stage) => void): void {
  let browser: Browser
  let built: BuiltPage
  let stage: Stage

  beforeAll(async () => {
    built = builtPage()
    browser = await launchBrowser()
  }, PREPARATION_LIMIT_MS)

  afterAll(async () => {
    await browser.close()
    built.remove()
  })

  beforeEach(async () => {
    const core = createScriptedCore(sampleSessions(new Date()))
    const host = await servePage(core.router, built.folder)
    const watched = await watchPage(browser)
    stage = { browser, core, host, watched }
    take(stage)
  })

  afterEach(async () => {
    await stage.watched.page.close()
    await stage.host.stop()
  })
}

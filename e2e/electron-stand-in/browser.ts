import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page, type Route } from 'playwright'
import { findBrowser } from '../browser.ts'

/** Chromium knows no scheme of ours: `app://window/…` is called so, and never leaves this process. */
const ORIGIN = 'https://app-window.invalid'
const APP = 'app://window'

/** The policies and handlers that our main process set, as far as requests pass them. */
export interface RequestPolicy {
  handler: ((request: Request) => Promise<Response> | Response) | undefined
  isAllowed: (url: string) => boolean
}

export interface StandInBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

export function toPageUrl(url: string): string {
  return url.startsWith(APP) ? `${ORIGIN}${url.slice(APP.length)}` : url
}

export function fromPageUrl(url: string): string {
  return url.startsWith(ORIGIN) ? `${APP}${url.slice(ORIGIN.length)}` : url
}

/** Starts the browser whose pages are the windows. `STAND_IN_PORT` lets a test look into them. */
export async function openBrowser(
  policy: RequestPolicy,
  colorScheme: 'dark' | 'light',
): Promise<StandInBrowser> {
  const found = findBrowser()
  if (found === undefined) throw new Error('the stand-in needs a Chromium')
  const profile = mkdtempSync(join(tmpdir(), 'stand-in-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.executablePath,
    args: [`--remote-debugging-port=${process.env['STAND_IN_PORT'] ?? '0'}`, '--no-sandbox'],
    colorScheme,
    locale: 'en-US',
  })
  await context.route('**/*', (route) => answer(route, policy))
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

async function answer(route: Route, policy: RequestPolicy): Promise<void> {
  const url = fromPageUrl(route.request().url())
  if (!policy.isAllowed(url) || policy.handler === undefined) return await route.abort()
  const response = await policy.handler(new Request(url, { method: route.request().method() }))
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

/** Puts a page at the size of its window. */
export async function sizePage(
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.setViewportSize(size)
}

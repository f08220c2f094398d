import type { Browser, BrowserContextOptions, Page } from 'playwright'

/** Nothing that a page of this machine shows takes as long. */
const WAIT_LIMIT_MS = 8_000

/** A page whose troubles are written down from its first moment on. */
export interface WatchedPage {
  readonly page: Page
  /** Errors of the console and of scripts, and breaches of the content security policy. */
  readonly troubles: readonly string[]
  /** Forgets troubles that a test caused itself. */
  forgive(expected: RegExp): void
  /** Requests that went anywhere but to this origin. */
  foreignRequests(origin: string): readonly string[]
}

export interface WatchOptions extends BrowserContextOptions {
  /** A person who was never here before is welcomed first. */
  readonly firstVisit?: boolean
}

export async function watchPage(browser: Browser, options: WatchOptions = {}): Promise<WatchedPage> {
  const { firstVisit = false, ...context } = options
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...context })
  page.setDefaultTimeout(WAIT_LIMIT_MS)
  const troubles: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('request', (request) => requests.push(request.url()))
  await page.exposeFunction('reportViolation', (violation: string) => troubles.push(`policy: ${violation}`))
  if (!firstVisit) {
    await page.addInitScript(() => {
      if (!location.protocol.startsWith('http')) return
      const { localStorage } = window
      if (localStorage.getItem('preferences') === null)
        localStorage.setItem('preferences', JSON.stringify({ welcomed: true }))
    })
  }
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      const report: unknown = Reflect.get(globalThis, 'reportViolation')
      if (typeof report === 'function') report(`${effectiveDirective} ${blockedURI} ${sample}`)
    })
  })
  return {
    page,
    troubles,
    forgive(expected) {
      const others = troubles.filter((trouble) => !expected.test(trouble))
      troubles.splice(0, troubles.length, ...others)
    },
    foreignRequests: (origin) => requests.filter((url) => new URL(url).origin !== origin),
  }
}

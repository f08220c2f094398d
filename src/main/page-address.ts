import { APP_ORIGIN } from './app-protocol.ts'

export interface PageQuestion {
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The page that windows load, as a browser spells it: ours, or that of the development server while the application is not packaged. */
export function pageAddress({ isPackaged, env }: PageQuestion): string {
  const development = env['ELECTRON_RENDERER_URL']
  if (!isPackaged && development !== undefined && isLoopback(development)) return new URL(development).href
  return `${APP_ORIGIN}/index.html`
}

/** Requests that a window may make: for its own page, and for what the page made itself. */
export function isAllowedRequest(url: string, page: string): boolean {
  const { protocol, host } = new URL(page)
  const target = URL.parse(url)
  if (target === null) return false
  if (target.protocol === 'blob:' || target.protocol === 'data:' || target.protocol === 'devtools:')
    return true
  const isSocketOfPage = protocol === 'http:' && target.protocol === 'ws:'
  return target.host === host && (target.protocol === protocol || isSocketOfPage)
}

function isLoopback(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {}
  return (
    protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]')
  )
}

import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { SECURITY_HEADERS } from '../server/headers.ts'

export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://window'

/** A page on this scheme has an origin of its own, as on https, and none of the powers of `file:`. */
export const APP_SCHEME_PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true } as const

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
])

/** What a built page's files are called. No name begins with a dot, so that none leads upwards. */
const FILE_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/

/** The file below `root` that a URL of the page names; `undefined` for every URL that does not name one plainly. */
export function resolveAppFile(url: string, root: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || `${parsed.protocol}//${parsed.host}` !== APP_ORIGIN) return undefined
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '') return undefined
  const path = parsed.pathname === '/' ? '/index.html' : parsed.pathname
  if (!FILE_PATH.test(path) || !CONTENT_TYPES.has(extname(path))) return undefined
  return join(root, ...path.split('/'))
}

/** Answers the page's requests with files below `root`, each with the policy that the web server sends too. */
export function createAppProtocol(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refusal(405)
    const file = resolveAppFile(request.url, root)
    const body = file === undefined ? undefined : await readIfThere(file)
    if (file === undefined || body === undefined) return refusal(404)
    const contentType = CONTENT_TYPES.get(extname(file)) ?? 'application/octet-stream'
    return new Response(body, { headers: { ...SECURITY_HEADERS, 'Content-Type': contentType } })
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS })
}

/** `undefined` where there is no such file; every other trouble is a fault of the installation and is thrown. */
async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return undefined
    throw error
  }
}

import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface StaticFile {
  readonly contentType: string
  readonly body: Buffer
}

/** Files by the exact path of the request. What is not in it does not exist, however the path is spelled. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** The built page is a few MiB. More than this is a wrong folder. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/**
 * Reads the built page into memory, so that no request ever reaches the file system. Links are left out.
 * Rejects where the folder cannot be read, has no `index.html`, or holds more than a page.
 */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  let totalBytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const body = await readFile(path)
    totalBytes += body.length
    if (totalBytes > MAX_TOTAL_BYTES) throw new Error(`More than a page lies in ${folder}.`)
    files.set(urlPath(folder, path), { contentType: contentTypeOf(path), body })
  }
  const index = files.get('/index.html')
  if (!index) throw new Error(`There is no built page (index.html) in ${folder}.`)
  return files.set('/', index)
}

/** Type by extension; a browser saves what it has no type for, and never guesses one. */
function contentTypeOf(path: string): string {
  return CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
}

function urlPath(folder: string, path: string): string {
  return `/${relative(folder, path).split(sep).map(encodeURIComponent).join('/')}`
}

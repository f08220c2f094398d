import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'dist', 'renderer')

/** What the built page is made from. */
const SOURCES = ['src/renderer', 'src/shared', 'assets/icon.svg', 'electron.vite.config.ts']

export interface BuiltPage {
  readonly folder: string
  remove(): void
}

/**
 * The built page. Where it is missing or older than what it is made from, one is built in a folder of its own, so that
 * specs that run side by side do not take it from each other.
 */
export function builtPage(): BuiltPage {
  const index = join(PAGE, 'index.html')
  const builtAt = existsSync(index) ? statSync(index).mtimeMs : 0
  if (Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source)))) <= builtAt)
    return { folder: PAGE, remove: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'llm-session-page-'))
  const env = { ...process.env, NODE_ENV: 'production' }
  execFileSync(process.execPath, [join(import.meta.dirname, 'build-page.ts'), folder], {
    env,
    stdio: 'inherit',
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}

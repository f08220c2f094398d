import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'dist', 'renderer')

/** What the built page is made from. */
const SOURCES = ['src/renderer', 'src/shared', 'assets/icon.svg', 'electron.vite.config.ts']

/** Folder of the built page, which is built where it is missing or older than what it is made from. */
export function builtPage(): string {
  const builtAt = existsSync(join(PAGE, 'index.html')) ? statSync(join(PAGE, 'index.html')).mtimeMs : 0
  if (Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source)))) > builtAt) {
    const env = { ...process.env, NODE_ENV: 'production' }
    execFileSync(process.execPath, [join(import.meta.dirname, 'build-page.ts')], { env, stdio: 'inherit' })
  }
  return PAGE
}

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}

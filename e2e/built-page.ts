import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import config from '../electron.vite.config.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'dist', 'renderer')

/** What the built page is made from. */
const SOURCES = ['src/renderer', 'src/shared', 'assets/icon.svg', 'electron.vite.config.ts']

/** Folder of the built page, which is built where it is missing or older than what it is made from. */
export async function builtPage(): Promise<string> {
  const builtAt = existsSync(join(PAGE, 'index.html')) ? statSync(join(PAGE, 'index.html')).mtimeMs : 0
  if (Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source)))) > builtAt) {
    if (!('renderer' in config)) throw new Error('the configuration has no renderer')
    await build({ ...config.renderer, configFile: false, logLevel: 'warn' })
  }
  return PAGE
}

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}

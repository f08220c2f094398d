import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the build reads. */
const INPUTS = [
  'src',
  'assets',
  'package.json',
  'electron.vite.config.ts',
  'scripts/build.ts',
  'scripts/build-terminal.ts',
  'scripts/pictures',
]

/** True where the built program is missing or older than what it is built from. */
export function isBuildStale(root: string): boolean {
  const built = join(root, 'dist/cli/main.js')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  return INPUTS.some((input) => changedSince(join(root, input), builtAt))
}

function changedSince(path: string, builtAt: number): boolean {
  if (!existsSync(path)) return false
  const { mtimeMs } = statSync(path)
  if (mtimeMs > builtAt) return true
  return (
    statSync(path).isDirectory() &&
    readdirSync(path).some((name) => !isTest(name) && changedSince(join(path, name), builtAt))
  )
}

function isTest(name: string): boolean {
  return name === 'fixtures' || name === 'testing' || /\.test\.tsx?$/.test(name)
}

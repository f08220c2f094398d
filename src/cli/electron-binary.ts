import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The binary is about 110 MB; a line that needs longer than this is better spent on the browser window. */
export const DOWNLOAD_LIMIT_MS = 90_000

/** Where the desktop window can be opened, or the sentence that says why it cannot. */
export type DesktopOutcome =
  | { readonly kind: 'ready'; readonly binary: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

export interface DesktopQuestion {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder of the installed `electron` package; `undefined` where it is not installed. */
  readonly packageFolder: string | undefined
  /** Fetches the binary; resolves whether it worked, within its own bound. */
  fetch(packageFolder: string): Promise<'fetched' | 'failed' | 'too slow'>
}

/** Finds Electron's binary, and fetches it once where only the package is there. Never waits without an end. */
export async function findDesktop(question: DesktopQuestion): Promise<DesktopOutcome> {
  const { platform, env, packageFolder } = question
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return unavailable('there is no display')
  if (packageFolder === undefined) return unavailable('Electron is not installed')
  const present = installedBinary(packageFolder, env)
  if (present) return { kind: 'ready', binary: present }
  const outcome = await question.fetch(packageFolder)
  const fetched = installedBinary(packageFolder, env)
  if (fetched) return { kind: 'ready', binary: fetched }
  return unavailable(
    outcome === 'too slow' ? 'fetching Electron took too long' : 'Electron’s binary cannot be had here',
  )
}

function unavailable(reason: string): DesktopOutcome {
  return { kind: 'unavailable', reason }
}

function installedBinary(packageFolder: string, env: DesktopQuestion['env']): string | undefined {
  const pathFile = join(packageFolder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist')
  const binary = join(folder, name)
  return existsSync(binary) ? binary : undefined
}

export function electronPackageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    // Not installed: production installs leave development dependencies out.
    return undefined
  }
}

/** Runs the package's own installer, which checks the download against its checksums, and ends it after the limit. */
export async function fetchElectron(
  packageFolder: string,
  limitMs: number,
): Promise<'fetched' | 'failed' | 'too slow'> {
  const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore' })
  return await new Promise((resolve) => {
    const timer = setTimeout(() => {
      endChild(child)
      resolve('too slow')
    }, limitMs)
    child.once('error', () => {
      clearTimeout(timer)
      resolve('failed')
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? 'fetched' : 'failed')
    })
  })
}

function endChild(child: ChildProcess): void {
  child.kill('SIGKILL')
  child.unref()
}

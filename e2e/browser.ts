import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright'

/** An installation that takes longer than this is given up. */
const INSTALL_LIMIT_MS = 240_000

export interface FoundBrowser {
  readonly executablePath: string
  /** One line: where it is from. */
  readonly how: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Places where a system keeps a browser of the Chromium family, the best first. */
export function browserPlaces(platform: NodeJS.Platform, env: Environment): readonly string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ])
  }
  return ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'].map(
    (name) => `/usr/bin/${name}`,
  )
}

/** The browser that `CHROME_PATH` names, else one of the system, else Playwright's own; `undefined` without any. */
export function findBrowser(): FoundBrowser | undefined {
  const named = process.env['CHROME_PATH']
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names no file: ${named}`)
    return { executablePath: named, how: `CHROME_PATH: ${named}` }
  }
  const installed = browserPlaces(process.platform, process.env).find((place) => existsSync(place))
  if (installed !== undefined) return { executablePath: installed, how: `of the system: ${installed}` }
  const own = chromium.executablePath()
  return existsSync(own) ? { executablePath: own, how: `Playwright’s: ${own}` } : undefined
}

/** Starts a browser, which is installed where there is none. Says in one line which one it is. */
export async function launchBrowser(): Promise<Browser> {
  const browser = findBrowser() ?? installBrowser()
  console.log(`browser ${browser.how}`)
  // Chromium's sandbox refuses to run for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return await chromium.launch({ executablePath: browser.executablePath, args })
}

function installBrowser(): FoundBrowser {
  const attempt =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') ? fromDebian() : fromPlaywright()
  const found = findBrowser()
  if (found === undefined)
    throw new Error(`There is no Chromium, and it could not be installed: ${attempt.outcome}`)
  return { ...found, how: `${found.how} (just installed with ${attempt.with})` }
}

interface InstallAttempt {
  readonly with: string
  readonly outcome: string
}

function fromDebian(): InstallAttempt {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const command = 'apt-get update -q && apt-get install -q -y --no-install-recommends chromium'
  return { with: 'apt-get', outcome: run('sh', ['-c', command], env) }
}

function fromPlaywright(): InstallAttempt {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  return {
    with: 'playwright install',
    outcome: run(process.execPath, [cli, 'install', 'chromium'], process.env),
  }
}

/** The end of what the command said. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const result = spawnSync(command, args, { env, timeout: INSTALL_LIMIT_MS, encoding: 'utf8' })
  if (result.error) return result.error.message
  return `${result.stdout}${result.stderr}`.trim().slice(-400)
}

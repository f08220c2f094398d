import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { _electron, type Browser, chromium, type Page } from 'playwright'
import { vi } from 'vitest'
import { z } from 'zod'

const ROOT = resolve(import.meta.dirname, '../..')
const STAND_IN = join(ROOT, 'e2e', 'electron-stand-in', 'register.ts')
const START_LIMIT_MS = 60_000

export interface LaunchOptions {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What the app keeps of itself; a second start with the same folder meets the first one. */
  readonly folder: string
}

/** The built app while it runs. */
export interface RunningDesktop {
  /** Windows of that kind, as they are now. */
  readonly pages: (kind: 'dashboard' | 'popover') => readonly Page[]
  /** Resolves with the only window of that kind, as soon as there is one. */
  readonly page: (kind: 'dashboard' | 'popover') => Promise<Page>
  /** Starts the app once more and waits until that start has ended; gives its exit code. */
  readonly startAgain: (args?: readonly string[]) => Promise<number | null>
  /** Environment in which another start of it finds this one. */
  readonly env: Readonly<Record<string, string>>
  readonly exited: Promise<number | null>
  readonly isRunning: () => boolean
  /** For the end of a test: nothing of it is left. */
  readonly kill: () => Promise<void>
}

/** Electron's program, where this machine has it. */
export function electronBinary(): string | undefined {
  const folder = join(ROOT, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const binary = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name)
  return existsSync(binary) ? binary : undefined
}

/** Starts the built app: on Electron where it is there, else on the stand-in. */
export async function launchDesktop(options: LaunchOptions): Promise<RunningDesktop> {
  const binary = electronBinary()
  return binary === undefined ? await launchStandIn(options) : await launchElectron(options, binary)
}

async function launchElectron({ args, env, folder }: LaunchOptions, binary: string): Promise<RunningDesktop> {
  const all = [ROOT, `--user-data-dir=${folder}`, ...args]
  const electron = await _electron.launch({ executablePath: binary, args: all, env })
  return running(electron.process(), () => electron.windows(), {
    again: (more) => spawn(binary, [...all, ...more], { env, stdio: 'ignore' }),
    release: async () => undefined,
    env,
  })
}

async function launchStandIn({ args, env, folder }: LaunchOptions): Promise<RunningDesktop> {
  const port = await freePort()
  const program = ['--import', STAND_IN, join(ROOT, 'dist', 'main', 'index.js'), ...args]
  const all = { ...env, STAND_IN_PORT: String(port), STAND_IN_FOLDER: folder }
  const start = (more: readonly string[]): ChildProcess =>
    spawn(process.execPath, [...program, ...more], { env: all, stdio: ['ignore', 'ignore', 'inherit'] })
  const child = start([])
  const browser = await vi.waitFor(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`), {
    timeout: START_LIMIT_MS,
    interval: 200,
  })
  return running(child, () => pagesOf(browser), { again: start, release: () => browser.close(), env: all })
}

function pagesOf(browser: Browser): readonly Page[] {
  return browser.contexts().flatMap((context) => context.pages())
}

interface Handle {
  readonly again: (args: readonly string[]) => ChildProcess
  readonly release: () => Promise<void>
  readonly env: Readonly<Record<string, string>>
}

function running(
  child: ChildProcess,
  all: () => readonly Page[],
  { again, release, env }: Handle,
): RunningDesktop {
  const exited = exitOf(child)
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const pages = (kind: 'dashboard' | 'popover'): readonly Page[] =>
    all().filter(
      (page) =>
        page.url().includes('/index.html') && page.url().endsWith('#popover') === (kind === 'popover'),
    )
  return {
    pages,
    env,
    exited,
    isRunning,
    page: (kind) =>
      vi.waitFor(
        () => {
          const [page] = pages(kind)
          if (page === undefined) throw new Error(`there is no ${kind}`)
          return page
        },
        { timeout: START_LIMIT_MS, interval: 100 },
      ),
    startAgain: (args = []) => exitOf(again(args)),
    async kill() {
      await release()
      if (isRunning()) child.kill('SIGKILL')
      await exited
    },
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  await once(child, 'exit')
  return child.exitCode
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DOWNLOAD_LIMIT_MS, electronPackageFolder, fetchElectron, findDesktop } from '../electron-binary.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { openApp } from '../open-app.ts'
import type { Terminal } from '../terminal.ts'
import { packageRoot } from '../package-root.ts'
import { printTable } from './list.ts'
import { type ServeOptions, serveApp } from './serve.ts'

export interface StartOptions extends ServeOptions {
  readonly browser?: boolean
}

/** Opens the desktop window; where there is none, says why, shows the table and serves the same window. */
export async function start(terminal: Terminal, options: StartOptions): Promise<void> {
  if (options.browser) return startInBrowser(terminal, options)
  const desktop = await findDesktop({
    platform: process.platform,
    env: process.env,
    packageFolder: electronPackageFolder(),
    fetch(folder) {
      terminal.err(`Fetching Electron once (at most ${DOWNLOAD_LIMIT_MS / 1000} s) …`)
      return fetchElectron(folder, DOWNLOAD_LIMIT_MS)
    },
  })
  if (desktop.kind === 'ready') return runDesktop(desktop.binary, options)
  terminal.err(`No desktop window: ${desktop.reason}. The same window is served for your browser.`)
  return startInBrowser(terminal, options)
}

async function runDesktop(binary: string, options: StartOptions): Promise<void> {
  const child = spawn(binary, [packageRoot, ...(options.demo ? ['--demo'] : [])], { stdio: 'inherit' })
  try {
    await once(child, 'exit')
  } catch (cause) {
    throw noWindow(`could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  const { exitCode: code, signalCode } = child
  if (code !== 0 && signalCode === null) throw noWindow(`ended with code ${code}`)
}

function noWindow(what: string): CommandError {
  const advice = 'llm-session start --browser serves it in a browser.'
  return new CommandError(`the desktop window ${what}.`, EXIT.failed, advice)
}

async function startInBrowser(terminal: Terminal, options: StartOptions): Promise<void> {
  const opened = await openApp(terminal, options, { kind: 'server' })
  try {
    await opened.app.look()
    const answer = opened.app.service.list({ scope: 'recent', limit: Number.POSITIVE_INFINITY, offset: 0 })
    printTable(terminal, answer, { demo: options.demo ?? false })
    terminal.out('')
  } catch (error) {
    await opened.close()
    throw error
  }
  await serveApp(terminal, options, opened)
}

import type { SessionService } from '../core/sessions/session-service.ts'
import type { Settings } from '../core/settings/settings.ts'
import type { GlobalOptions } from './global-options.ts'
import { openApp } from './open-app.ts'
import type { Terminal } from './terminal.ts'

type Work = (service: SessionService, settings: Settings) => Promise<void> | void

/**
 * Runs one command's questions on the application in this process: look once, answer, close. For commands that change
 * nothing: where nothing is new, they neither wait for another process nor write or load what only a change needs.
 */
export function askService(terminal: Terminal, options: GlobalOptions, work: Work): Promise<void> {
  return run(terminal, options, true, work)
}

/** The same for a command that changes something of ours. */
export function withService(terminal: Terminal, options: GlobalOptions, work: Work): Promise<void> {
  return run(terminal, options, false, work)
}

async function run(terminal: Terminal, options: GlobalOptions, onlyAsks: boolean, work: Work): Promise<void> {
  const { app, close } = await openApp(terminal, options, { kind: 'cli', onlyAsks })
  try {
    await app.look()
    await work(app.service, app.settings())
  } finally {
    await close()
  }
}

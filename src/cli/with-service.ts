import type { SessionService } from '../core/sessions/session-service.ts'
import type { GlobalOptions } from './global-options.ts'
import { openApp } from './open-app.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command that changes nothing on the application in this process: look once, answer, close. */
export async function withService(
  terminal: Terminal,
  options: GlobalOptions,
  work: (service: SessionService) => Promise<void> | void,
): Promise<void> {
  const { app, close } = await openApp(terminal, options, { kind: 'cli', onlyAsks: true })
  try {
    await app.look()
    await work(app.service)
  } finally {
    await close()
  }
}

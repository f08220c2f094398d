import { InvalidArgumentError } from 'commander'
import { type NewCommand, SESSION_ID } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands that open the window, and tell about this installation. */
export function addHostCommands(command: NewCommand, terminal: Terminal): void {
  command('start', 'open the desktop window, or the table and the browser window where there is none')
    .option('--browser', 'do not try the desktop window')
    .option('--port <number>', 'port of the browser window on this machine', portNumber)
    .action(async (options) => (await import('../commands/start.ts')).start(terminal, options))

  command('serve', 'serve the window in a browser on this machine until interrupted')
    .option('--port <number>', 'port on this machine, else that of the settings', portNumber)
    .option('--json', 'print the address as JSON, one line each time that it changes')
    .action(async (options) => (await import('../commands/serve.ts')).serve(terminal, options))

  command('open', 'bring the window that runs to the front, or print the address of the server')
    .argument('[id]', `the session to show: ${SESSION_ID}`)
    .option('--json', 'print JSON')
    .action(async (id, options) => (await import('../commands/open.ts')).open(terminal, id, options))

  command('info', 'version, folders and what this host can do')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/info.ts')).info(terminal, options))

  command('doctor', 'what was looked for, found, skipped and why; ready to paste into a report')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/doctor.ts')).doctor(terminal, options))
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It is a number from 0 to 65535.')
  return port
}

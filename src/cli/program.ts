import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { CommandError, EXIT } from './exit-codes.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { version } from './version.ts'

const EXAMPLES = `
Examples:
  llm-session list                     live sessions and those of the last day
  llm-session list --all --format json every session, for a script
  llm-session health 3f2a              why a session is healthy or not
  llm-session serve                    the window, in your browser
  llm-session start --demo             try it with sample data`

/** Commands are loaded when they are called, so that `list` does not wait for what only `serve` needs. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('llm-session')
    .description('See every AI coding session on this machine: its state, context, cost and health.')
    .version(version, '-V, --version', 'print the version')
    .option('--verbose', 'show the log on standard error')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(run llm-session --help for the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.err(text.replace(/\n$/, '')),
    })

  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--verbose', 'show the log on standard error')
      .option('--config <file>', 'settings file to use instead of the usual one')
      .addOption(new Option('--demo', 'use sample data instead of this machine').hideHelp(name === 'info'))

  command('list', 'list sessions, the most urgent first')
    .option('-a, --all', 'all sessions, not only live ones and those of the last day')
    .option(
      '-s, --status <state>',
      'only sessions in this state: working, waiting, idle, ended, stuck',
      state,
    )
    .option('-p, --provider <name>', 'only sessions of this assistant, for example claude-code')
    .option('--project <name>', 'only sessions of this project')
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .action(async (options) => (await import('./commands/list.ts')).list(terminal, options))

  command('health', 'explain the health of one session and what to do')
    .argument('<id>', "a session's id, or the beginning of one")
    .option('--json', 'print JSON')
    .action(async (id, options) => (await import('./commands/health.ts')).health(terminal, id, options))

  command('info', 'version, folders and what this host can do')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./commands/info.ts')).info(terminal, options))

  command('doctor', 'what was looked for, found, skipped and why; ready to paste into a report')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(terminal, options))

  command('init-config', 'write the settings file, every setting explained')
    .option('--force', 'replace a file that is there; the old one is kept beside it')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./commands/init-config.ts')).initConfig(terminal, options))

  command('show-config', 'the settings in force, and what of the file does not apply')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./commands/show-config.ts')).showConfig(terminal, options))

  command('serve', 'serve the window in a browser on this machine until interrupted')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', portNumber, 0)
    .action(async (options) => (await import('./commands/serve.ts')).serve(terminal, options))

  command('start', 'open the desktop window, or the table and the browser window where there is none')
    .option('--browser', 'do not try the desktop window')
    .option('--port <number>', 'port of the browser window on 127.0.0.1', portNumber, 0)
    .action(async (options) => (await import('./commands/start.ts')).start(terminal, options))

  return program
}

const STATES = ['working', 'waiting', 'idle', 'ended', 'stuck'] as const

function state(text: string): (typeof STATES)[number] {
  const found = STATES.find((candidate) => candidate === text)
  if (!found) throw new InvalidArgumentError(`It is one of ${STATES.join(', ')}.`)
  return found
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It is a number from 0 to 65535.')
  return port
}

/** Runs a command line and answers its exit code. Never throws: this is the edge where errors become sentences. */
export async function run(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  try {
    await buildProgram(terminal).parseAsync([...args], { from: 'user' })
    return EXIT.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (error instanceof CommandError) {
      terminal.err(`llm-session: ${error.message}`, ...(error.advice ? [error.advice] : []))
      return error.exitCode
    }
    terminal.err(
      `llm-session: unexpected failure: ${error instanceof Error ? error.message : String(error)}`,
      ...(args.includes('--verbose') && error instanceof Error ? [String(error.stack)] : []),
      'This is a bug. Run the command again with --verbose and report what it prints, with the output of: llm-session doctor',
    )
    return EXIT.failed
  }
}

import { InvalidArgumentError, Option } from 'commander'
import type { NewCommand } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands that show sessions. */
export function addSessionCommands(command: NewCommand, terminal: Terminal): void {
  command('list', 'list sessions, the most urgent first')
    .option('-a, --all', 'all sessions, not only live ones and those of the last day')
    .option(
      '-s, --status <state>',
      'only sessions in this state: working, waiting, idle, ended, stuck',
      state,
    )
    .option('-p, --provider <name>', 'only sessions of this assistant, for example claude-code')
    .option('--project <name>', 'only sessions of this project')
    .option('-t, --tag <tag>', 'only sessions that have this tag')
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .action(async (options) => (await import('../commands/list.ts')).list(terminal, options))

  command('health', 'explain the health of one session and what to do')
    .argument('<id>', "a session's id, or the beginning of one")
    .option('--json', 'print JSON')
    .action(async (id, options) => (await import('../commands/health.ts')).health(terminal, id, options))
}

const STATES = ['working', 'waiting', 'idle', 'ended', 'stuck'] as const

function state(text: string): (typeof STATES)[number] {
  const found = STATES.find((candidate) => candidate === text)
  if (!found) throw new InvalidArgumentError(`It is one of ${STATES.join(', ')}.`)
  return found
}

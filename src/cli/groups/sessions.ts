import { type Command, InvalidArgumentError, Option } from 'commander'
import { THEMES } from '../monitor/themes.ts'
import { type NewCommand, SESSION_ID } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** As the contract has it; its schemas are not loaded for this. */
const MOST_FOUND = 100

/** Commands that show sessions. */
export function addSessionCommands(command: NewCommand, terminal: Terminal): void {
  chosenBy(command('list', 'list sessions, the most urgent first'))
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .action(async (options) => (await import('../commands/list.ts')).list(terminal, options))

  chosenBy(command('monitor', 'watch the sessions live, on the whole terminal'))
    .addOption(
      new Option(
        '--theme <name>',
        'how it looks; without it, what the settings say or fits the terminal',
      ).choices(THEMES),
    )
    .option(
      '--interval <seconds>',
      'also look at everything anew so often; changes show at once anyway',
      seconds,
    )
    .action(async (options) => (await import('../commands/monitor.ts')).monitor(terminal, options))

  command('health', 'explain the health of one session and what to do')
    .argument('<id>', SESSION_ID)
    .option('--findings', 'also what its conversation shows, with the messages that prove it')
    .option('--json', 'print JSON')
    .action(async (id, options) => (await import('../commands/health.ts')).health(terminal, id, options))

  command('recommend', 'what to do: for one session, or for all that need something')
    .argument('[id]', SESSION_ID)
    .option('--json', 'print JSON')
    .action(async (id, options) =>
      (await import('../commands/recommend.ts')).recommend(terminal, id, options),
    )

  command('show', 'what was said and done in one session, message by message')
    .argument('<id>', SESSION_ID)
    .option('--from <position>', 'position of the first message; without it, the last ones', wholeNumber)
    .option('-n, --limit <number>', 'how many messages, 200 at most', messageCount, 20)
    .option('--agent <transcript>', "the conversation of a sub-agent, by its transcript's path")
    .option('--timeline', 'how context and tokens went, instead of the messages')
    .option('--context', 'what the context is made of')
    .option('--findings', 'what shows that the context rots, with the messages that prove it')
    .option('--json', 'print JSON')
    .action(async (id, options) => (await import('../commands/show.ts')).show(terminal, id, options))

  command('search', 'find what was said or done, in all sessions')
    .argument('<words...>', 'words that must all be there; "in this order", begin*')
    .option('--in <id>', `only in this session: ${SESSION_ID}`)
    .option('--without <words...>', 'words that must not be there')
    .option('-n, --limit <number>', 'how many messages, 100 at most', hitCount, 20)
    .option(
      '--before <number>',
      'messages before those of the last answer, by the number that it ended with',
      wholeNumber,
    )
    .option('--json', 'print JSON')
    .action(async (words, options) =>
      (await import('../commands/search.ts')).search(terminal, words, options),
    )
}

/** Options that say which sessions are shown. */
function chosenBy(command: Command): Command {
  return command
    .option('-a, --all', 'all sessions, not only live ones and those of the last day')
    .option(
      '-s, --status <state>',
      'only sessions in this state: working, waiting, idle, ended, stuck',
      state,
    )
    .option('-p, --provider <name>', 'only sessions of this assistant, for example claude-code')
    .option('--project <name>', 'only sessions of this project')
    .option('-t, --tag <tag>', 'only sessions that have this tag')
}

const STATES = ['working', 'waiting', 'idle', 'ended', 'stuck'] as const

function state(text: string): (typeof STATES)[number] {
  const found = STATES.find((candidate) => candidate === text)
  if (!found) throw new InvalidArgumentError(`It is one of ${STATES.join(', ')}.`)
  return found
}

function wholeNumber(text: string): number {
  if (!/^\d{1,16}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 0.')
  return Number(text)
}

function seconds(text: string): number {
  const found = wholeNumber(text)
  if (found < 1 || found > 3600) throw new InvalidArgumentError('It is a number of seconds from 1 to 3600.')
  return found
}

function messageCount(text: string): number {
  const count = wholeNumber(text)
  if (count < 1 || count > 200) throw new InvalidArgumentError('It is a number from 1 to 200.')
  return count
}

function hitCount(text: string): number {
  const count = wholeNumber(text)
  if (count < 1 || count > MOST_FOUND)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_FOUND}.`)
  return count
}

import { Command, CommanderError } from 'commander'
import { CommandError, EXIT } from './exit-codes.ts'
import { addContextCommands } from './groups/contexts.ts'
import { addHostCommands } from './groups/hosts.ts'
import { addLabelCommands } from './groups/labels.ts'
import { addSessionCommands } from './groups/sessions.ts'
import { addSettingsCommands } from './groups/settings.ts'
import { addTemplateCommands } from './groups/templates.ts'
import { inertLines } from './output/inert-lines.ts'
import { newCommandIn } from './new-command.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { version } from './version.ts'

const EXAMPLES = `
Examples:
  llm-session list                     live sessions and those of the last day
  llm-session list --all --format json every session, for a script
  llm-session monitor                  the same, live, on the whole terminal
  llm-session health 3f2a              why a session is healthy or not
  llm-session show 3f2a                what was said last, and done
  llm-session serve                    the window, in your browser
  llm-session start --demo             try it with sample data`

/** In the order of the help. */
const GROUPS = [
  {
    heading: 'Sessions:',
    names: ['list', 'monitor', 'health', 'show', 'search', 'recommend'],
    add: addSessionCommands,
  },
  { heading: 'Labels:', names: ['tag', 'untag', 'set-project', 'note'], add: addLabelCommands },
  {
    heading: 'Contexts:',
    names: ['export', 'export-conversation', 'import-context', 'contexts', 'handoff'],
    add: addContextCommands,
  },
  {
    heading: 'Templates:',
    names: ['templates', 'create-from-template', 'save-template'],
    add: addTemplateCommands,
  },
  {
    heading: 'Window and installation:',
    names: ['start', 'serve', 'open', 'info', 'doctor'],
    add: addHostCommands,
  },
  { heading: 'Settings:', names: ['init-config', 'show-config', 'completion'], add: addSettingsCommands },
] as const

/**
 * The program that understands a command line. Commands are loaded when they are called, and where the first argument
 * names one, only those of its group are described: `list` does not wait for what only `serve` needs.
 */
export function buildProgram(terminal: Terminal, args: readonly string[] = []): Command {
  const program = new Command('llm-session')
    .description('See every AI coding session on this machine: its state, context, cost and health.')
    .version(version, '-V, --version', 'print the version')
    .option('--verbose', 'show the log on standard error')
    .addHelpText('after', EXAMPLES)
    // Without it, the program itself takes a command's --verbose, and the command never learns of it.
    .enablePositionalOptions()
    .hook('preAction', (whole, command) => {
      if (whole.opts()['verbose'] === true) command.setOptionValue('verbose', true)
    })
    .showHelpAfterError('(run llm-session --help for the commands)')
    // Every command has options; saying so takes a quarter of a narrow terminal.
    .configureHelp({ subcommandTerm: termOf })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
      // It repeats what was typed.
      writeErr: (text) => terminal.err(inertLines(text.replace(/\n$/, ''))),
    })

  const called = GROUPS.find(({ names }) => names.some((name) => name === args[0]))
  for (const { heading, add } of called ? [called] : GROUPS) add(newCommandIn(program, heading), terminal)
  return program
}

/** `save-template <name> [ids...]` */
function termOf(command: Command): string {
  const takes = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return [command.name(), ...takes].join(' ')
}

/** Runs a command line and answers its exit code. Never throws: this is the edge where errors become sentences. */
export async function run(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  try {
    await buildProgram(terminal, args).parseAsync([...args], { from: 'user' })
    return EXIT.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (error instanceof CommandError) {
      terminal.err(
        inertLines(`llm-session: ${error.message}`),
        ...(error.advice ? [inertLines(error.advice)] : []),
      )
      return error.exitCode
    }
    terminal.err(
      inertLines(
        `llm-session: unexpected failure: ${error instanceof Error ? error.message : String(error)}`,
      ),
      ...(args.includes('--verbose') && error instanceof Error ? [inertLines(String(error.stack))] : []),
      'This is a bug. Run the command again with --verbose and report what it prints, with the output of: llm-session doctor',
    )
    return EXIT.failed
  }
}

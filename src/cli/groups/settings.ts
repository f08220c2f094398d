import { Argument } from 'commander'
import type { NewCommand } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands about the settings file. */
export function addSettingsCommands(command: NewCommand, terminal: Terminal): void {
  command('init-config', 'write the settings file, every setting explained')
    .option('--force', 'replace a file that is there; the old one is kept beside it')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/init-config.ts')).initConfig(terminal, options))

  command('show-config', 'the settings in force, and what of the file does not apply')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/show-config.ts')).showConfig(terminal, options))

  command('completion', 'print a script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell) => (await import('../commands/completion.ts')).completion(terminal, shell))
}

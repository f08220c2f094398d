import { Option } from 'commander'
import type { NewCommand } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands that take contexts out, and in. */
export function addContextCommands(command: NewCommand, terminal: Terminal): void {
  command('export', 'write sessions as files to keep, read, share and import')
    .argument('<ids...>', 'ids of sessions or imported contexts, or their beginnings')
    .option('-o, --output <file>', 'file, or folder for one file each; standard output without it')
    .addOption(
      new Option('-f, --format <format>', 'by the name of the file where it is not given').choices([
        'json',
        'yaml',
        'markdown',
        'csv',
      ]),
    )
    .option('--gzip', 'compress it, as a name ending in .gz does')
    .option('--no-conversation', 'leave out what was said')
    .option('--no-redact', 'leave secrets and home folders in')
    .option('--force', 'replace a file that is there')
    .action(async (ids, options) =>
      (await import('../commands/export.ts')).exportContexts(terminal, ids, options),
    )

  command('import-context', 'keep an exported context')
    .argument('<file>', 'JSON, YAML or Markdown, gzipped or not; - for standard input')
    .option('--session-id <id>', 'the session that it belongs to')
    .option('--dry-run', 'only say what would be imported')
    .option('--json', 'print JSON')
    .action(async (file, options) =>
      (await import('../commands/import-context.ts')).importContext(terminal, file, options),
    )

  command('contexts', 'list imported contexts')
    .option('--remove <id>', 'remove one')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/contexts.ts')).contexts(terminal, options))
}

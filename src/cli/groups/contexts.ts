import { InvalidArgumentError, Option } from 'commander'
import { LEAST_HANDOFF_TOKENS } from '../../core/exchange/handoff.ts'
import type { NewCommand } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands that take contexts out, and in. */
export function addContextCommands(command: NewCommand, terminal: Terminal): void {
  command('export', 'write sessions as files to keep, read, share and import')
    .argument('<ids...>', 'ids of sessions or imported contexts, or their beginnings')
    .option('-o, --output <file>', 'file, or folder for one file each; standard output without it')
    .addOption(
      new Option('-f, --format <format>', 'by the name of the file, else by the settings').choices([
        'json',
        'yaml',
        'markdown',
        'csv',
      ]),
    )
    .option('--gzip', 'compress it, as a name ending in .gz does')
    .option('--conversation', 'with what was said, as is usual')
    .option('--no-conversation', 'leave out what was said')
    .option('--redact', 'take secrets and home folders out, as is usual')
    .option('--no-redact', 'leave secrets and home folders in')
    .option('--force', 'replace a file that is there')
    .option('--json', 'print what was written, as JSON')
    .action(async (ids, options) =>
      (await import('../commands/export.ts')).exportContexts(terminal, ids, options),
    )

  command('export-conversation', 'write what was said in one session')
    .argument('<id>', 'id of a session or an imported context, or its beginning')
    .addOption(
      new Option('-f, --format <format>', 'for people, or one message on each line')
        .choices(['markdown', 'jsonl'])
        .default('markdown'),
    )
    .option('-o, --output <file>', 'file; standard output without it')
    .option('--redact', 'take secrets and home folders out, as is usual')
    .option('--no-redact', 'leave secrets and home folders in')
    .option('--force', 'replace a file that is there')
    .option('--json', 'print what was written, as JSON')
    .action(async (id, options) =>
      (await import('../commands/export-conversation.ts')).exportConversation(terminal, id, options),
    )

  command('import-context', 'keep an exported context')
    .argument('<file>', 'JSON, YAML or Markdown, gzipped or not; - for standard input')
    .option('--session-id <id>', 'the session that it belongs to')
    .option('--dry-run', 'only say what would be imported')
    .option('--json', 'print JSON')
    .action(async (file, options) =>
      (await import('../commands/import-context.ts')).importContext(terminal, file, options),
    )

  command('handoff', 'go on with a session in another assistant')
    .argument('<id>', 'id of a session or an imported context, or its beginning')
    .requiredOption('--to <assistant>', 'assistant that goes on, for example codex')
    .option('--budget <tokens>', 'tokens that the packed context may have', tokens)
    .option('--print', 'print the packed context instead of starting the assistant')
    .option('--json', 'the same as --print, as JSON')
    .option('--redact', 'take secrets and home folders out, as is usual')
    .option('--no-redact', 'leave secrets and home folders in')
    .action(async (id, options) => (await import('../commands/handoff.ts')).handoff(terminal, id, options))

  command('contexts', 'list imported contexts')
    .option('--remove <id>', 'remove one')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('../commands/contexts.ts')).contexts(terminal, options))
}

function tokens(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < LEAST_HANDOFF_TOKENS)
    throw new InvalidArgumentError(`It is a whole number from ${LEAST_HANDOFF_TOKENS}.`)
  return count
}

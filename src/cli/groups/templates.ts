import { InvalidArgumentError } from 'commander'
import { type NewCommand, SESSION_ID } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands about sessions that are begun together. */
export function addTemplateCommands(command: NewCommand, terminal: Terminal): void {
  command('templates', 'list the templates, or show one')
    .argument('[name]', 'name of a template')
    .option('--json', 'print JSON')
    .action(async (name, options) =>
      (await import('../commands/templates.ts')).templates(terminal, name, options),
    )

  command('create-from-template', 'prepare the sessions of a template, and start them on request')
    .argument('<name>', 'name of a template')
    .option('--folder <path>', 'where relative folders begin, instead of the current folder')
    .option('--start', 'start them: one here, several in windows of tmux')
    .option('--only <number>', 'only this session of it, counted from 1', counted)
    .option('--json', 'print JSON')
    .action(async (name, options) =>
      (await import('../commands/create-from-template.ts')).createFromTemplate(terminal, name, options),
    )

  command('save-template', 'keep sessions as a template: those that run, or others')
    .argument('<name>', 'name of the template')
    .argument('[ids...]', `${SESSION_ID}; without any, all that run now`)
    .option('--type <assistants...>', 'begin from scratch with these assistants')
    .option('-t, --tag <tags...>', 'tags for each of its sessions')
    .option('--file <paths...>', 'files that each is told to read first')
    .option('--folder <path>', 'folder of each of its sessions')
    .option('--description <text>', 'one line about it')
    .option('--force', 'replace a template of this name')
    .option('--json', 'print JSON')
    .action(async (name, ids, options) =>
      (await import('../commands/save-template.ts')).saveTemplate(terminal, name, ids, options),
    )
}

function counted(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number from 1.')
  return Number(text)
}

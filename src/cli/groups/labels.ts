import { type NewCommand, SESSION_ID } from '../new-command.ts'
import type { Terminal } from '../terminal.ts'

/** Commands that keep what a person says of a session. */
export function addLabelCommands(command: NewCommand, terminal: Terminal): void {
  command('tag', 'put tags on a session')
    .argument('<id>', SESSION_ID)
    .argument('<tags...>', 'words to find it by')
    .option('--json', 'print JSON')
    .action(async (id, tags, options) =>
      (await import('../commands/labels.ts')).tag(terminal, id, tags, options),
    )

  command('untag', 'take tags off a session')
    .argument('<id>', SESSION_ID)
    .argument('<tags...>', 'tags that it has')
    .option('--json', 'print JSON')
    .action(async (id, tags, options) =>
      (await import('../commands/labels.ts')).untag(terminal, id, tags, options),
    )

  command('set-project', 'name the project of a session')
    .argument('<id>', SESSION_ID)
    .argument('[name]', 'the name; without it, --clear goes back to the name of the folder')
    .option('--clear', 'take the name back')
    .option('--json', 'print JSON')
    .action(async (id, name, options) =>
      (await import('../commands/labels.ts')).setProject(terminal, id, name, options),
    )

  command('note', 'write a note on a session, or read it')
    .argument('<id>', SESSION_ID)
    .argument('[text]', 'the note; without it, the note that is there is printed')
    .option('--clear', 'remove the note')
    .option('--json', 'print JSON')
    .action(async (id, text, options) =>
      (await import('../commands/labels.ts')).note(terminal, id, text, options),
    )
}

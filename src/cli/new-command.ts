import { type Command, Option } from 'commander'

import { examplesText } from './examples.ts'

/** What every command says of the id that it takes. */
export const SESSION_ID = "a session's id, or the beginning of one"

/** Begins a command with the options that every command understands. */
export type NewCommand = (name: string, description: string) => Command

/** Commands that stand under `heading` in the help of `program`. */
export function newCommandIn(program: Command, heading: string): NewCommand {
  return (name, description) =>
    program
      .command(name)
      .helpGroup(heading)
      .description(description)
      .option('--verbose', 'show the log on standard error')
      .option('--config <file>', 'settings file to use instead of the usual one')
      .addHelpText('after', examplesText(name))
      .addOption(new Option('--demo', 'use sample data instead of this machine').hideHelp(name === 'info'))
}

import { writeSettings } from '../../core/settings/write-settings.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import { settingsPath } from '../settings-path.ts'
import type { Terminal } from '../terminal.ts'

export interface InitConfigOptions extends GlobalOptions {
  readonly force?: boolean
  readonly json?: boolean
}

export function initConfig(terminal: Terminal, options: InitConfigOptions): void {
  const path = settingsPath(options)
  const written = writeSettings(path, { replace: options.force ?? false })
  if (written.kind === 'exists')
    throw new CommandError(
      `${path} is there already.`,
      EXIT.failed,
      'Edit it, or replace it with --force; the old one is then kept beside it.',
    )
  if (written.kind === 'failed')
    throw new CommandError(
      `the settings cannot be written: ${written.reason}.`,
      EXIT.failed,
      'Name another file with --config FILE, and give it to the other commands in the same way.',
    )
  if (options.json) terminal.out(printableJson({ path, keptAs: written.keptAs ?? null }))
  else {
    terminal.out(`Wrote ${plainText(path)}: every setting with its default and what it is for.`)
    if (written.keptAs !== undefined) terminal.out(`The old one is ${plainText(written.keptAs)}.`)
  }
}

import { loadSettings } from '../../core/settings/load-settings.ts'
import { problemText } from '../../core/settings/settings-problem.ts'
import { yamlOf } from '../../core/text/yaml-text.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { inertLines } from '../output/inert-lines.ts'
import { printableJson } from '../output/json.ts'
import { settingsPathToRead } from '../settings-path.ts'
import type { Terminal } from '../terminal.ts'

/** Prints what is in force, as a settings file. Ends with a code of failure where something of the file does not apply. */
export async function showConfig(
  terminal: Terminal,
  options: GlobalOptions & { readonly json?: boolean },
): Promise<void> {
  const path = settingsPathToRead(options)
  const { file, problems, isThere } = await loadSettings(path)
  if (options.json) {
    terminal.out(
      printableJson({
        path,
        exists: isThere,
        settings: file,
        problems: problems.map(({ kind, path: key, place, message }) => ({
          kind,
          key,
          line: place?.line ?? null,
          column: place?.column ?? null,
          message,
        })),
      }),
    )
  } else {
    terminal.out(plainText(`# ${isThere ? path : `${path} is not there; these are the defaults.`}`))
    terminal.out(inertLines(yamlOf(file).trimEnd()))
  }
  if (problems.length > 0)
    throw new CommandError(
      `of ${path}, this does not apply:`,
      EXIT.failed,
      problems.map((problem) => `  ${plainText(problemText(path, problem))}`).join('\n'),
    )
}

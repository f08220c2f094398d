import { assistantIds } from '../core/exchange/startable-assistants.ts'
import { problemText, type SettingsProblem } from '../core/settings/settings-problem.ts'
import { nearestWord } from '../core/settings/nearest-word.ts'
import { type LoadedTemplates, loadTemplates } from '../core/templates/load-templates.ts'
import type { Template } from '../core/templates/template-file.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import type { GlobalOptions } from './global-options.ts'
import { templatesPath } from './settings-path.ts'

export interface OpenedTemplates extends LoadedTemplates {
  readonly path: string
  /** The problems in the shape of `show-config --json`. */
  readonly jsonProblems: readonly object[]
  /** Throws a `CommandError` where there is no usable template of this name. */
  find(name: string): Template
}

/** The templates of this person, and what is wrong with their file. */
export async function openTemplates(options: GlobalOptions): Promise<OpenedTemplates> {
  const path = templatesPath(options)
  const loaded = await loadTemplates(path, assistantIds())
  return {
    ...loaded,
    path,
    jsonProblems: loaded.problems.map(({ kind, path: key, place, message }) => ({
      kind,
      key,
      line: place?.line ?? null,
      column: place?.column ?? null,
      message,
    })),
    find(name) {
      const found = loaded.templates.get(name)
      if (found) return found
      const about = loaded.problems.filter(
        ({ kind, path: key }) => kind === 'file' || key.startsWith(`templates.${name}.`),
      )
      if (about.length > 0) throw mistakes(`the template ${plainText(name)} cannot be used:`, path, about)
      const nearest = nearestWord(name, [...loaded.templates.keys()])
      throw new CommandError(
        `there is no template ${plainText(name)}.`,
        EXIT.usage,
        nearest === undefined
          ? `llm-session templates lists those of ${plainText(path)}.`
          : `Did you mean ${plainText(nearest)}?`,
      )
    },
  }
}

/** Throws a `CommandError` that names what of the file does not apply, where anything does not. */
export function refuseProblems({ path, problems }: OpenedTemplates): void {
  if (problems.length > 0) throw mistakes(`of ${path}, this does not apply:`, path, problems)
}

function mistakes(sentence: string, path: string, problems: readonly SettingsProblem[]): CommandError {
  const lines = problems.map((problem) => `  ${plainText(problemText(path, problem))}`)
  return new CommandError(sentence, EXIT.failed, lines.join('\n'))
}

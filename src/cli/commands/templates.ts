import type { Template } from '../../core/templates/template-file.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { GlobalOptions } from '../global-options.ts'
import { openTemplates, refuseProblems } from '../open-templates.ts'
import { printableJson } from '../output/json.ts'
import { wrapBehind } from '../output/wrap.ts'
import type { Terminal } from '../terminal.ts'

export interface TemplatesOptions extends GlobalOptions {
  readonly json?: boolean
}

/** Lists the templates, or shows one. Ends with a code of failure where something of the file does not apply. */
export async function templates(
  terminal: Terminal,
  name: string | undefined,
  options: TemplatesOptions,
): Promise<void> {
  const opened = await openTemplates(options)
  const shown = name === undefined ? opened.templates : new Map([[name, opened.find(name)]])
  if (options.json) {
    const listed = [...shown].map(([key, { description, sessions }]) => ({
      name: key,
      description: description ?? null,
      sessions: sessions.map(({ type, folder, tags, project, note, context_files, prompt }) => ({
        type,
        folder,
        tags,
        project: project ?? null,
        note: note ?? null,
        contextFiles: context_files,
        prompt: prompt ?? null,
      })),
    }))
    terminal.out(printableJson({ path: opened.path, templates: listed, problems: opened.jsonProblems }))
  } else if (shown.size === 0 && opened.problems.length === 0) {
    terminal.out(
      `There are no templates: ${plainText(opened.path)} ${opened.text === undefined ? 'is not there' : 'names none'}.`,
      'llm-session save-template NAME makes one of the sessions that run now.',
    )
  } else for (const [key, template] of shown) printTemplate(terminal, key, template, name !== undefined)
  refuseProblems(opened)
}

function printTemplate(
  { out, paint, width }: Terminal,
  name: string,
  template: Template,
  whole: boolean,
): void {
  const { description, sessions } = template
  const types = sessions.map(({ type }) => type).join(', ')
  const told = description === undefined ? '' : `  ${plainText(description)}`
  out(...wrapBehind(`${paint('bold', plainText(name))}  `, 2, `${types}${told}`, width))
  if (!whole) return
  for (const { type, folder, tags, project, note, context_files: files, prompt } of sessions) {
    const rows: [string, string][] = [
      ['folder', folder],
      ['tags', tags.join(', ')],
      ['project', project ?? ''],
      ['files', files.join(', ')],
      ['note', note ?? ''],
      ['prompt', prompt ?? ''],
    ]
    out('', paint('bold', type))
    for (const [key, value] of rows)
      if (value !== '') out(...wrapBehind(paint('dim', `  ${key.padEnd(8)}`), 10, plainText(value), width))
  }
}

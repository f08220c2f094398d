import { existsSync } from 'node:fs'
import type { LoadedText } from '../text/load-yaml-file.ts'
import type { SettingsProblem } from '../settings/settings-problem.ts'
import type { Template } from './template-file.ts'

export interface LoadedTemplates {
  /** Those without a mistake, by name, in the order of the file. */
  readonly templates: ReadonlyMap<string, Template>
  /** Names of those with a mistake: half a template is none. */
  readonly refused: readonly string[]
  readonly problems: readonly SettingsProblem[]
  /** Text of the file; `undefined` where it is not there or not read. */
  readonly text: string | undefined
}

/** Reads the templates file at `path`. No file means no templates; a mistake in one leaves the others usable. */
export async function loadTemplates(path: string, assistants: readonly string[]): Promise<LoadedTemplates> {
  // Most homes have no such file, and then neither a reader nor a schema for one is needed.
  if (!existsSync(path)) return nothing({ kind: 'missing' })
  const { loadYamlFile } = await import('../text/load-yaml-file.ts')
  const loaded = loadYamlFile(path)
  if (loaded.kind !== 'loaded') return nothing(loaded)
  const { parseLeniently } = await import('../settings/parse-leniently.ts')
  const { templateFileSchema } = await import('./template-file.ts')
  const { value, refusals } = parseLeniently(templateFileSchema(assistants), loaded.value)
  const refused = new Set(
    refusals.flatMap(({ kind, path: [section, name] }) =>
      kind === 'refused' && section === 'templates' && name !== undefined ? [String(name)] : [],
    ),
  )
  return {
    templates: new Map(Object.entries(value.templates).filter(([name]) => !refused.has(name))),
    refused: [...refused],
    problems: refusals.map(({ kind, path: keys, message }) => ({
      kind,
      path: keys.map(String).join('.'),
      place: loaded.placeOf(keys),
      message,
    })),
    text: loaded.text,
  }
}

function nothing(loaded: Exclude<LoadedText, { kind: 'loaded' }>): LoadedTemplates {
  const problems: SettingsProblem[] =
    loaded.kind === 'missing'
      ? []
      : [
          {
            kind: 'file',
            path: '',
            place: loaded.place,
            message: `it ${loaded.what}. No template can be used until it is corrected.`,
          },
        ]
  return { templates: new Map(), refused: [], problems, text: undefined }
}

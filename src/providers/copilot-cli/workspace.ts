import type { BesideFacts, SmallFileReader } from '../provider.ts'
import { parseJson, textOf } from '../json-values.ts'

/** What a session's `workspace.yaml` says. */
export interface Workspace {
  readonly cwd: string | undefined
  readonly branch: string | undefined
  /** The name, where a person gave it. Others are made up from the first prompt. */
  readonly personTitle: string | undefined
}

/** Reads the `workspace.yaml` of a session's folder. `/` parts folders on every system. */
export function readWorkspace(folder: string, files: SmallFileReader): Workspace {
  const fields = flatYaml(files.read(`${folder}/workspace.yaml`) ?? '')
  return {
    cwd: fields.get('cwd'),
    branch: fields.get('branch'),
    personTitle: fields.get('user_named') === 'true' ? fields.get('name') : undefined,
  }
}

const EVENTS = /[\\/]events\.jsonl$/

/** What lies beside a transcript. The older one that is one file shares its folder with all others. */
export function copilotBeside(path: string, files: SmallFileReader): BesideFacts {
  if (!EVENTS.test(path)) return {}
  const { cwd, branch, personTitle } = readWorkspace(path.replace(EVENTS, ''), files)
  return {
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(personTitle === undefined ? {} : { personTitle }),
  }
}

/** The plain and quoted values of a flat YAML file. Blocks and lists are left out. */
function flatYaml(yaml: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of yaml.split(/\r?\n/)) {
    const colon = line.indexOf(': ')
    const value = colon > 0 ? scalar(line.slice(colon + 2).trim()) : undefined
    if (value !== undefined) fields.set(line.slice(0, colon), value)
  }
  return fields
}

function scalar(text: string): string | undefined {
  if (text.startsWith('"')) return textOf(parseJson(text))
  if (text.startsWith("'")) return textOf(text.slice(1, -1).replaceAll("''", "'"))
  return /^[|>[{&*!]/.test(text) ? undefined : textOf(text)
}

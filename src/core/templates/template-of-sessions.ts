import { isAbsolute, relative, sep } from 'node:path'
import type { SessionDetail } from '../../shared/contract/session.ts'
import type { TemplateSession } from './template-file.ts'

/** Files that a session used the most and that are worth reading at its start. */
const MOST_FILES = 10

export interface SavedFrom {
  readonly detail: SessionDetail
  /** Whether a file of its folder is there to be read. */
  readonly isThere: (path: string) => boolean
}

/** A session of a template that begins where this one is; `undefined` for one without a folder. */
export function templateSessionOf({ detail, isThere }: SavedFrom, home: string): TemplateSession | undefined {
  const { session, files, note } = detail
  if (session.cwd === null) return undefined
  const { cwd } = session
  const used = files
    .map(({ path, reads, writes }) => ({ path: below(cwd, path), uses: reads + writes }))
    .filter(({ path }) => path !== undefined && isThere(path))
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, MOST_FILES)
  return {
    type: session.provider,
    folder: withHome(cwd, home),
    tags: [...session.tags],
    ...(session.project !== null && session.project !== lastFolder(cwd) && { project: session.project }),
    ...(note !== null && { note: note.text }),
    context_files: used.flatMap(({ path }) => path ?? []),
  }
}

/** Path of a file relative to the folder it lies in; `undefined` where it lies elsewhere. */
function below(folder: string, path: string): string | undefined {
  const inside = isAbsolute(path) ? relative(folder, path) : path
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
  return isInside ? inside.replaceAll(sep, '/') : undefined
}

/** The same file serves on another machine of the same person. */
function withHome(folder: string, home: string): string {
  if (folder === home) return '~'
  return folder.startsWith(`${home}${sep}`)
    ? `~/${folder.slice(home.length + 1).replaceAll(sep, '/')}`
    : folder
}

function lastFolder(path: string): string | undefined {
  return path.split(/[\\/]/).findLast((part) => part !== '')
}

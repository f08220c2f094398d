import { isJsonObject, objectOf, parseJson, textOf } from './json.ts'

const MARK = '*** '
const MARKS = ['*** Add File: ', '*** Update File: ', '*** Delete File: ', '*** Move to: ']

/** Files that an `apply_patch` text adds, changes, deletes or moves to, in order, each once. */
export function patchedFiles(patch: string): readonly string[] {
  const files = new Set<string>()
  for (let at = patch.indexOf(MARK); at >= 0; at = patch.indexOf(MARK, at + MARK.length)) {
    const mark = MARKS.find((candidate) => patch.startsWith(candidate, at))
    if (mark === undefined || (at > 0 && patch[at - 1] !== '\n')) continue
    const end = patch.indexOf('\n', at)
    const file = patch.slice(at + mark.length, end < 0 ? patch.length : end).trim()
    if (file !== '') files.add(copyOf(file))
  }
  return [...files]
}

/** A slice would keep the whole patch alive for as long as the path is kept. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

/**
 * The patch in a tool call's input: the text itself, or the arguments of a function call, which are JSON text
 * or an object and hold it under `input` or `patch`, or in a shell's heredoc.
 */
export function patchIn(input: unknown): string | undefined {
  if (typeof input === 'string') {
    if (!input.includes('*** Begin Patch')) return undefined
    return input.startsWith('{') ? patchIn(parseJson(input)) : input
  }
  const fields = objectOf(input)
  if (!fields) return undefined
  const command = fields['command']
  const words = Array.isArray(command) ? command : [command, fields['cmd'], fields['input'], fields['patch']]
  return words.find((word): word is string => typeof word === 'string' && word.includes('*** Begin Patch'))
}

/** Files of a `changes` map (path → what was done), with the places that files were moved to. */
export function changedFiles(changes: unknown): readonly string[] {
  if (!isJsonObject(changes)) return []
  return Object.entries(changes).flatMap(([path, change]) => {
    const movedTo = textOf(objectOf(change)?.['move_path'])
    return movedTo === undefined ? [path] : [path, movedTo]
  })
}

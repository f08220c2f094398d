import { copyFileSync, readFileSync, renameSync } from 'node:fs'
import { parsePreferences, type ParsedPreferences } from './stored-preferences.ts'

/**
 * Reads the file of preferences before anything else opens it. A file that is no JSON is moved aside, one with values
 * that do not apply is copied aside, both as `….broken-<time>`; either is said in a sentence. No file means defaults.
 */
export function readPreferencesFile(file: string, now: Date): ParsedPreferences {
  const text = textOf(file)
  if (text === undefined) return parsePreferences({})
  const aside = `${file}.broken-${now.toISOString().replaceAll(':', '-')}`
  const value = parsed(text)
  if (value === undefined) {
    renameSync(file, aside)
    const sentence = `The preferences could not be read and were set aside as ${aside}; the defaults apply.`
    return { ...parsePreferences({}), problems: [sentence] }
  }
  const { stored, problems } = parsePreferences(value)
  if (problems.length === 0) return { stored, problems }
  copyFileSync(file, aside)
  return { stored, problems: [...problems, `The file as it was is kept as ${aside}.`] }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The object in a text of JSON; `undefined` where there is none. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

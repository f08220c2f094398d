import { isJsonObject, textOf } from '../json-values.ts'
import { localPath } from '../paths.ts'

const FILE_URL = 'file://'

/** The path of a place on this machine, named by its URL or by the parts of one; `undefined` for any other place. */
export function pathOfPlace(place: unknown): string | undefined {
  if (typeof place === 'string')
    return place.startsWith(`${FILE_URL}/`) ? localPath(place.replace(/[?#].*$/s, '')) : undefined
  if (!isJsonObject(place) || (textOf(place['scheme']) ?? 'file') !== 'file') return undefined
  const path = textOf(place['path'])
  return textOf(place['fsPath']) ?? (path === undefined ? undefined : withoutSlashBeforeDrive(path))
}

/** A URL's path on Windows begins with a slash before the drive's letter. */
function withoutSlashBeforeDrive(path: string): string {
  return /^\/[A-Za-z]:[\\/]/.test(path) ? path.slice(1) : path
}

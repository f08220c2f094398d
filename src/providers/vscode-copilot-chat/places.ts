import { isJsonObject, textIn } from '../json-fields.ts'

const DRIVE = /^[A-Za-z]:[\\/]/
const FILE_URL = 'file://'

/** The path of a place on this machine, named by its URL or by the parts of one; `undefined` for any other place. */
export function pathOfPlace(place: unknown): string | undefined {
  if (typeof place === 'string') return place.startsWith(`${FILE_URL}/`) ? pathOfUrl(place) : undefined
  if (!isJsonObject(place) || (textIn(place, 'scheme') ?? 'file') !== 'file') return undefined
  const path = textIn(place, 'path')
  return textIn(place, 'fsPath') ?? (path === undefined ? undefined : withoutSlashBeforeDrive(path))
}

function pathOfUrl(url: string): string {
  return withoutSlashBeforeDrive(decoded(url.slice(FILE_URL.length).replace(/[?#].*$/s, '')))
}

function withoutSlashBeforeDrive(path: string): string {
  return DRIVE.test(path.slice(1)) ? path.slice(1) : path
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

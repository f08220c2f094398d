import { isAbsolute, resolve, sep } from 'node:path'

/**
 * Says whether a folder that a transcript names is one of this machine: none may make us ask another one for a file, and
 * none that the system would refuse as no path at all.
 */
export function isLocalFolder(folder: string): boolean {
  return (
    isAbsolute(folder) && !folder.includes('\0') && !folder.startsWith('\\\\') && !folder.startsWith('//')
  )
}

/** Absolute path of a file that a transcript names; `undefined` where it is not below the session's own folder. */
export function fileBelow(folder: string, path: string): string | undefined {
  if (!isLocalFolder(folder)) return undefined
  const whole = resolve(folder, path)
  return whole.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`) ? whole : undefined
}

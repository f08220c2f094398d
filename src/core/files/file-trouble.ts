/** Why a file or a folder could not be read, in words that a person may be shown. */
export type FileTrouble =
  | 'gone'
  | 'permission denied'
  | 'symbolic link'
  | 'not a regular file'
  | 'not a folder'
  | 'not a path'
  | 'in use by another program'
  | 'too many open files'
  | 'name too long'
  | 'name is not valid UTF-8'
  | 'larger than 1 MiB'
  | `system error ${string}`

/** A file or folder that could not be read. */
export interface FileProblem {
  readonly path: string
  readonly reason: FileTrouble
}

const TROUBLE_OF_CODE: Readonly<Record<string, FileTrouble>> = {
  ENOENT: 'gone',
  ESTALE: 'gone',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'symbolic link',
  ENOTDIR: 'not a folder',
  EISDIR: 'not a regular file',
  ENXIO: 'not a regular file',
  EBUSY: 'in use by another program',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENAMETOOLONG: 'name too long',
}

/**
 * The code of an error that the operating system reported; `undefined` for any other error, which is a bug.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return undefined
  return typeof error.errno === 'number' && typeof error.code === 'string' ? error.code : undefined
}

/** Names the trouble behind an error of a file call. Throws the error again where it is a bug. */
export function troubleOf(error: unknown): FileTrouble {
  const code = systemErrorCode(error)
  if (code === undefined) throw error
  return TROUBLE_OF_CODE[code] ?? `system error ${code}`
}

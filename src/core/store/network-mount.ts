import { readFileSync, realpathSync } from 'node:fs'
import { isSystemError } from './private-file.ts'

/** File systems of other machines. SQLite's locks and shared memory cannot be relied on there. */
const NETWORK_TYPES: ReadonlySet<string> = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  '9p',
  'fuse.sshfs',
  'afs',
  'ceph',
])

/** The mounts of this Linux machine, one a line; `undefined` where the system keeps no such table. */
export function readMountTable(): string | undefined {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'EACCES')) return undefined
    throw error
  }
}

/** The type of the network file system that `path` lies on; `undefined` for a local one. `path` must exist. */
export function networkFileSystem(path: string, mountTable: string): string | undefined {
  const real = realpathSync(path)
  let longest: { readonly point: string; readonly type: string } | undefined
  for (const line of mountTable.split('\n')) {
    const [, rawPoint, type] = line.split(' ')
    if (!rawPoint || !type) continue
    const point = rawPoint.includes('\\') ? decodeOctal(rawPoint) : rawPoint
    // A later mount on the same point hides the earlier one.
    if (contains(point, real) && point.length >= (longest?.point.length ?? 0)) longest = { point, type }
  }
  return longest && NETWORK_TYPES.has(longest.type) ? longest.type : undefined
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** Mount tables write a blank as `\040`. */
function decodeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  )
}

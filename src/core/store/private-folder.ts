import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { networkFileSystem, readMountTable } from './network-mount.ts'
import { isSystemError } from './private-file.ts'
import { troubleOf } from './store-trouble.ts'

const PRIVATE_FOLDER_MODE = 0o700
const OTHERS = 0o077
const STICKY = 0o1000

/** The folder of backups, inside ours. */
export const BACKUP_FOLDER = 'backups'

export interface PrivateFolderOptions {
  readonly folder: string
  readonly home: string
  readonly platform: NodeJS.Platform
  /** Text of `/proc/mounts`; read from this machine where left out. */
  readonly mountTable?: string | undefined
}

export type PrivateFolderResult =
  | {
      readonly kind: 'ready'
      /** Sentences for people: what was tightened, what could not be, a file system that is not safe. */
      readonly events: readonly string[]
      /** Why modes were left alone; `undefined` where they are enforced. */
      readonly unenforced: string | undefined
    }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * Makes the folder of our own data, 0700, and takes the rights of group and others from what is in it.
 * Looks at the folder itself, the files in it and its backups; follows no link in it, and goes no deeper.
 * A second call finds nothing to tighten, so each finding is reported once.
 */
export function preparePrivateFolder(options: PrivateFolderOptions): PrivateFolderResult {
  const { folder, platform } = options
  try {
    const refusal = makeFolder(options)
    if (refusal) return { kind: 'refused', sentence: refusal }
    const network = networkWarning(options)
    if (platform === 'win32') return { kind: 'ready', events: network, unenforced: WINDOWS_REASON }
    return { kind: 'ready', events: [...tighten(realpathSync(folder)), ...network], unenforced: undefined }
  } catch (error) {
    const trouble = troubleOf(error)
    if (!trouble) throw error
    return { kind: 'refused', sentence: `The data folder ${folder} cannot be used: ${trouble.detail}.` }
  }
}

const WINDOWS_REASON =
  'Windows has no file modes: the folder follows the access list of the user profile, which admits the user and administrators.'

/** Makes the folder where it is not there. Says why it must not be ours where it plainly belongs to more than us. */
function makeFolder({ folder, home, platform }: PrivateFolderOptions): string | undefined {
  const path = resolve(folder)
  if (path === parse(path).root || path === resolve(home)) {
    return `The data folder must be a folder of its own, and ${path} is not.`
  }
  try {
    mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER_MODE })
  } catch (error) {
    // Where a file stands in the way.
    if (!isSystemError(error, 'EEXIST') && !isSystemError(error, 'ENOTDIR')) throw error
  }
  const found = statSync(path)
  if (!found.isDirectory()) return `The data folder ${path} is a file.`
  if (platform !== 'win32' && (found.mode & STICKY) !== 0) {
    return `The data folder ${path} is shared by all users of this machine. Choose a folder of its own.`
  }
  return undefined
}

function tighten(folder: string): string[] {
  const backups = join(folder, BACKUP_FOLDER)
  const paths = [folder, ...filesIn(folder), backups, ...filesIn(backups)]
  const tightened: string[] = []
  const stillLoose: string[] = []
  for (const path of paths) {
    const before = looseMode(path)
    if (before === undefined) continue
    const refusal = removeOthers(path, before)
    if (refusal) stillLoose.push(refusal)
    else tightened.push(`${path} (${before.toString(8)})`)
  }
  return [
    ...(tightened.length > 0
      ? [`Other users of this machine could read our files. Now only you can: ${tightened.join(', ')}.`]
      : []),
    ...stillLoose.map((refusal) => `Other users of this machine may be able to read our files: ${refusal}.`),
  ]
}

function filesIn(folder: string): string[] {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
}

/** Permission bits of a file or folder that others have rights on; `undefined` for a private one, a link, or nothing. */
function looseMode(path: string): number | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found || !(found.isFile() || found.isDirectory())) return undefined
  return isLoose(found) ? found.mode & 0o7777 : undefined
}

/** Returns why rights remain, where they do: some file systems ignore modes without an error. */
function removeOthers(path: string, mode: number): string | undefined {
  try {
    chmodSync(path, mode & ~OTHERS)
  } catch (error) {
    // Another process may have closed its database just now, and its `-wal` is gone.
    if (isSystemError(error, 'ENOENT')) return undefined
    const trouble = troubleOf(error)
    if (!trouble) throw error
    return trouble.detail
  }
  return isLoose(lstatSync(path, { throwIfNoEntry: false }))
    ? `the file system of ${path} keeps no modes`
    : undefined
}

function isLoose(found: Stats | undefined): boolean {
  return found !== undefined && (found.mode & OTHERS) !== 0
}

function networkWarning({ folder, platform, mountTable }: PrivateFolderOptions): string[] {
  if (platform !== 'linux') return []
  const table = mountTable ?? readMountTable()
  const type = table === undefined ? undefined : networkFileSystem(folder, table)
  if (!type) return []
  return [
    `The data folder ${folder} lies on a network file system (${type}), where SQLite can lose data. ` +
      'Set LLM_SESSION_HOME to a folder on a local disk.',
  ]
}

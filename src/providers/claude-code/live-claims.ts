import type { LiveClaim, ProviderEnvironment, SmallFileReader } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { configFolders } from './config-folders.ts'
import { numberIn, parseObject, textIn, type JsonObject } from './json-values.ts'

/** The registry has one file a process. Older ones (`pid-<n>.json`) are orphans, and `.key` files hold secrets. */
const CLAIM_FILE = /^[1-9]\d{0,9}\.json$/

const STATUS: ReadonlyMap<unknown, LiveClaim['status']> = new Map([
  ['busy', 'working'],
  ['waiting', 'waiting'],
  ['idle', 'idle'],
  // Idle while a command that it started runs in the background.
  ['shell', 'idle'],
] as const)

/** Sessions that Claude Code's registry calls open. It is left behind by a process that was killed. */
export function claudeLiveClaims(
  environment: ProviderEnvironment,
  files: SmallFileReader,
): readonly LiveClaim[] {
  const paths = pathsOf(environment)
  return configFolders(environment).flatMap((folder) => {
    const registry = paths.join(folder, 'sessions')
    const names = files.list(registry) ?? []
    return names
      .filter((name) => CLAIM_FILE.test(name))
      .flatMap((name) => claimIn(files.read(paths.join(registry, name))) ?? [])
  })
}

function claimIn(text: string | undefined): LiveClaim | undefined {
  const record = text === undefined ? undefined : parseObject(text)
  const sessionId = textIn(record, 'sessionId')
  const pid = numberIn(record, 'pid')
  if (!record || sessionId === undefined || pid === undefined || !Number.isSafeInteger(pid) || pid <= 0)
    return undefined
  const status = STATUS.get(record.status)
  return {
    sessionId,
    pid,
    startToken: textIn(record, 'procStart'),
    cwd: textIn(record, 'cwd'),
    title: personalName(record),
    status,
    waitingFor: status === 'waiting' ? textIn(record, 'waitingFor') : undefined,
    statusSince: instantIn(record, 'statusUpdatedAt') ?? (status && instantIn(record, 'updatedAt')),
  }
}

/** A name that was derived from the folder, or made up, is no title. */
function personalName(record: JsonObject): string | undefined {
  return record.nameSource === 'user' ? textIn(record, 'name') : undefined
}

function instantIn(record: JsonObject, key: string): Date | undefined {
  const value = numberIn(record, key)
  const instant = value !== undefined && value > 0 ? new Date(value) : undefined
  return instant && Number.isFinite(instant.getTime()) ? instant : undefined
}

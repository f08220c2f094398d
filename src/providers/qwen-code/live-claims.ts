import { type JsonObject, maybeObjectOf, parseJson, textOf } from '../json-values.ts'
import type { LiveClaim, ProviderEnvironment, SmallFileReader } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { qwenFolders } from './folders.ts'

/** One file a process, named after it. */
const CLAIM_FILE = /^[1-9]\d{0,9}\.json$/
/** `<boot id>:<ticks>`; the system's own spelling is the second half. */
const BOOT_AND_START = /^[0-9a-f-]{36}:(\d+)$/i

/** Sessions that Qwen Code's registry calls open. A process that was killed leaves its file behind. */
export function qwenLiveClaims(
  environment: ProviderEnvironment,
  files: SmallFileReader,
): readonly LiveClaim[] {
  const paths = pathsOf(environment)
  return qwenFolders(environment).flatMap((folder) => {
    const registry = paths.join(folder, 'sessions')
    return (files.list(registry) ?? [])
      .filter((name) => CLAIM_FILE.test(name))
      .flatMap((name) => claimIn(files.read(paths.join(registry, name))) ?? [])
  })
}

/** The file holds the key of a socket as well: only what is named here is taken out of it. */
function claimIn(text: string | undefined): LiveClaim | undefined {
  const record: JsonObject | undefined = text === undefined ? undefined : maybeObjectOf(parseJson(text))
  const sessionId = textOf(record?.['sessionId'])
  const pid = record?.['pid']
  if (sessionId === undefined || typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0)
    return undefined
  return {
    sessionId,
    pid,
    startToken: startTokenOf(textOf(record?.['procStart'])),
    cwd: textOf(record?.['cwd']),
    // Its `name` is made of the folder's, and its file does not tell what the session is doing.
    title: undefined,
    status: undefined,
    waitingFor: undefined,
    statusSince: undefined,
  }
}

function startTokenOf(procStart: string | undefined): string | undefined {
  return procStart === undefined ? undefined : (BOOT_AND_START.exec(procStart)?.[1] ?? procStart)
}

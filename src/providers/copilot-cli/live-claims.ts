import type { LiveClaim, ProviderEnvironment, SmallFileReader } from '../provider.ts'
import { isJsonObject, parseJson } from '../json-values.ts'
import { pathsOf } from '../paths.ts'
import { copilotHome } from './home.ts'
import { readWorkspace, type Workspace } from './workspace.ts'

/** The owner's pid stands in the name, and again in the file. */
const LOCK = /^inuse\.([1-9]\d{0,9})\.lock$/
/** A folder's name, and nothing that leads elsewhere. */
const SESSION_FOLDER = /^(?!\.+$)[^\\/\0]+$/

/**
 * Sessions that Copilot's register calls open and that a process has locked. A lock is left behind by a process that
 * was killed. The register's `working` is not passed on: it does not tell a wait for permission from work.
 */
export function copilotLiveClaims(
  environment: ProviderEnvironment,
  files: SmallFileReader,
): readonly LiveClaim[] {
  const paths = pathsOf(environment)
  const home = copilotHome(environment)
  const register = parseJson(files.read(paths.join(home, 'open-sessions-state.json')) ?? '')
  if (!isJsonObject(register)) return []
  return Object.keys(register)
    .filter((id) => SESSION_FOLDER.test(id))
    .flatMap((sessionId) => {
      const folder = paths.join(home, 'session-state', sessionId)
      const pids = (files.list(folder) ?? []).flatMap((name) => LOCK.exec(name)?.[1] ?? [])
      if (pids.length === 0) return []
      const workspace = readWorkspace(folder, files)
      return pids.map((pid) => claimOf(sessionId, Number(pid), workspace))
    })
}

function claimOf(sessionId: string, pid: number, workspace: Workspace): LiveClaim {
  return {
    sessionId,
    pid,
    startToken: undefined,
    cwd: workspace.cwd,
    title: workspace.personTitle,
    status: undefined,
    waitingFor: undefined,
    statusSince: undefined,
  }
}

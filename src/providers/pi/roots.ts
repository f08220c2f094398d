import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { folderIn } from './folders.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** `<time>_<session>.jsonl`, in a folder named after the project, or side by side in a folder that the person chose. */
const SESSION_NAME = new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z_(${UUID})\\.jsonl$`, 'i')
/** One folder a project. */
const DEPTH = 1

export function piRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  const agent = folderIn(environment, 'PI_CODING_AGENT_DIR') ?? paths.join(environment.home, '.pi', 'agent')
  const chosen = folderIn(environment, 'PI_CODING_AGENT_SESSION_DIR')
  const folders = [paths.join(agent, 'sessions'), ...(chosen === undefined ? [] : [chosen])]
  return folders.map((path) => ({ path, maxDepth: DEPTH }))
}

/** A transcript by its name. Pi has no sub-agents of its own. */
export function piTranscript(path: string): TranscriptRef | undefined {
  const sessionId = sessionOfFile(path)
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined }
}

/** The session that a transcript's name holds, on any system. */
export function sessionOfFile(path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return SESSION_NAME.exec(name)?.[1]?.toLowerCase()
}

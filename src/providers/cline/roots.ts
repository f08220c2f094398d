import { taskFolders, taskOf } from '../lineages/cline/task-places.ts'
import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const EXTENSION = 'saoudrizwan.claude-dev'

/** Sessions of the command line and of extensions since 4.0, and tasks of the extensions before it. */
export function clineRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const { home, env } = environment
  const paths = pathsOf(environment)
  const data = env['CLINE_DATA_DIR'] || paths.join(env['CLINE_DIR'] || paths.join(home, '.cline'), 'data')
  return [
    env['CLINE_SESSION_DATA_DIR'] || paths.join(data, 'sessions'),
    paths.join(data, 'tasks'),
    ...taskFolders(environment, EXTENSION),
  ].map((path) => ({ path, maxDepth: 1 }))
}

/** A document of Cline's, by its path. */
export interface Place {
  readonly kind: 'session' | 'task'
  readonly sessionId: string
  /** The session that started this one as its sub-agent. */
  readonly subagentOf: string | undefined
}

const NAME = String.raw`(?!\.\.?/)[^/\\\0]+`
const MESSAGES = new RegExp(String.raw`^(${NAME})/([^/\\\0]+)\.messages\.json$`)

/** What a file below a root is. A session's folder is named after it, and so is its own file. */
export function placeOf(path: string): Place | undefined {
  const taskId = taskOf(path)
  if (taskId !== undefined) return { kind: 'task', sessionId: taskId, subagentOf: undefined }
  const [, folder, name] = MESSAGES.exec(path) ?? []
  if (folder === undefined || name === undefined) return undefined
  if (folder === name) return { kind: 'session', sessionId: folder, subagentOf: undefined }
  return { kind: 'session', sessionId: `${folder}__${name}`, subagentOf: folder }
}

export function clineTranscript(path: string): TranscriptRef | undefined {
  const place = placeOf(path)
  return place && { sessionId: place.sessionId, subagentOf: place.subagentOf, form: 'document' }
}

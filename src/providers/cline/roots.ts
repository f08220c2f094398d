import { pathsOf, settingsFolder } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const EXTENSION = 'saoudrizwan.claude-dev'
/** Folders that editors keep their settings in, below the system's place for settings. */
const EDITORS: readonly string[] = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf']
/** Parts of VS Code that run on the machine which a window is connected to. */
const REMOTE_EDITORS: readonly string[] = ['.vscode-server', '.vscode-server-insiders']

/** Sessions of the command line and of extensions since 4.0, and tasks of the extensions before it. */
export function clineRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const { home, env } = environment
  const paths = pathsOf(environment)
  const data = env['CLINE_DATA_DIR'] || paths.join(env['CLINE_DIR'] || paths.join(home, '.cline'), 'data')
  const settings = settingsFolder(environment)
  const editors = [
    ...EDITORS.map((editor) => paths.join(settings, editor, 'User')),
    ...REMOTE_EDITORS.map((editor) => paths.join(home, editor, 'data', 'User')),
  ]
  return [
    env['CLINE_SESSION_DATA_DIR'] || paths.join(data, 'sessions'),
    paths.join(data, 'tasks'),
    ...editors.map((user) => paths.join(user, 'globalStorage', EXTENSION, 'tasks')),
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
const TASK = new RegExp(String.raw`^(${NAME})/ui_messages\.json$`)

/** What a file below a root is. A session's folder is named after it, and so is its own file. */
export function placeOf(path: string): Place | undefined {
  const [, taskId] = TASK.exec(path) ?? []
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

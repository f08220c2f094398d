import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { configFolders } from './config-folders.ts'

/** `<slug>/<session>/subagents/workflows/<workflow>/agent-<id>.jsonl` */
const PROJECTS_DEPTH = 5
/** `<account>/<organisation>/local_<id>/.claude/projects` comes on top of that. */
const DESKTOP_DEPTH = PROJECTS_DEPTH + 5
const DESKTOP_PROJECTS = /^(?:[^/]+\/)*local_[^/]+\/\.claude\/projects\//
const ENDING = '.jsonl'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** What stands in a project's folder besides conversations. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['memory', 'tool-results', 'subagents'])

/** The projects of every configuration folder, and the sessions that the desktop app keeps apart. */
export function claudeRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  const projects = configFolders(environment).map((folder) => ({
    path: paths.join(folder, 'projects'),
    maxDepth: PROJECTS_DEPTH,
  }))
  const desktop = desktopFolder(environment)
  if (desktop === undefined) return projects
  const sessions = paths.join(desktop, 'local-agent-mode-sessions')
  return [...projects, { path: sessions, maxDepth: DESKTOP_DEPTH }]
}

function desktopFolder(environment: ProviderEnvironment): string | undefined {
  const { platform, home, env } = environment
  const paths = pathsOf(environment)
  if (platform === 'darwin') return paths.join(home, 'Library', 'Application Support', 'Claude')
  if (platform !== 'win32') return undefined
  const roaming = env['APPDATA']
  const isGiven = roaming !== undefined && paths.isAbsolute(roaming)
  return paths.join(isGiven ? roaming : paths.join(home, 'AppData', 'Roaming'), 'Claude')
}

/**
 * Tells what a file below a root is.
 *
 * - `<slug>/<session>.jsonl`: a conversation.
 * - `<slug>/<session>/subagents/…/agent-<id>.jsonl`: a sub-agent of it.
 * - `<slug>/agent-<id>.jsonl`: a sub-agent of 2.0; only its records name the session.
 * - `<slug>/<name>.jsonl`, `<slug>/<folder>/<name>.jsonl`: a conversation that somebody moved; its records name the session.
 */
export function claudeTranscript(path: string): TranscriptRef | undefined {
  if (!path.endsWith(ENDING)) return undefined
  const [slug, ...folders] = path.slice(0, -ENDING.length).replace(DESKTOP_PROJECTS, '').split('/')
  const name = folders.pop()
  // A project is named after its absolute path, never by an id. The desktop app's own folders are.
  if (!slug || !name || UUID.test(slug) || slug.startsWith('local_')) return undefined
  const [owner, kind] = folders
  if (owner === undefined) return ownTranscript(name)
  if (UUID.test(owner)) return kind === 'subagents' ? agentTranscript(name, owner) : undefined
  const isOther = kind !== undefined || OTHER_FOLDERS.has(owner) || owner.startsWith('local_')
  return isOther ? undefined : ownTranscript(name)
}

function ownTranscript(name: string): TranscriptRef {
  return { sessionId: UUID.test(name) || isAgentId(name) ? name : undefined, subagentOf: undefined }
}

function agentTranscript(name: string, owner: string): TranscriptRef | undefined {
  return isAgentId(name) ? { sessionId: name, subagentOf: owner } : undefined
}

/** Name of a sub-agent's transcript, without its ending: `agent-a3b7aa068e70ae8e3`. */
export function isAgentId(name: string | undefined): boolean {
  return name?.startsWith('agent-') === true
}

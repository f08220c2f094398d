import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'
import { configFolders, pathsOf } from './config-folders.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Ids of sub-agents are hexadecimal, with a word before them where the program started the agent by itself. */
const AGENT = /^agent-[\w-]+$/
const TRANSCRIPT_ENDING = '.jsonl'
/** What the program keeps beside the transcripts of a project. */
const OTHER_FOLDERS = new Set(['memory', 'tool-results', 'subagents'])

/** `<slug>/<session>/subagents/workflows/<workflow>/agent-<id>.jsonl` */
const PROJECTS_DEPTH = 5
/** `<account>/<organisation>/local_<id>/.claude/projects` */
const COWORK_DEPTH = 5
const COWORK_PROJECTS = /^(?:[^/]+\/)*local_[^/]+\/\.claude\/projects\//

/** The projects of every configuration folder, and on macOS the sessions that Claude Desktop runs by itself. */
export function claudeRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const { join } = pathsOf(environment)
  const projects = configFolders(environment).map((folder) => ({
    path: join(folder, 'projects'),
    maxDepth: PROJECTS_DEPTH,
  }))
  if (environment.platform !== 'darwin') return projects
  const desktop = join(environment.home, 'Library', 'Application Support', 'Claude')
  const cowork = { path: join(desktop, 'local-agent-mode-sessions'), maxDepth: COWORK_DEPTH + PROJECTS_DEPTH }
  return [...projects, cowork]
}

/** A transcript by its path. The name of a main one is the session's id; others made by hand are told by their records. */
export function claudeTranscript(path: string): TranscriptRef | undefined {
  const [slug, ...rest] = path.replace(COWORK_PROJECTS, '').split('/')
  const file = rest.pop()
  // Projects are named by their absolute path, which is never a UUID. Other roots have folders named so.
  if (slug === undefined || UUID.test(slug) || !file?.endsWith(TRANSCRIPT_ENDING)) return undefined
  const name = file.slice(0, -TRANSCRIPT_ENDING.length)
  const [owner, kind] = rest
  if (owner === undefined) return projectTranscript(name)
  if (UUID.test(owner)) {
    const isAgent = kind === 'subagents' && AGENT.test(name)
    return isAgent ? { sessionId: name, subagentOf: owner.toLowerCase() } : undefined
  }
  const isOther = kind !== undefined || OTHER_FOLDERS.has(owner) || owner.startsWith('local_')
  return isOther ? undefined : projectTranscript(name)
}

/** Sub-agents of 2.0 lie among the sessions, and only their records name the session that started them. */
function projectTranscript(name: string): TranscriptRef {
  if (AGENT.test(name)) return { sessionId: name, subagentOf: undefined }
  return { sessionId: UUID.test(name) ? name.toLowerCase() : undefined, subagentOf: undefined }
}

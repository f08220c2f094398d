import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const MAIN = /^[^/]+\/chats\/session-\d{4}-\d\d-\d\dT\d\d-\d\d-[0-9A-Za-z_-]+\.jsonl$/
/** Versions before 0.40: a project's folder was named by a hash then. */
const OLD = /^[^/]+\/chats\/session-[^/\0]+\.json$/
const SUBAGENT = /^[^/]+\/chats\/([^/]+)\/([^/]+)\.jsonl$/

/**
 * The folder of temporary files, where chats lie by project. Antigravity keeps its own folders beside it, in
 * `.gemini/antigravity*`, which are none of Gemini CLI's.
 */
export function geminiRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  const home = environment.env['GEMINI_CLI_HOME'] || environment.home
  return [{ path: paths.join(home, '.gemini', 'tmp'), maxDepth: 3 }]
}

/**
 * A transcript by its path. The name of a session's own has only the first eight characters of its id, so the
 * id is the header's to tell; a sub-agent's lies in a folder named after the session that started it.
 */
export function geminiTranscript(path: string): TranscriptRef | undefined {
  if (MAIN.test(path)) return { sessionId: undefined, subagentOf: undefined }
  if (OLD.test(path)) return { sessionId: undefined, subagentOf: undefined, form: 'document' }
  const [, subagentOf, sessionId] = SUBAGENT.exec(path) ?? []
  return sessionId === undefined ? undefined : { sessionId, subagentOf }
}

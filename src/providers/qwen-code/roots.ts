import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { qwenFolders } from './folders.ts'

const MAIN = /^[^/]+\/chats\/(?:archive\/)?([0-9A-Za-z_-]+)\.jsonl$/
const SUBAGENT = /^[^/]+\/subagents\/([^/]+)\/agent-[^/]+\.jsonl$/

export function qwenRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  return qwenFolders(environment).map((folder) => ({ path: paths.join(folder, 'projects'), maxDepth: 3 }))
}

/** A transcript by its path: a session's is named after it, a sub-agent's lies in a folder that is. */
export function qwenTranscript(path: string): TranscriptRef | undefined {
  const sessionId = MAIN.exec(path)?.[1]
  if (sessionId !== undefined) return { sessionId, subagentOf: undefined }
  const subagentOf = SUBAGENT.exec(path)?.[1]
  return subagentOf === undefined ? undefined : { sessionId: undefined, subagentOf }
}

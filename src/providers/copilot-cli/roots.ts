import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'
import { pathsOf } from '../paths.ts'
import { copilotHome } from './home.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** Programs that drive Copilot may name a session as they like, so its folder need not be a UUID. */
const EVENTS = /^((?!\.\.?\/)[^/]+)\/events\.jsonl$/
/** Before 1.0.11 a session was one file. */
const FLAT = new RegExp(`^(${UUID})\\.jsonl$`, 'i')
/** What a process that has a session in use may hold open: 1.0.102 holds the first as long as it lives. */
const HELD = /[\\/]session-state[\\/]([^\\/]+)[\\/](?:inuse\.\d+\.hold|events\.jsonl)$/

export function copilotRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const path = pathsOf(environment).join(copilotHome(environment), 'session-state')
  return [{ path, maxDepth: 1 }]
}

/** A transcript by its path. Sub-agents write into the transcript of their session. */
export function copilotTranscript(path: string): TranscriptRef | undefined {
  const sessionId = (EVENTS.exec(path) ?? FLAT.exec(path))?.[1]
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined }
}

/** The session that a process has in use, by a file that it holds open. */
export function sessionOfHeldFile(path: string): string | undefined {
  return HELD.exec(path)?.[1]
}

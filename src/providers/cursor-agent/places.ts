import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** A folder for each folder that was worked in, named by a hash of it, and in that one for each chat. */
const STORE = /^[\da-f]{32}\/(?!\.\.?\/)([^/\\\0]+)\/store\.db$/

/** The agent's settings folder may be moved; chats of before stay in the home. */
export function chatRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const { home, env } = environment
  const paths = pathsOf(environment)
  const usual = paths.join(home, '.cursor', 'chats')
  const ofSystem = env['XDG_CONFIG_HOME'] ? paths.join(env['XDG_CONFIG_HOME'], 'cursor/chats') : usual
  const own = env['CURSOR_CONFIG_DIR'] ? paths.join(env['CURSOR_CONFIG_DIR'], 'chats') : ofSystem
  return [...new Set([own, usual])].map((path) => ({ path, maxDepth: 2 }))
}

export function chatTranscript(path: string): TranscriptRef | undefined {
  const sessionId = STORE.exec(path)?.[1]
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined, form: 'document' }
}

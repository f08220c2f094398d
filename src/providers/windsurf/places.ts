import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const CONVERSATION = /^([\w-]+)\.pb$/

/** One folder in the home on every system holds all conversations. */
export function windsurfRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  return [{ path: paths.join(environment.home, '.codeium/windsurf/cascade'), maxDepth: 0 }]
}

export function windsurfTranscript(path: string): TranscriptRef | undefined {
  const sessionId = CONVERSATION.exec(path)?.[1]
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined, form: 'document' }
}

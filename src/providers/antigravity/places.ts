import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** Folders of the editor, of the editor as later versions install it, and of the command line. */
const PROGRAMS = ['antigravity', 'antigravity-ide', 'antigravity-cli']
const TRANSCRIPT = /^(?!\.\.?\/)([^/\\\0]+)\/\.system_generated\/logs\/transcript\.jsonl$/

/** Each program has a folder for each conversation, below one in the home on every system. */
export function antigravityRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  return PROGRAMS.map((program) => ({
    path: paths.join(environment.home, `.gemini/${program}/brain`),
    maxDepth: 3,
  }))
}

/** Beside it lies `transcript_full.jsonl` in some versions, which says the same with more of the text. */
export function antigravityTranscript(path: string): TranscriptRef | undefined {
  const sessionId = TRANSCRIPT.exec(path)?.[1]
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined }
}

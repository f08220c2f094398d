import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** `<session>.json`; `sessions.json` beside them is a list of all. */
const SESSION_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/i

/** The command line and the editors' extensions share one folder. */
export function continueRoots({ platform, home, env }: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf({ platform })
  const chosen = env['CONTINUE_GLOBAL_DIR'] ?? ''
  const folder = paths.isAbsolute(chosen) ? chosen : paths.join(home, '.continue')
  return [{ path: paths.join(folder, 'sessions'), maxDepth: 0 }]
}

export function continueTranscript(path: string): TranscriptRef | undefined {
  const sessionId = sessionOfFile(path)
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined, form: 'document' }
}

/** The session that a file's name holds. */
export function sessionOfFile(name: string): string | undefined {
  return SESSION_NAME.exec(name)?.[1]
}

import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ROLLOUT_NAME = new RegExp(`^rollout-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-(${UUID})\\.jsonl$`, 'i')

/** Live rollouts lie by day (of local time), archived ones side by side. */
export function codexRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  const codexHome = environment.env['CODEX_HOME'] || paths.join(environment.home, '.codex')
  return [
    { path: paths.join(codexHome, 'sessions'), maxDepth: 3 },
    { path: paths.join(codexHome, 'archived_sessions'), maxDepth: 0 },
  ]
}

/** A rollout by its name, which ends with the thread's id. Sub-agents' rollouts look like any other. */
export function codexTranscript(path: string): TranscriptRef | undefined {
  const sessionId = threadOfRollout(path)
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined }
}

/** The thread whose rollout this is. The process that owns a thread keeps its rollout open. */
export function threadOfRollout(path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return ROLLOUT_NAME.exec(name)?.[1]?.toLowerCase()
}

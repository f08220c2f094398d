import { pathsOf, settingsFolder } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** The editor keeps the chats of all its windows and folders in one database. */
export function cursorRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  return [{ path: paths.join(settingsFolder(environment), 'Cursor', 'User', 'globalStorage'), maxDepth: 0 }]
}

/** The database itself, not the editor's backup of it. */
export function cursorTranscript(path: string): TranscriptRef | undefined {
  return path === 'state.vscdb'
    ? { sessionId: undefined, subagentOf: undefined, form: 'document' }
    : undefined
}

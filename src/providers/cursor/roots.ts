import { posix, win32 } from 'node:path'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** The editor keeps the chats of all its windows and folders in one database. */
export function cursorRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = environment.platform === 'win32' ? win32 : posix
  return [{ path: paths.join(settingsFolder(environment), 'Cursor', 'User', 'globalStorage'), maxDepth: 0 }]
}

function settingsFolder({ platform, home, env }: ProviderEnvironment): string {
  if (platform === 'win32') return env['APPDATA'] || win32.join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support')
  return env['XDG_CONFIG_HOME'] || posix.join(home, '.config')
}

/** The database itself, not the editor's backup of it. */
export function cursorTranscript(path: string): TranscriptRef | undefined {
  return path === 'state.vscdb'
    ? { sessionId: undefined, subagentOf: undefined, form: 'document' }
    : undefined
}

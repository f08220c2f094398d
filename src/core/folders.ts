import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from '../providers/provider.ts'

const FOLDER_NAME = 'llm-session-manager'

/** Folder of our own data: `LLM_SESSION_HOME`, else the system's place for what an application keeps. */
export function dataFolder(environment: ProviderEnvironment): string {
  const { env, home, platform } = environment
  if (env.LLM_SESSION_HOME) return env.LLM_SESSION_HOME
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), FOLDER_NAME)
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', FOLDER_NAME)
  return posix.join(absolute(env.XDG_DATA_HOME) ?? posix.join(home, '.local', 'share'), FOLDER_NAME)
}

/** Settings file: beside the data where `LLM_SESSION_HOME` moves everything, else in the system's place for settings. */
export function settingsFile(environment: ProviderEnvironment): string {
  const { env, home, platform } = environment
  const name = 'config.yaml'
  if (env.LLM_SESSION_HOME) return posix.join(env.LLM_SESSION_HOME, name)
  if (platform === 'win32')
    return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), FOLDER_NAME, name)
  return posix.join(absolute(env.XDG_CONFIG_HOME) ?? posix.join(home, '.config'), FOLDER_NAME, name)
}

/** The XDG rules: a path that is not absolute is as good as none. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path : undefined
}

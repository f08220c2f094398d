import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { settingsFile } from '../core/folders.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import type { GlobalOptions } from './global-options.ts'

/** Home folder of whoever runs the command; the environment goes before the system's word. */
export function homeFolder(): string {
  const { HOME, USERPROFILE } = process.env
  return HOME || USERPROFILE || homedir()
}

export function knownPlatform(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
}

/** Path of the settings file: that of `--config`, or the usual one. */
export function settingsPath({ config }: GlobalOptions): string {
  return config === undefined
    ? settingsFile({ platform: knownPlatform(), home: homeFolder(), env: process.env })
    : resolve(config)
}

/** Path of the templates file. It lies beside the settings: `--config` moves both. */
export function templatesPath(options: GlobalOptions): string {
  return join(dirname(settingsPath(options)), 'templates.yaml')
}

/** The same for commands that only read it: a file that somebody names has to be there. */
export function settingsPathToRead(options: GlobalOptions): string {
  const path = settingsPath(options)
  if (options.config !== undefined && !existsSync(path))
    throw new CommandError(
      `there is no settings file ${path}.`,
      EXIT.usage,
      `llm-session init-config --config ${options.config} writes one.`,
    )
  return path
}

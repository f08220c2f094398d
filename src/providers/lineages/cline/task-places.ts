import { pathsOf, settingsFolder } from '../../paths.ts'
import type { ProviderEnvironment } from '../../provider.ts'

/** Folders that editors keep their settings in, below the system's place for settings. */
const EDITORS: readonly string[] = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf']
/** Parts of VS Code that run on the machine which a window is connected to. */
const REMOTE_EDITORS: readonly string[] = ['.vscode-server', '.vscode-server-insiders']
const TASK = /^(?!\.\.?\/)([^/\\\0]+)\/ui_messages\.json$/

/** Where an editor extension keeps its tasks, in each editor that it may be installed in. */
export function taskFolders(environment: ProviderEnvironment, extension: string): readonly string[] {
  const paths = pathsOf(environment)
  const settings = settingsFolder(environment)
  const users = [
    ...EDITORS.map((editor) => paths.join(settings, editor, 'User')),
    ...REMOTE_EDITORS.map((editor) => paths.join(environment.home, editor, 'data', 'User')),
  ]
  return users.map((user) => paths.join(user, 'globalStorage', extension, 'tasks'))
}

/** The task that a file below such a folder is; `undefined` for any other file. */
export function taskOf(path: string): string | undefined {
  return TASK.exec(path)?.[1]
}

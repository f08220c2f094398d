import { settingsFolder, pathsOf } from '../../paths.ts'
import type { DocumentReader, ProviderEnvironment } from '../../provider.ts'
import { type RequestUsage, tellTask } from './tell-task.ts'

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

/** Reads tasks: one document holds one of them. */
export function taskDocuments(usageOf: RequestUsage): DocumentReader {
  return {
    sessions(file) {
      const bytes = file.bytes()
      // Nobody has asked for anything yet.
      if (rowsOf(bytes).length === 0) return []
      const stamp = `${file.writtenAt} ${bytes.length}`
      return [{ sessionId: taskId(file.path), subagentOf: undefined, stamp }]
    },
    read: (file, _session, sink) => tellTask(rowsOf(file.bytes()), taskId(file.path), usageOf, sink),
  }
}

function taskId(path: string): string {
  const id = taskOf(path)
  if (id === undefined) throw new Error('no task')
  return id
}

/** Throws where the content is not whole: it may be written at this moment. */
function rowsOf(bytes: Buffer): readonly unknown[] {
  const rows: unknown = JSON.parse(bytes.toString('utf8'))
  if (!Array.isArray(rows)) throw new Error('no list of messages')
  return rows
}

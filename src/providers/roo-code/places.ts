import { objectOf, parseJson, textOf } from '../json-values.ts'
import { modelInPrompt } from '../lineages/cline/model-in-prompt.ts'
import { taskFolders, taskOf } from '../lineages/cline/task-places.ts'
import { pathsOf } from '../paths.ts'
import type {
  BesideFacts,
  ProviderEnvironment,
  SmallFileReader,
  SourceRoot,
  TranscriptRef,
} from '../provider.ts'

const EXTENSION = 'rooveterinaryinc.roo-cline'
const TASK_FOLDER = /^(.*[\\/])ui_messages\.json$/

/** Tasks of the extension in each editor, and of the command line, which runs it without one. */
export function rooRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const commandLine = pathsOf(environment).join(environment.home, '.vscode-mock', 'global-storage', 'tasks')
  return [...taskFolders(environment, EXTENSION), commandLine].map((path) => ({ path, maxDepth: 1 }))
}

export function rooTranscript(path: string): TranscriptRef | undefined {
  const sessionId = taskOf(path)
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined, form: 'document' }
}

/** A task's folder, and the model of its last prompt. `path` is the document's. */
export function rooBeside(path: string, files: SmallFileReader): BesideFacts {
  const [, folder] = TASK_FOLDER.exec(path) ?? []
  if (folder === undefined) return {}
  const cwd = textOf(objectOf(parseJson(files.read(`${folder}history_item.json`) ?? ''))['workspace'])
  const model = modelInPrompt(files.read(`${folder}api_conversation_history.json`) ?? '')
  return { ...(cwd === undefined ? {} : { cwd }), ...(model === undefined ? {} : { model }) }
}

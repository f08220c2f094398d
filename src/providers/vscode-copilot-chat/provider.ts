import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { chatBeside } from './beside.ts'
import { chatFile } from './documents.ts'
import { manifest } from './manifest.ts'
import { matchEditorProcess } from './processes.ts'
import { chatRoots, chatTranscript } from './roots.ts'

/**
 * GitHub Copilot Chat in VS Code and its editions. There are no `liveClaims` and no `sessionOfOpenFile`: the editor
 * opens a chat's file only to write it, and nothing says which window shows it.
 */
export const provider: Provider = {
  manifest,
  roots: chatRoots,
  transcript: chatTranscript,
  parser: neverByLine,
  documents: chatFile,
  beside: chatBeside,
  // What Copilot allows depends on the plan; the chat itself states it for the selected model.
  modelWindow: () => undefined,
  matchProcess: matchEditorProcess,
}

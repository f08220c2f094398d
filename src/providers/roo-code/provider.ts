import type { Provider } from '../provider.ts'
import { taskDocuments } from '../lineages/cline/tasks.ts'
import { neverByLine } from '../never-by-line.ts'
import { rooBeside, rooTranscript } from './places.ts'
import { presence } from './presence.ts'
import { rooUsageOf } from './usage.ts'

/** Roo Code, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: rooTranscript,
  parser: neverByLine,
  documents: taskDocuments(rooUsageOf),
  async conversation() {
    const { taskConversation } = await import('../lineages/cline/task-conversation.ts')
    return { document: taskConversation(rooUsageOf) }
  },
  beside: rooBeside,
}

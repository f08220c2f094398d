import type { ConversationFormat, Provider } from '../../providers/provider.ts'
import { ConversationUnreadable, type SourceFile } from './conversation-source.ts'
import { DocumentTranscript, documentIn } from './document-transcript.ts'
import { LineTranscript } from './line-transcript.ts'
import { pathBelow } from './path-below.ts'

/** A transcript whose messages can be read, nothing of it read yet. Throws `ConversationUnreadable`. */
export function openTranscript(
  file: SourceFile,
  provider: Provider,
  format: ConversationFormat,
): LineTranscript | DocumentTranscript {
  const document = documentIn(file.path)
  if (document !== undefined && provider.documents && format.document)
    return new DocumentTranscript(file, document, provider.documents, format.document)
  const ref = provider.transcript(pathBelow(file.root, file.path))
  if (format.lines && ref) return new LineTranscript(file.path, format.lines, ref)
  throw new ConversationUnreadable(file.path, `${provider.manifest.name} does not tell what is said in it.`)
}

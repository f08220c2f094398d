import { type ContextFileFormat, LARGEST_CONTEXT_FILE_BYTES } from '../../shared/domain/context-files.ts'
import type { ExportedContexts } from '../../shared/contract/contexts.ts'
import type { ContextFile } from './context-file.ts'
import { contextBytes, contextText, endingOf, fileNameOf } from './write-contexts.ts'

/** One file of contexts, as it is offered to somebody who fetches it. */
export interface ExportedFile extends Pick<ExportedContexts, 'name' | 'redacted'> {
  readonly bytes: Buffer
}

/**
 * Puts one file of contexts together, which are asked for one after the other. `undefined` where it gets larger than what
 * an import reads.
 */
export async function exportFile(
  contexts: AsyncIterable<ContextFile>,
  { format, gzip }: { readonly format: ContextFileFormat; readonly gzip: boolean },
): Promise<ExportedFile | undefined> {
  const files: ContextFile[] = []
  let size = 0
  for await (const file of contexts) {
    files.push(file)
    size += roughSize(file)
    if (size > LARGEST_CONTEXT_FILE_BYTES) return undefined
  }
  const bytes = contextBytes(contextText(files, format), { gzip })
  const [only] = files
  if (!only) throw new Error('a file of contexts needs one')
  const name =
    files.length === 1
      ? fileNameOf(only, format, gzip)
      : `contexts-${only.exportedAt.slice(0, 10)}${endingOf(format)}${gzip ? '.gz' : ''}`
  return { name, bytes, redacted: allRedacted(files) }
}

/** What its texts take at least. */
function roughSize({ conversation, files }: ContextFile): number {
  const said = (conversation ?? []).reduce((sum, { text }) => sum + text.length, 0)
  return files.reduce((sum, { path }) => sum + path.length, said)
}

function allRedacted(files: readonly ContextFile[]): ExportedContexts['redacted'] {
  const found = files.flatMap(({ redacted }) => redacted ?? [])
  if (found.length === 0) return null
  const secrets = new Map<string, number>()
  for (const file of found)
    for (const [kind, count] of Object.entries(file.secrets))
      secrets.set(kind, (secrets.get(kind) ?? 0) + count)
  return {
    secrets: Object.fromEntries(secrets),
    homeFolders: found.reduce((sum, { homeFolders }) => sum + homeFolders, 0),
  }
}

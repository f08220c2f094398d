import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Provider } from '../../../providers/provider.ts'
import { LineReader } from '../../ingest/read-lines.ts'
import { temporaryFolder } from '../../store/testing/temporary-folder.ts'
import { OpenConversation } from '../open-conversation.ts'
import { type PageContent, readPage } from '../read-page.ts'

/** A file below a root, as bytes or as lines. */
export interface WrittenFile {
  readonly path: string
  readonly content: string | Buffer
}

export interface OpenedConversation {
  readonly conversation: OpenConversation
  /** Real paths, in the order of the files. */
  readonly paths: readonly string[]
  /** The whole conversation, read in pages of this size. */
  readonly read: (limit?: number) => PageContent['messages']
}

/** A conversation over real files in a folder that goes away with the running test. */
export async function openConversation(
  provider: Provider,
  files: readonly WrittenFile[],
): Promise<OpenedConversation> {
  const root = temporaryFolder()
  const paths = files.map(({ path, content }) => {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  })
  const format = await provider.conversation?.()
  if (!format) throw new Error(`${provider.manifest.name} does not tell what is said`)
  const source = {
    id: `${provider.manifest.id}:x`,
    provider: provider.manifest.id,
    sessionId: 'x',
    files: paths.map((path) => ({ path, root, isSubagent: false })),
  }
  const conversation = new OpenConversation(source, provider, format, new LineReader())
  return { conversation, paths, read: (limit = 200) => readAll(conversation, limit) }
}

function readAll(conversation: OpenConversation, limit: number): PageContent['messages'] {
  conversation.refresh()
  const messages: PageContent['messages'] = []
  for (;;) {
    const page = readPage(conversation, { from: messages.length, limit, textLimit: 16_000 })
    if (page.messages.length === 0) return messages
    messages.push(...page.messages)
  }
}

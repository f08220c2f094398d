import type { ConversationService } from '../conversation/conversation-service.ts'
import type { Ports } from '../ports.ts'
import type { SessionReader } from '../sessions/session-reader.ts'
import type { UserKeeper, Written } from '../store/user-keeper.ts'
import type { StoredContext } from '../store/user-contexts.ts'
import type { ContextFile } from './context-file.ts'
import { ContextKeeper, type ImportedContext } from './context-keeper.ts'

export interface ExportQuestion {
  readonly conversation: boolean
  /** Whether secrets and home folders are taken out. */
  readonly redact: boolean
  readonly onProgress: (done: number, total: number) => void
}

/** Contexts in and out. What only they need is loaded when they are asked. */
export interface ContextService {
  /** Ids of imported contexts that a beginning may mean. */
  candidates(text: string): readonly string[]
  /**
   * A session or an imported context as a file; `undefined` where there is none. An imported one is as it came: it
   * was redacted, or not, by whoever exported it. Rejects with `ConversationUnreadable`.
   */
  export(id: string, question: ExportQuestion): Promise<ContextFile | undefined>
  /** Keeps all of them or none. */
  import(
    contexts: readonly ContextFile[],
    attachTo: string | null,
  ): Promise<Written<readonly ImportedContext[]>>
  all(): readonly StoredContext[]
  remove(id: string): Written<boolean>
}

export interface ContextServiceParts {
  readonly ports: Ports
  readonly user: UserKeeper
  readonly reader: SessionReader
  readonly conversations: ConversationService
}

export function createContextService(parts: ContextServiceParts): ContextService {
  const keeper = new ContextKeeper(parts.user, parts.ports.clock)
  return {
    candidates: (text) => keeper.candidates(text),
    async export(id, question) {
      const stored = keeper.content(id)
      return stored ?? (await exported(parts, id, question))
    },
    async import(contexts, attachTo) {
      const { contextId } = await import('./context-id.ts')
      return keeper.import(contexts, attachTo, contextId)
    },
    all: () => keeper.all(),
    remove: (id) => keeper.remove(id),
  }
}

async function exported(
  { ports, user, reader, conversations }: ContextServiceParts,
  id: string,
  { conversation, redact, onProgress }: ExportQuestion,
): Promise<ContextFile | undefined> {
  const detail = reader.detail(id)
  if (!detail) return undefined
  const { exportSession } = await import('./export-session.ts')
  const file = await exportSession(
    {
      detail,
      history: user.ask((store) => store.history.of(id)) ?? [],
      conversations,
      exportedAt: ports.clock.now(),
      generator: `llm-session-manager ${ports.version}`,
    },
    { conversation, onProgress },
  )
  if (!redact) return file
  const { redactContext } = await import('./redact-context.ts')
  return redactContext(file, ports.environment.home)
}

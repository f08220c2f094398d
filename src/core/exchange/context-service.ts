import type { ConversationService } from '../conversation/conversation-service.ts'
import type { Ports } from '../ports.ts'
import type { SessionReader } from '../sessions/session-reader.ts'
import type { ExportSettings, Settings } from '../settings/settings.ts'
import type { UserKeeper, Written } from '../store/user-keeper.ts'
import type { KeptContext } from '../store/user-contexts.ts'
import type { ContextFile } from './context-file.ts'
import { ContextKeeper, type ImportedContext } from './context-keeper.ts'
import type { PreparedContext, PreparedContexts } from './prepare-contexts.ts'
import { Transfers } from './transfers.ts'

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
  /** What an export is where nobody says otherwise. */
  usualExport(): ExportSettings
  /** Reads a file in a thread of its own. `bytes` are gone from the caller. */
  read(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedContexts>
  /** Keeps all of them or none. `attachTo`: a session here that they belong to from now on. */
  import(contexts: readonly PreparedContext[], attachTo: string | null): Written<readonly ImportedContext[]>
  /** Files on their way in and out, for callers that send them in pieces. */
  readonly transfers: Transfers
  content(id: string): ContextFile | undefined
  all(): readonly KeptContext[]
  remove(id: string): Written<boolean>
}

export interface ContextServiceParts {
  readonly ports: Ports
  readonly user: UserKeeper
  readonly reader: SessionReader
  readonly conversations: ConversationService
  readonly settings: { readonly current: Pick<Settings, 'export'> }
}

export function createContextService(parts: ContextServiceParts): ContextService {
  const keeper = new ContextKeeper(parts.user, parts.ports.clock)
  return {
    candidates: (text) => keeper.candidates(text),
    async export(id, question) {
      const stored = keeper.content(id)
      return stored ?? (await exported(parts, id, question))
    },
    usualExport: () => parts.settings.current.export,
    async read(bytes) {
      const { prepareInThread } = await import('./prepare-in-thread.ts')
      return prepareInThread(bytes)
    },
    import: (contexts, attachTo) => keeper.import(contexts, attachTo),
    transfers: new Transfers(parts.ports.clock),
    content: (id) => keeper.content(id),
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

import type { Clock } from '../ports.ts'
import { readStored } from '../store/stored-json.ts'
import type { KeptContext } from '../store/user-contexts.ts'
import type { UserKeeper, Written } from '../store/user-keeper.ts'
import type { ContextFile } from './context-file.ts'
import type { PreparedContext } from './prepare-contexts.ts'

/** What ids of imported contexts begin with, as those of sessions do with their assistant's. */
export const CONTEXT_ID_PREFIX = 'context:'

/** Bytes of imported contexts that are kept: a bound for whoever imports without end. */
const MOST_KEPT_BYTES = 1 << 30

const FULL = 'Imported contexts would take more than 1 GiB. Remove some that are no longer needed.'

export interface ImportedContext {
  readonly id: string
  readonly sessionId: string
  readonly title: string | null
  /** False where the very same context was imported before. */
  readonly isNew: boolean
}

/** Contexts that people imported: kept word for word, and apart from the index that can be rebuilt. */
export class ContextKeeper {
  private readonly user: UserKeeper
  private readonly clock: Clock

  constructor(user: UserKeeper, clock: Clock) {
    this.user = user
    this.clock = clock
  }

  /** Keeps all of them or none. `attachTo`: a session here that they belong to from now on. */
  import(contexts: readonly PreparedContext[], attachTo: string | null): Written<readonly ImportedContext[]> {
    const importedAt = this.clock.now().getTime()
    const kept = this.all().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    const more = contexts.reduce((sum, { summary }) => sum + summary.sizeBytes, 0)
    if (kept + more > MOST_KEPT_BYTES) return { kind: 'refused', sentence: FULL }
    return this.user.write((store) =>
      contexts.map(({ json, summary: { id, sessionId, title } }) => {
        const isNew = store.contexts.put({ id, sessionId, attachedTo: attachTo, title, importedAt }, json)
        if (!isNew && attachTo !== null) store.contexts.attach(id, attachTo)
        return { id, sessionId, title, isNew }
      }),
    )
  }

  /** The newest first. */
  all(): readonly KeptContext[] {
    return this.user.ask((store) => store.contexts.all()) ?? []
  }

  /** Ids that a beginning may mean, with or without `context:`. */
  candidates(text: string): string[] {
    const ids = this.all().map(({ id }) => id)
    return ids.filter((id) => id.startsWith(text) || id.slice(CONTEXT_ID_PREFIX.length).startsWith(text))
  }

  content(id: string): ContextFile | undefined {
    const json = this.user.ask((store) => store.contexts.content(id))
    return json === undefined ? undefined : readStored<ContextFile>(json)
  }

  remove(id: string): Written<boolean> {
    return this.user.write((store) => store.contexts.remove(id))
  }
}

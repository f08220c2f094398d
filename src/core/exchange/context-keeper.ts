import type { Clock } from '../ports.ts'
import { readStored } from '../store/stored-json.ts'
import type { StoredContext } from '../store/user-contexts.ts'
import type { UserKeeper, Written } from '../store/user-keeper.ts'
import type { ContextFile } from './context-file.ts'

/** What ids of imported contexts begin with, as those of sessions do with their assistant's. */
export const CONTEXT_ID_PREFIX = 'context:'

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

  /**
   * Keeps all of them or none. `attachTo`: a session here that they belong to from now on. `idOf`: id of a context by
   * its JSON.
   */
  import(
    contexts: readonly ContextFile[],
    attachTo: string | null,
    idOf: (json: string) => string,
  ): Written<readonly ImportedContext[]> {
    const importedAt = this.clock.now().getTime()
    return this.user.write((store) =>
      contexts.map((context) => {
        const json = JSON.stringify(context)
        const id = idOf(json)
        const { id: sessionId, title } = context.session
        const isNew = store.contexts.put({ id, sessionId, attachedTo: attachTo, title, importedAt }, json)
        if (!isNew && attachTo !== null) store.contexts.attach(id, attachTo)
        return { id, sessionId, title, isNew }
      }),
    )
  }

  /** The newest first. */
  all(): readonly StoredContext[] {
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

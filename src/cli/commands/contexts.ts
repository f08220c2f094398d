import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findContext } from '../find-context.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import type { Terminal } from '../terminal.ts'
import { askService, withService } from '../with-service.ts'

export interface ContextsOptions extends GlobalOptions {
  /** Id of a context to remove. */
  readonly remove?: string
  readonly json?: boolean
}

/** Lists imported contexts, or removes one. */
export async function contexts(terminal: Terminal, options: ContextsOptions): Promise<void> {
  const isQuestion = options.remove === undefined
  await (isQuestion ? askService : withService)(terminal, options, (service) => {
    if (options.remove !== undefined) {
      const id = findContext(service, options.remove)
      const removed = service.contexts.remove(id)
      if (removed.kind === 'refused')
        throw new CommandError(`nothing was removed. ${removed.sentence}`, EXIT.failed)
      if (!removed.value) throw new CommandError(`${plainText(id)} is no imported context.`, EXIT.usage)
      return terminal.out(options.json ? printableJson({ removed: id }) : `Removed ${id}.`)
    }
    const all = service.contexts
      .all()
      .map((context) => ({ ...context, importedAt: new Date(context.importedAt) }))
    if (options.json) return terminal.out(printableJson({ contexts: all }))
    if (all.length === 0)
      terminal.out('No context was imported yet. llm-session import-context FILE keeps one.')
    for (const { id, sessionId, title, attachedTo, importedAt } of all)
      terminal.out(
        `${id}  ${importedAt.toISOString().slice(0, 10)}  ${plainText(title ?? sessionId)}${attachedTo === null ? '' : `  (with ${plainText(attachedTo)})`}`,
      )
  })
}

import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { z } from 'zod'
import { LARGEST_CONTEXT_FILE_BYTES } from '../../shared/domain/context-files.ts'
import { type PreparedContext, prepareContexts } from '../../core/exchange/prepare-contexts.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findSession } from '../find-session.ts'
import type { importAnswer } from '../json-answers.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface ImportOptions extends GlobalOptions {
  /** The session here that the contexts belong to. */
  readonly sessionId?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Keeps exported contexts: all that a file holds, or nothing. */
export async function importContext(terminal: Terminal, file: string, options: ImportOptions): Promise<void> {
  const name = file === '-' ? 'standard input' : basename(file)
  const read = prepareContexts(contentOf(file))
  if (read.kind === 'refused') {
    const lines = read.problems.map(({ path, place, message }) => {
      const where = place ? `:${place.line}:${place.column}` : ''
      return `  ${plainText(name)}${where}: ${path ? `${plainText(path)}: ` : ''}${plainText(message)}`
    })
    throw new CommandError('nothing was imported:', EXIT.failed, lines.join('\n'))
  }
  if (options.dryRun) {
    if (options.json) return printJson(terminal, wouldImport(read.contexts), null, false)
    const titles = read.contexts.map(({ summary }) => summary.title ?? summary.sessionId)
    return terminal.out(...titles.map((title) => `Would import ${title}`))
  }
  await withService(terminal, options, async (service) => {
    const attachTo = options.sessionId === undefined ? null : findSession(service, options.sessionId)
    const written = service.contexts.import(read.contexts, attachTo)
    if (written.kind === 'refused')
      throw new CommandError(`nothing was imported. ${written.sentence}`, EXIT.failed)
    if (options.json) return printJson(terminal, [...written.value], attachTo, true)
    for (const { id, sessionId, title, isNew } of written.value)
      terminal.out(
        `${id}  ${isNew ? 'imported' : 'was here already'}: ${plainText(title ?? sessionId)}${attachTo === null ? '' : `, attached to ${plainText(attachTo)}`}`,
      )
    if (read.withoutConversation)
      terminal.err(
        'The conversation of a Markdown export is for people and was not imported; use JSON or YAML for it.',
      )
  })
}

type Answer = z.infer<typeof importAnswer>

/** What an import would keep; whether it is here already is found out by the import alone. */
function wouldImport(contexts: readonly PreparedContext[]): Answer['contexts'] {
  return contexts.map(({ summary: { id, sessionId, title } }) => ({ id, sessionId, title, isNew: null }))
}

function printJson(
  terminal: Terminal,
  contexts: Answer['contexts'],
  attachedTo: string | null,
  imported: boolean,
): void {
  terminal.out(printableJson({ contexts, attachedTo, imported } satisfies Answer))
}

function contentOf(file: string): Buffer {
  try {
    if (file === '-') return readFileSync(0)
    const { size } = statSync(file)
    if (size > LARGEST_CONTEXT_FILE_BYTES)
      throw new CommandError(
        `${file} has ${size} bytes; at most ${LARGEST_CONTEXT_FILE_BYTES} are read.`,
        EXIT.usage,
      )
    return readFileSync(file)
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    throw new CommandError(`${file} cannot be read: ${cause.message}.`, EXIT.usage)
  }
}

import { resolve } from 'node:path'
import { type ConversationFileFormat, conversationText } from '../../core/exchange/write-conversation.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { contextChoices, contextFileOf, inertText, tellWritten, writePrivateFile } from '../exported-file.ts'
import { findContext } from '../find-context.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface ExportConversationOptions extends GlobalOptions {
  readonly format: ConversationFileFormat
  /** A file, or `-` for standard output. */
  readonly output?: string
  readonly force?: boolean
  /** Prints what was written. */
  readonly json?: boolean
  readonly redact?: boolean
}

/** Writes what was said and done in one session, and nothing else of it. */
export async function exportConversation(
  terminal: Terminal,
  id: string,
  { format, output, force = false, ...options }: ExportConversationOptions,
): Promise<void> {
  await askService(terminal, options, async (service, settings) => {
    const found = findContext(service, id)
    const file = await contextFileOf(terminal, service, found, {
      ...contextChoices(options, settings),
      conversation: true,
    })
    const text = conversationText(file, format)
    if (text === undefined)
      throw new CommandError('this context was exported without its conversation.', EXIT.failed)
    if (output === undefined || output === '-') {
      if (options.json)
        throw new CommandError('--json tells what was written to a file: name one with --output.', EXIT.usage)
      terminal.raw(inertText(text, terminal, format === 'jsonl' ? 'json' : 'other'))
      return
    }
    const path = resolve(output)
    writePrivateFile(path, Buffer.from(text), force)
    const json = options.json ?? false
    tellWritten(terminal, { what: 'the conversation', where: path, paths: [path], files: [file], json })
  })
}

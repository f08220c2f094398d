import { writeFileSync } from 'node:fs'
import type { z } from 'zod'
import type { ContextFile } from '../core/exchange/context-file.ts'
import type { SessionService } from '../core/sessions/session-service.ts'
import type { Settings } from '../core/settings/settings.ts'
import { groupedCount } from '../shared/domain/format.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import { unknownSession } from './find-session.ts'
import type { exportAnswer } from './json-answers.ts'
import { inertLines } from './output/inert-lines.ts'
import { escapedJson, printableJson } from './output/json.ts'
import { readableConversation } from './readable-conversation.ts'
import type { Terminal } from './terminal.ts'

export interface ContextChoices {
  readonly conversation: boolean
  readonly redact: boolean
}

/** What the command line says, else what the settings say. */
export function contextChoices(
  { conversation, redact }: Partial<ContextChoices>,
  settings: Settings,
): ContextChoices {
  return {
    conversation: conversation ?? settings.export.conversation,
    redact: redact ?? settings.export.redact,
  }
}

/** A session or an imported context, read while the progress is shown; `advice` where its conversation cannot be read. */
export async function contextFileOf(
  terminal: Terminal,
  service: SessionService,
  id: string,
  { conversation, redact }: ContextChoices,
  advice?: string,
): Promise<ContextFile> {
  const onProgress = (done: number, total: number) =>
    terminal.progress(`Reading ${plainText(id)}: ${groupedCount(done)} of ${groupedCount(total)} messages`)
  const file = await readableConversation(
    service.contexts.export(id, { conversation, redact, onProgress }),
    advice,
  )
  if (!file) throw unknownSession(id)
  return file
}

/** For the owner alone: a context holds what was said. */
export function writePrivateFile(path: string, bytes: Buffer, force: boolean): void {
  try {
    writeFileSync(path, bytes, { mode: 0o600, flag: force ? 'w' : 'wx' })
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    throw cause.code === 'EEXIST'
      ? new CommandError(`${path} is there already.`, EXIT.failed, 'Replace it with --force.')
      : new CommandError(`it cannot be written: ${cause.message}.`, EXIT.failed)
  }
}

/** What a terminal shows must not steer it; in a pipe or a file every byte is as it is. */
export function inertText(text: string, terminal: Terminal, format: 'json' | 'other'): string {
  if (!terminal.isInteractive) return text
  return format === 'json' ? escapedJson(text) : inertLines(text)
}

interface Written {
  readonly what: string
  /** File or folder that was asked for. */
  readonly where: string
  readonly paths: readonly string[]
  readonly files: readonly ContextFile[]
  readonly json: boolean
}

/** Says what was written, and what was taken out of it. */
export function tellWritten(terminal: Terminal, { what, where, paths, files, json }: Written): void {
  const found = files.flatMap(({ redacted }) => (redacted ? [Object.values(redacted.secrets)] : []))
  const hidden = found.flat().reduce((sum, count) => sum + count, 0)
  const isRedacted = found.length > 0
  if (json)
    return terminal.out(
      printableJson({
        files: [...paths],
        contexts: files.length,
        secrets: isRedacted ? hidden : null,
      } satisfies z.infer<typeof exportAnswer>),
    )
  const taken =
    hidden === 0
      ? 'No secrets were found'
      : `${groupedCount(hidden)} secret${hidden === 1 ? '' : 's'} taken out`
  const told = isRedacted ? `${taken}; look it through before you share it.` : 'Nothing was redacted.'
  terminal.err(`Wrote ${what} to ${plainText(where)}. ${told}`)
}

import { writeFileSync } from 'node:fs'
import type { ContextFile } from '../core/exchange/context-file.ts'
import type { SessionService } from '../core/sessions/session-service.ts'
import type { Settings } from '../core/settings/settings.ts'
import { groupedCount } from '../shared/domain/format.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import { unknownSession } from './find-session.ts'
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
export function inertText(text: string, terminal: Terminal): string {
  if (!terminal.isInteractive) return text
  return text
    .split('\n')
    .map((line) => {
      const rest = line.trimStart()
      return line.slice(0, line.length - rest.length).replaceAll(/[^ \t]/g, '') + plainText(rest)
    })
    .join('\n')
}

/** Says what was written, and what was taken out of it. */
export function tellWritten(
  terminal: Terminal,
  what: string,
  files: readonly ContextFile[],
  path: string,
): void {
  const secrets = files.flatMap(({ redacted }) => Object.values(redacted?.secrets ?? {}))
  const hidden = secrets.reduce((sum, count) => sum + count, 0)
  const told = files.every(({ redacted }) => redacted === null)
    ? 'Nothing was redacted.'
    : `${hidden === 0 ? 'No secrets were found' : `${groupedCount(hidden)} secret${hidden === 1 ? '' : 's'} taken out`}; look it through before you share it.`
  terminal.err(`Wrote ${what} to ${path}. ${told}`)
}

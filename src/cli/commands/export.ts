import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ContextFile } from '../../core/exchange/context-file.ts'
import {
  type ContextFileFormat,
  contextBytes,
  contextText,
  endingOf,
  formatOfName,
} from '../../core/exchange/write-contexts.ts'
import type { SessionService } from '../../core/sessions/session-service.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findContext } from '../find-context.ts'
import { unknownSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { readableConversation } from '../readable-conversation.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface ExportOptions extends GlobalOptions {
  /** A file, a folder, or `-` for standard output. */
  readonly output?: string
  readonly format?: ContextFileFormat
  readonly gzip?: boolean
  readonly force?: boolean
  readonly conversation: boolean
  readonly redact: boolean
}

interface Target {
  readonly kind: 'stdout' | 'file' | 'folder'
  readonly path: string
}

/** Writes sessions as files that can be kept, read, shared and imported. */
export async function exportContexts(
  terminal: Terminal,
  ids: readonly string[],
  options: ExportOptions,
): Promise<void> {
  const target = targetOf(options.output)
  const format = options.format ?? formatOfName(target.path) ?? 'json'
  const gzip = options.gzip ?? (target.kind === 'file' && target.path.endsWith('.gz'))
  refuseUnless(
    !(gzip && target.kind === 'stdout' && terminal.isInteractive),
    'gzip is not for a terminal: name a file with --output.',
  )
  refuseUnless(
    format !== 'markdown' || ids.length === 1 || target.kind === 'folder',
    'several sessions as Markdown need a folder: --output FOLDER/.',
  )
  await withService(terminal, options, async (service) => {
    const found = [...new Set(ids.map((id) => findContext(service, id)))]
    const files: ContextFile[] = []
    for (const id of found) files.push(await fileOf(terminal, service, id, options))
    const write = (path: string, of: readonly ContextFile[]) =>
      writeFile(path, contextBytes(contextText(of, format), { gzip }), options.force ?? false)
    if (target.kind === 'stdout') {
      const text = contextText(files, format)
      terminal.raw(gzip ? contextBytes(text, { gzip }) : inert(text, format, terminal))
    } else if (target.kind === 'file') write(target.path, files)
    else {
      mkdirSync(target.path, { recursive: true, mode: 0o700 })
      for (const file of files) write(join(target.path, nameOf(file, format, gzip)), [file])
    }
    if (target.kind !== 'stdout') tell(terminal, files, target.path)
  })
}

async function fileOf(
  terminal: Terminal,
  service: SessionService,
  id: string,
  { conversation, redact }: ExportOptions,
): Promise<ContextFile> {
  const onProgress = (done: number, total: number) =>
    terminal.progress(`Reading ${plainText(id)}: ${groupedCount(done)} of ${groupedCount(total)} messages`)
  const file = await readableConversation(
    service.contexts.export(id, { conversation, redact, onProgress }),
    'Export it without its conversation: --no-conversation.',
  )
  if (!file) throw unknownSession(id)
  return file
}

function targetOf(output: string | undefined): Target {
  if (output === undefined || output === '-') return { kind: 'stdout', path: '' }
  const path = resolve(output)
  const isFolder = /[\\/]$/.test(output) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  return { kind: isFolder ? 'folder' : 'file', path }
}

/** A name that is one file's on every system. */
function nameOf({ session }: ContextFile, format: ContextFileFormat, gzip: boolean): string {
  const name = session.id.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 120)
  return `${name}${endingOf(format)}${gzip ? '.gz' : ''}`
}

/** For the owner alone: a context holds what was said. */
function writeFile(path: string, bytes: Buffer, force: boolean): void {
  try {
    writeFileSync(path, bytes, { mode: 0o600, flag: force ? 'w' : 'wx' })
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    throw cause.code === 'EEXIST'
      ? new CommandError(`${path} is there already.`, EXIT.failed, 'Replace it with --force.')
      : new CommandError(`it cannot be written: ${cause.message}.`, EXIT.failed)
  }
}

/** What a terminal shows must not steer it; in a pipe or a file every byte is as it is. JSON escapes by itself. */
function inert(text: string, format: ContextFileFormat, terminal: Terminal): string {
  if (!terminal.isInteractive || format === 'json') return text
  return text
    .split('\n')
    .map((line) => {
      const rest = line.trimStart()
      return line.slice(0, line.length - rest.length).replaceAll(/[^ \t]/g, '') + plainText(rest)
    })
    .join('\n')
}

function tell(terminal: Terminal, files: readonly ContextFile[], path: string): void {
  const secrets = files.flatMap(({ redacted }) => Object.values(redacted?.secrets ?? {}))
  const hidden = secrets.reduce((sum, count) => sum + count, 0)
  const what = files.length === 1 ? 'the context' : `${files.length} contexts`
  const told = files.every(({ redacted }) => redacted === null)
    ? 'Nothing was redacted.'
    : `${hidden === 0 ? 'No secrets were found' : `${groupedCount(hidden)} secret${hidden === 1 ? '' : 's'} taken out`}; look it through before you share it.`
  terminal.err(`Wrote ${what} to ${path}. ${told}`)
}

function refuseUnless(holds: boolean, sentence: string): void {
  if (!holds) throw new CommandError(sentence, EXIT.usage)
}

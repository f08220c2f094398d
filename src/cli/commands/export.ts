import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ContextFileFormat } from '../../shared/domain/context-files.ts'
import type { ContextFile } from '../../core/exchange/context-file.ts'
import { contextBytes, contextText, fileNameOf, formatOfName } from '../../core/exchange/write-contexts.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findContext } from '../find-context.ts'
import { contextChoices, contextFileOf, inertText, tellWritten, writePrivateFile } from '../exported-file.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface ExportOptions extends GlobalOptions {
  /** A file, a folder, or `-` for standard output. */
  readonly output?: string
  readonly format?: ContextFileFormat
  readonly gzip?: boolean
  readonly force?: boolean
  /** Prints what was written. */
  readonly json?: boolean
  /** As the settings say where they are left out. */
  readonly conversation?: boolean
  readonly redact?: boolean
}

const ADVICE = 'Export it without its conversation: --no-conversation.'

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
  const gzip = options.gzip ?? (target.kind === 'file' && target.path.endsWith('.gz'))
  refuseUnless(
    !(gzip && target.kind === 'stdout' && terminal.isInteractive),
    'gzip is not for a terminal: name a file with --output.',
  )
  refuseUnless(
    !(options.json && target.kind === 'stdout'),
    '--json tells what was written to a file: name one with --output.',
  )
  await askService(terminal, options, async (service, settings) => {
    const format = options.format ?? formatOfName(target.path) ?? settings.export.format
    refuseUnless(
      format !== 'markdown' || ids.length === 1 || target.kind === 'folder',
      'several sessions as Markdown need a folder: --output FOLDER/.',
    )
    const choices = contextChoices(options, settings)
    const found = [...new Set(ids.map((id) => findContext(service, id)))]
    const files: ContextFile[] = []
    for (const id of found) files.push(await contextFileOf(terminal, service, id, choices, ADVICE))
    if (target.kind === 'stdout') {
      const text = contextText(files, format)
      const shown = inertText(text, terminal, format === 'json' ? 'json' : 'other')
      terminal.raw(gzip ? contextBytes(text, { gzip }) : shown)
      return
    }
    if (target.kind === 'folder') mkdirSync(target.path, { recursive: true, mode: 0o700 })
    const parts =
      target.kind === 'file'
        ? [{ path: target.path, of: files }]
        : files.map((file) => ({ path: join(target.path, fileNameOf(file, format, gzip)), of: [file] }))
    for (const { path, of } of parts)
      writePrivateFile(path, contextBytes(contextText(of, format), { gzip }), options.force ?? false)
    const what = files.length === 1 ? 'the context' : `${files.length} contexts`
    const paths = parts.map(({ path }) => path)
    tellWritten(terminal, { what, where: target.path, paths, files, json: options.json ?? false })
  })
}

function targetOf(output: string | undefined): Target {
  if (output === undefined || output === '-') return { kind: 'stdout', path: '' }
  const path = resolve(output)
  const isFolder = /[\\/]$/.test(output) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  return { kind: isFolder ? 'folder' : 'file', path }
}

function refuseUnless(holds: boolean, sentence: string): void {
  if (!holds) throw new CommandError(sentence, EXIT.usage)
}

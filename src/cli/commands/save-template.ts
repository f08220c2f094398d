import { statSync } from 'node:fs'
import { join } from 'node:path'
import { assistantIds } from '../../core/exchange/startable-assistants.ts'
import type { SessionService } from '../../core/sessions/session-service.ts'
import { isTemplateName, type Template, templateFileSchema } from '../../core/templates/template-file.ts'
import { templateSessionOf } from '../../core/templates/template-of-sessions.ts'
import { writeTemplate } from '../../core/templates/write-template.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { type OpenedTemplates, openTemplates, refuseProblems } from '../open-templates.ts'
import { printableJson } from '../output/json.ts'
import { homeFolder } from '../settings-path.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface SaveTemplateOptions extends GlobalOptions {
  /** Assistants to begin from scratch with, instead of sessions that are there. */
  readonly type?: readonly string[]
  readonly tag?: readonly string[]
  readonly file?: readonly string[]
  readonly folder?: string
  readonly description?: string
  readonly force?: boolean
  readonly json?: boolean
}

const MOST_SESSIONS = 5_000

/** Keeps sessions as a template: those that are named, all that run, or new ones of some assistants. */
export async function saveTemplate(
  terminal: Terminal,
  name: string,
  ids: readonly string[],
  options: SaveTemplateOptions,
): Promise<void> {
  refuseUnless(isTemplateName(name), "a template's name is one line of at most 200 characters.")
  refuseUnless(ids.length === 0 || options.type === undefined, 'give either ids or --type.')
  const opened = await openTemplates(options)
  refuseUnlessFree(opened, name, options.force ?? false)
  const template = checked(
    { description: options.description, sessions: await sessionsOf(terminal, ids, options) },
    name,
  )
  const written = writeTemplate(opened.path, opened.text, name, template)
  if (written.kind === 'failed')
    throw new CommandError(
      `the templates cannot be written: ${written.reason}.`,
      EXIT.failed,
      'Name another settings file with --config FILE: templates lie beside it.',
    )
  const count = template.sessions.length
  if (options.json) terminal.out(printableJson({ path: opened.path, name, sessions: count }))
  else
    terminal.out(
      `Saved ${plainText(name)} with ${count} ${count === 1 ? 'session' : 'sessions'} in ${plainText(opened.path)}.`,
    )
}

function refuseUnlessFree(opened: OpenedTemplates, name: string, force: boolean): void {
  // Whatever of the file is not understood would not survive its being written anew.
  if (opened.problems.some(({ kind, path }) => kind === 'file' || path === 'templates'))
    refuseProblems(opened)
  if (force || !(opened.templates.has(name) || opened.refused.includes(name))) return
  throw new CommandError(
    `there is a template ${plainText(name)} already.`,
    EXIT.failed,
    'Replace it with --force, or choose another name.',
  )
}

async function sessionsOf(
  terminal: Terminal,
  ids: readonly string[],
  options: SaveTemplateOptions,
): Promise<unknown[]> {
  const { type, tag = [], file = [], folder } = options
  if (type !== undefined)
    return type.map((id) => ({
      type: id,
      tags: tag,
      context_files: file,
      ...(folder !== undefined && { folder }),
    }))
  const sessions: object[] = []
  await askService(terminal, options, (service) => {
    for (const id of ids.length > 0 ? ids.map((one) => findSession(service, one)) : running(service)) {
      const detail = service.detail(id)
      const found =
        detail && templateSessionOf({ detail, isThere: isFileBelow(detail.session.cwd) }, homeFolder())
      if (found)
        sessions.push({
          ...found,
          tags: [...new Set([...found.tags, ...tag])],
          context_files: [...new Set([...found.context_files, ...file])],
          ...(folder !== undefined && { folder }),
        })
    }
  })
  if (sessions.length > 0) return sessions
  throw new CommandError(
    ids.length > 0 ? 'none of these sessions has a folder to begin in.' : 'no session runs now.',
    EXIT.failed,
    'Name sessions by their ids, or begin from scratch: --type claude-code.',
  )
}

function running(service: SessionService): string[] {
  const assistants = assistantIds()
  return service
    .list({ scope: 'recent', limit: MOST_SESSIONS, offset: 0 })
    .sessions.filter(({ state, provider }) => state !== 'ended' && assistants.includes(provider))
    .map(({ id }) => id)
}

function isFileBelow(folder: string | null): (path: string) => boolean {
  return (path) =>
    folder !== null && statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true
}

/** What the file itself would say of it. */
function checked(template: unknown, name: string): Template {
  const parsed = templateFileSchema(assistantIds()).safeParse({ templates: { [name]: template } })
  const found = parsed.success ? parsed.data.templates[name] : undefined
  if (found) return found
  const [issue] = parsed.error?.issues ?? []
  throw new CommandError(
    `${issue ? `${issue.path.slice(2).join('.')}: ${issue.message}` : 'it cannot be a template'}.`,
    EXIT.usage,
  )
}

function refuseUnless(holds: boolean, sentence: string): void {
  if (!holds) throw new CommandError(sentence, EXIT.usage)
}

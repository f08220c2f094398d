import { resolve } from 'node:path'
import { type StartCommand, startCommand } from '../../core/exchange/startable-assistants.ts'
import { type PreparedSession, prepareTemplate } from '../../core/templates/prepare-template.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { openTemplates } from '../open-templates.ts'
import { printableJson } from '../output/json.ts'
import { shellWords } from '../output/shell-words.ts'
import { homeFolder } from '../settings-path.ts'
import { hasTmux, runHere, runInTmux } from '../start-assistant.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface CreateOptions extends GlobalOptions {
  /** Where relative folders begin; where the command runs by default. */
  readonly folder?: string
  /** Begins the sessions as well. */
  readonly start?: boolean
  /** Only the session with this number, from 1. */
  readonly only?: number
  readonly json?: boolean
}

type Startable = PreparedSession & { readonly command: StartCommand }

/**
 * Prepares the sessions of a template: looks whether all is there, and has each of them get its labels as soon as it begins.
 * On request it starts them: one here, several in windows of tmux.
 */
export async function createFromTemplate(
  terminal: Terminal,
  name: string,
  options: CreateOptions,
): Promise<void> {
  const sessions = chosen(await prepared(name, options), options.only)
  const startable = options.start ? allStartable(sessions) : []
  const labelled = sessions.filter(({ tags, project, note }) => tags.length > 0 || project || note)
  if (labelled.length > 0) {
    await withService(terminal, options, (service) => {
      const outcome = service.expect(
        labelled.map(({ type, folder, tags, project, note }) => ({
          provider: type,
          folder,
          labels: { tags, project: project ?? null, note: note ?? null },
        })),
      )
      if (outcome.kind === 'refused')
        throw new CommandError(`nothing was prepared. ${outcome.sentence}`, EXIT.failed)
    })
  }
  const [only] = startable
  const isOne = startable.length === 1
  const attach = startable.length > 1 ? inTmux(name, startable) : undefined
  if (options.json) terminal.out(printableJson(answer(name, sessions, startable.length > 0, attach)))
  else print(terminal, sessions, startable.length > 0)
  if (attach !== undefined && !options.json) terminal.out('', `They run in tmux: tmux attach -t ${attach}`)
  if (isOne && only) await runHere(only.command, only.folder, 'Without --start, the command is only printed.')
}

async function prepared(
  name: string,
  { folder, ...options }: CreateOptions,
): Promise<readonly PreparedSession[]> {
  const templates = await openTemplates(options)
  const outcome = prepareTemplate(templates.find(name), {
    base: resolve(folder ?? '.'),
    home: homeFolder(),
    commandOf: startCommand,
  })
  if (outcome.kind === 'prepared') return outcome.sessions
  throw new CommandError(
    `the template ${plainText(name)} was not used; this is missing:`,
    EXIT.failed,
    outcome.missing.map((line) => `  ${plainText(line)}`).join('\n'),
  )
}

function chosen(sessions: readonly PreparedSession[], only: number | undefined): readonly PreparedSession[] {
  if (only === undefined) return sessions
  const session = sessions[only - 1]
  if (session) return [session]
  throw new CommandError(`the template has ${sessions.length} sessions.`, EXIT.usage, '--only counts from 1.')
}

function allStartable(sessions: readonly PreparedSession[]): readonly Startable[] {
  const able = sessions.flatMap(({ command, ...session }) => (command ? [{ ...session, command }] : []))
  const unable = sessions.filter(({ command }) => command === null).map(({ type }) => type)
  if (unable.length > 0)
    throw new CommandError(
      `${unable.join(', ')} cannot be started from a terminal.`,
      EXIT.failed,
      'Leave --start out and open it yourself in the folder: it gets its labels then, too. --only N starts another one.',
    )
  if (able.length > 1 && !hasTmux())
    throw new CommandError(
      'several sessions are started in windows of tmux, which is not here.',
      EXIT.failed,
      'Install tmux, or start them one by one in terminals of their own: --only 1 --start.',
    )
  return able
}

/** Name of the tmux session to attach; `undefined` where its windows are in this one. */
function inTmux(name: string, sessions: readonly Startable[]): string | undefined {
  const windows = sessions.map(({ type, folder, command }) => ({ name: type, cwd: folder, command }))
  return runInTmux(name, windows, (process.env.TMUX ?? '') !== '')
}

function answer(
  name: string,
  sessions: readonly PreparedSession[],
  started: boolean,
  attach: string | undefined,
): object {
  return {
    template: name,
    started,
    tmuxSession: attach ?? null,
    sessions: sessions.map(({ type, folder, tags, project, note, contextFiles, command }) => ({
      type,
      folder,
      tags,
      project: project ?? null,
      note: note ?? null,
      contextFiles,
      command,
    })),
  }
}

function print({ out, paint }: Terminal, sessions: readonly PreparedSession[], started: boolean): void {
  for (const [index, { type, folder, tags, project, command }] of sessions.entries()) {
    const labels = [...tags, ...(project === undefined ? [] : [`project ${project}`])]
    out(
      `${index + 1}  ${paint('bold', type)}  ${plainText(folder)}${labels.length > 0 ? paint('dim', `  ${labels.map(plainText).join(', ')}`) : ''}`,
    )
    if (started) continue
    if (command === null) out(paint('dim', '   Open it there yourself; it gets its labels then.'))
    else out(`   cd ${shellWords([folder])} && ${shellWords([command.program, ...command.args])}`)
  }
}

import type { SessionList } from '../../shared/contract/contract.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { sortByUrgency } from '../../shared/domain/urgency.ts'
import { EXIT, CommandError } from '../exit-codes.ts'
import { printableJson } from '../output/json.ts'
import { sessionTable, stateSummary } from '../output/session-table.ts'
import { failureTrouble, sourceTrouble } from '../output/source-trouble.ts'
import { fit } from '../output/text-width.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface ListOptions extends GlobalOptions {
  readonly all?: boolean
  readonly status?: 'working' | 'waiting' | 'idle' | 'ended' | 'stuck'
  readonly provider?: string
  readonly project?: string
  readonly tag?: string
  readonly format: 'table' | 'json'
  readonly json?: boolean
}

type Filter = 'status' | 'provider' | 'project' | 'tag'

export async function list(terminal: Terminal, options: ListOptions): Promise<void> {
  await askService(terminal, options, (service) => {
    const answer = service.list({
      scope: options.all ? 'all' : 'recent',
      limit: Number.POSITIVE_INFINITY,
      offset: 0,
      ...(options.status && { state: options.status }),
      ...(options.provider && { provider: options.provider }),
      ...(options.project && { project: options.project }),
      ...(options.tag && { tag: options.tag }),
    })
    if (options.json || options.format === 'json') printJson(terminal, answer)
    else printTable(terminal, answer, options)
    if (nothingCouldBeRead(answer)) {
      throw new CommandError(
        'no folder of transcripts could be read.',
        EXIT.unreadable,
        'Run llm-session doctor: it names each folder and what keeps it closed.',
      )
    }
  })
}

/** A folder that is not there keeps nothing back. */
function nothingCouldBeRead({ sources }: SessionList): boolean {
  const present = sources.filter((source) => source.status !== 'absent')
  return present.length > 0 && present.every((source) => source.status === 'unreadable')
}

function printJson(terminal: Terminal, { generatedAt, sessions, sources, failures }: SessionList): void {
  // Whoever reads it from a pipe is a program.
  const indented = terminal.isInteractive
  terminal.out(printableJson({ generatedAt, sessions, sources, failures }, { indented }))
}

export function printTable(
  terminal: Terminal,
  answer: SessionList,
  options: Pick<ListOptions, 'all' | 'demo' | Filter>,
): void {
  const { paint } = terminal
  if (options.demo) terminal.out(paint('warn', 'Sample data: none of these sessions is real.'), '')
  if (answer.sessions.length === 0) printNothing(terminal, answer, options)
  else {
    const sessions = sortByUrgency(answer.sessions)
    terminal.out(...sessionTable(sessions, answer.generatedAt, terminal.width, paint))
    if (answer.total > sessions.length)
      terminal.out(paint('dim', `… and ${answer.total - sessions.length} more`))
    if (terminal.isInteractive) {
      const footer = [stateSummary(sessions), 'llm-session health <id> explains one']
      terminal.out('', ...footer.map((line) => paint('dim', fit(line, terminal.width))))
    }
  }
  terminal.err(...failureTrouble(answer.failures), ...sourceTrouble(answer.sources))
}

function printNothing(
  { out, paint }: Terminal,
  answer: SessionList,
  { all, status, provider, project, tag }: Pick<ListOptions, 'all' | Filter>,
): void {
  const providers = [...new Set(answer.sources.map((source) => source.provider))]
  if (provider !== undefined && !providers.includes(provider)) {
    out(`No assistant is called ${plainText(provider)}.`, `There are ${providers.join(', ')}.`)
    return
  }
  const files = answer.sources.reduce((sum, source) => sum + source.files, 0)
  if (files > 0 && (status ?? provider ?? project ?? tag) !== undefined) {
    out(
      `No session ${all ? '' : 'that is live or was active in the last day '}matches.`,
      ...(all ? [] : ['llm-session list --all looks through all of the history.']),
    )
    return
  }
  if (files > 0 && !all) {
    out(
      'No session is live, and none was active in the last day.',
      `llm-session list --all shows all of the history.`,
    )
    return
  }
  if (files > 0) {
    out(
      'The transcripts that were found hold no session.',
      'llm-session doctor says what was skipped, and why.',
    )
    return
  }
  out(nothingCouldBeRead(answer) ? 'No session could be read.' : 'No sessions found on this machine.')
  const present = answer.sources.filter((source) => source.status !== 'absent')
  if (present.length > 0) out('', 'Looked in:')
  for (const source of present)
    out(`  ${plainText(source.path)}  ${paint('dim', `(${source.provider}, ${source.status})`)}`)
  if (present.length < answer.sources.length)
    out('', `Looked for ${providers.join(', ')}.`, 'llm-session doctor names every folder.')
  out('', 'Start an assistant and list again, or try it with sample data: llm-session start --demo')
}

import type { SessionList } from '../../shared/contract/index.ts'
import { compareByUrgency } from '../../shared/domain/urgency.ts'
import { EXIT, CommandError } from '../exit-codes.ts'
import { withClient } from '../open-client.ts'
import { printableJson } from '../output/json.ts'
import { sessionTable, stateSummary } from '../output/session-table.ts'
import { sourceTrouble } from '../output/source-trouble.ts'
import { fit } from '../output/text-width.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'

export interface ListOptions extends GlobalOptions {
  readonly all?: boolean
  readonly status?: 'working' | 'waiting' | 'idle' | 'ended' | 'stuck'
  readonly provider?: string
  readonly project?: string
  readonly format: 'table' | 'json'
  readonly json?: boolean
}

const PAGE = 5000

export async function list(terminal: Terminal, options: ListOptions): Promise<void> {
  await withClient(terminal, options, async (client) => {
    const answer = await client.sessions.list({
      scope: options.all ? 'all' : 'recent',
      limit: PAGE,
      ...(options.status && { state: options.status }),
      ...(options.provider && { provider: options.provider }),
      ...(options.project && { project: options.project }),
    })
    if (options.json || options.format === 'json') printJson(terminal, answer)
    else printTable(terminal, answer, options)
    if (answer.sources.length > 0 && answer.sources.every((source) => source.status === 'unreadable')) {
      throw new CommandError(
        'no folder of transcripts could be read.',
        EXIT.unreadable,
        'Run llm-session doctor: it names each folder and what keeps it closed.',
      )
    }
  })
}

function printJson(terminal: Terminal, { generatedAt, sessions, sources }: SessionList): void {
  terminal.out(printableJson({ generatedAt, sessions, sources }))
}

export function printTable(
  terminal: Terminal,
  answer: SessionList,
  options: Pick<ListOptions, 'all' | 'demo'>,
): void {
  const { paint } = terminal
  if (options.demo) terminal.out(paint('warn', 'Sample data: none of these sessions is real.'), '')
  if (answer.sessions.length === 0) printNothing(terminal, answer, options)
  else {
    const sessions = [...answer.sessions].sort(compareByUrgency)
    terminal.out(...sessionTable(sessions, answer.generatedAt, terminal.width, paint))
    if (answer.total > sessions.length)
      terminal.out(paint('dim', `… and ${answer.total - sessions.length} more`))
    if (terminal.isInteractive) {
      const footer = [stateSummary(sessions), 'llm-session health <id> explains one']
      terminal.out('', ...footer.map((line) => paint('dim', fit(line, terminal.width))))
    }
  }
  terminal.err(...sourceTrouble(answer.sources))
}

function printNothing(
  { out, paint }: Terminal,
  answer: SessionList,
  { all }: Pick<ListOptions, 'all'>,
): void {
  const files = answer.sources.reduce((sum, source) => sum + source.files, 0)
  if (files > 0 && !all) {
    out(
      'No session is live, and none was active in the last day.',
      `llm-session list --all shows all of the history.`,
    )
    return
  }
  if (files > 0) {
    out('No session matches.')
    return
  }
  out('No sessions found on this machine.', '', 'Looked in:')
  for (const source of answer.sources)
    out(`  ${source.path}  ${paint('dim', `(${source.provider}, ${source.status})`)}`)
  out('', 'Start an assistant and list again, or try it with sample data: llm-session start --demo')
}

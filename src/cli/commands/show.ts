import type { ConversationMessage, ConversationPage } from '../../shared/contract/conversation.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { findSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import type { Paint, Tone } from '../output/style.ts'
import { readableConversation } from '../readable-conversation.ts'
import { wrapBehind } from '../output/wrap.ts'
import { printFindings, printMakeUp, printTimeline } from '../output/session-course.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface ShowOptions extends GlobalOptions {
  readonly json?: boolean
  /** Position of the first message; the last ones where it is not given. */
  readonly from?: number
  readonly limit: number
  /** Path of a sub-agent's transcript. */
  readonly agent?: string
  readonly timeline?: boolean
  readonly context?: boolean
  readonly findings?: boolean
}

/** Characters of a message that are printed, and that stand in JSON. */
const PRINTED_TEXT = 600
const JSON_TEXT = 16_000
const MOST_LINES = 12

/** Prints what was said and done in a session, or what that adds up to. */
export async function show(terminal: Terminal, id: string, options: ShowOptions): Promise<void> {
  await askService(terminal, options, async ({ conversations, ...service }) => {
    const found = findSession(service, id)
    const agent = options.agent ?? null
    const print = <T>(answer: T, asText: (terminal: Terminal, answer: T) => void) =>
      options.json ? terminal.out(printableJson(answer)) : asText(terminal, answer)
    if (options.timeline)
      return print(await readableConversation(conversations.timeline(found, agent)), printTimeline)
    if (options.context)
      return print(await readableConversation(conversations.contextMakeUp(found, agent)), printMakeUp)
    if (options.findings)
      return print(await readableConversation(conversations.findings(found, agent)), printFindings)
    const ask = {
      from: options.from ?? null,
      limit: options.limit,
      textLimit: options.json ? JSON_TEXT : PRINTED_TEXT,
    }
    return print(await readableConversation(conversations.page(found, agent, ask)), printPage)
  })
}

function printPage(terminal: Terminal, page: ConversationPage): void {
  const { out, err, paint } = terminal
  const last = page.from + page.messages.length
  const range = page.messages.length === 0 ? 'none' : `${page.from} to ${last - 1}`
  out(paint('dim', `${groupedCount(page.total)} messages; shown: ${range}`))
  for (const message of page.messages) printMessage(terminal, message)
  for (const { path, reason } of page.problems) err(`not read: ${plainText(path)}: ${plainText(reason)}`)
  const agents = page.transcripts.filter(({ subagent }) => subagent)
  if (agents.length > 0) out('', paint('dim', 'Sub-agents (--agent shows one):'))
  for (const { path } of agents) out(paint('dim', `  ${plainText(path)}`))
}

function printMessage({ out, paint, width }: Terminal, message: ConversationMessage): void {
  out('', heading(message, paint))
  const lines = message.text.split('\n')
  const shown = lines.slice(0, MOST_LINES)
  for (const line of shown) out(...wrapBehind('  ', 2, plainText(line), width))
  if (message.truncated || shown.length < lines.length)
    out(paint('dim', `  … ${groupedCount(message.textLength)} characters`))
}

const TONES: Partial<Record<ConversationMessage['kind'], Tone>> = {
  prompt: 'bold',
  error: 'bad',
  retry: 'warn',
  compaction: 'warn',
}

function heading({ position, kind, at, tool, outcome, subagent }: ConversationMessage, paint: Paint): string {
  const parts = [
    String(position),
    kind,
    subagent ? 'sub-agent' : '',
    tool?.name ?? '',
    tool?.target ?? '',
    outcome === null || outcome === 'ok' ? '' : outcome,
    at?.toISOString() ?? '',
  ]
  const text = parts
    .filter((part) => part !== '')
    .map(plainText)
    .join('  ')
  return paint(TONES[kind] ?? 'dim', text)
}

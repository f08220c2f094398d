import type { Session } from '../../shared/contract/session.ts'
import { dollars } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { findSession, unknownSession } from '../find-session.ts'
import { printableJson } from '../output/json.ts'
import { printFindings } from '../output/session-course.ts'
import { healthPartLines, NAME_WIDTH, tokensText } from '../output/session-health.ts'
import { levelTone } from '../output/session-table.ts'
import { padEnd } from '../output/text-width.ts'
import { wrap, wrapBehind } from '../output/wrap.ts'
import type { GlobalOptions } from '../global-options.ts'
import { readableConversation } from '../readable-conversation.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface HealthOptions extends GlobalOptions {
  readonly json?: boolean
  /** Also what its conversation shows: this reads the transcript. */
  readonly findings?: boolean
}

export async function health(terminal: Terminal, id: string, options: HealthOptions): Promise<void> {
  await askService(terminal, options, async (service) => {
    const [session] = service.byIds([findSession(service, id)])
    if (!session) throw unknownSession(id)
    const found = options.findings
      ? await readableConversation(service.conversations.findings(session.id, null))
      : undefined
    if (options.json) {
      terminal.out(printableJson(found ? { ...session, findings: found.findings } : session))
      return
    }
    printHealth(terminal, session)
    if (!found) return
    terminal.out('', terminal.paint('bold', 'Findings'))
    printFindings(terminal, found)
  })
}

function printHealth({ out, paint, width }: Terminal, session: Session): void {
  const { health, costUsd, pid } = session
  const level = health.score === null ? 'not scored' : `${health.score} of 100, ${health.level}`
  const place = [session.id, session.cwd, session.model].flatMap((text) => (text ? [plainText(text)] : []))
  const row = (name: string, text: string) =>
    out(...wrapBehind(`${padEnd(name, NAME_WIDTH)} `, NAME_WIDTH + 1, text, width))
  out(...wrap(plainText(session.title ?? session.id), width).map((line) => paint('bold', line)))
  out(...wrap(place.join('  '), width).map((line) => paint('dim', line)), '')
  out(`${padEnd('Health', NAME_WIDTH)} ${paint(levelTone(health.level), level)}`)
  row(
    'State',
    `${session.state}${pid === null ? '' : ` in process ${pid}`}: ${plainText(session.stateReason)}`,
  )
  row('Tokens', tokensText(session))
  row('Cost', costUsd.value === null ? 'unknown' : `${dollars(costUsd.value)} (${costUsd.source})`)
  out('')
  for (const part of health.parts) out(...healthPartLines(part, paint, width))
  if (session.recommendations.length > 0) out('', paint('bold', 'What to do'))
  for (const { text } of session.recommendations) out(...wrapBehind('  • ', 4, plainText(text), width))
}

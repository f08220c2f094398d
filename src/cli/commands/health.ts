import type { Session } from '../../shared/contract/session.ts'
import { dollars, groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { withClient } from '../open-client.ts'
import { bar, levelTone } from '../output/session-table.ts'
import { padEnd } from '../output/text-width.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'

export interface HealthOptions extends GlobalOptions {
  readonly json?: boolean
}

const PART_NAMES = {
  tokenUsage: 'Token usage',
  duration: 'Duration',
  activity: 'Activity',
  errors: 'Errors',
} as const
const NAME_WIDTH = 13

export async function health(terminal: Terminal, id: string, options: HealthOptions): Promise<void> {
  await withClient(terminal, options, async (client) => {
    const { session } = await client.sessions.get({ id })
    if (options.json) terminal.out(JSON.stringify(session, null, 2))
    else printHealth(terminal, session)
  })
}

function printHealth({ out, paint }: Terminal, session: Session): void {
  const { health } = session
  const tone = levelTone(health.level)
  out(paint('bold', plainText(session.title ?? session.id)))
  out(
    paint(
      'dim',
      [session.id, session.cwd, session.model].flatMap((text) => (text ? [plainText(text)] : [])).join('  '),
    ),
    '',
  )
  out(
    `${padEnd('Health', NAME_WIDTH)} ${paint(tone, health.score === null ? 'not scored' : `${health.score} of 100, ${health.level}`)}`,
  )
  out(`${padEnd('State', NAME_WIDTH)} ${session.state}: ${plainText(session.stateReason)}`)
  out(`${padEnd('Tokens', NAME_WIDTH)} ${tokensText(session)}`)
  out(
    `${padEnd('Cost', NAME_WIDTH)} ${session.costUsd.value === null ? 'unknown' : `${dollars(session.costUsd.value)} (${session.costUsd.source})`}`,
    '',
  )
  for (const part of health.parts) {
    const score = part.score === null ? '  –' : String(Math.round(part.score)).padStart(3)
    const strip = part.score === null ? ' '.repeat(8) : bar(part.score / 100)
    out(
      `${padEnd(PART_NAMES[part.name], NAME_WIDTH)} ${paint(levelTone(part.level), `${strip} ${score}`)} ${paint('dim', `× ${part.weight}%`)}  ${part.sentence}`,
    )
  }
  if (session.recommendations.length > 0) out('', paint('bold', 'What to do'))
  for (const recommendation of session.recommendations) out(`  • ${plainText(recommendation.text)}`)
}

function tokensText(session: Session): string {
  const { tokens } = session
  if (tokens.total === null) return `unknown. ${tokens.caveat ?? ''}`.trim()
  const count = (value: number | null) => groupedCount(value ?? 0)
  const parts = `input ${count(tokens.uncachedInput)}, cache read ${count(tokens.cacheRead)}, cache write ${count(tokens.cacheWrite)}, output ${count(tokens.output)}`
  return `${count(tokens.total)} ${tokens.source} (${parts})${tokens.caveat ? `. ${tokens.caveat}` : ''}`
}

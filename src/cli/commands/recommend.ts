import { plainText } from '../../shared/domain/plain-text.ts'
import { findSession, unknownSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import type { Tone } from '../output/style.ts'
import { wrapBehind } from '../output/wrap.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface RecommendOptions extends GlobalOptions {
  readonly json?: boolean
}

const TONES: Readonly<Record<'info' | 'warning' | 'critical', Tone>> = {
  info: 'dim',
  warning: 'warn',
  critical: 'bad',
}
const MOST_SESSIONS = 5000

/** What to do with one session, or with all of today's that need something. */
export async function recommend(
  terminal: Terminal,
  id: string | undefined,
  options: RecommendOptions,
): Promise<void> {
  await askService(terminal, options, (service) => {
    const sessions =
      id === undefined
        ? service.list({ scope: 'recent', limit: MOST_SESSIONS, offset: 0 }).sessions
        : service.byIds([findSession(service, id)])
    if (id !== undefined && sessions.length === 0) throw unknownSession(id)
    const found = sessions.filter(({ recommendations }) => recommendations.length > 0)
    if (options.json) {
      const answer = found.map(({ id: sessionId, title, recommendations }) => ({
        id: sessionId,
        title,
        recommendations,
      }))
      return terminal.out(printableJson({ sessions: answer }))
    }
    if (found.length === 0) terminal.out('Nothing to do.')
    for (const session of found) {
      terminal.out(
        terminal.paint('bold', plainText(session.title ?? session.id)),
        terminal.paint('dim', `  ${plainText(session.id)}`),
      )
      for (const { severity, text } of session.recommendations)
        terminal.out(
          ...wrapBehind(terminal.paint(TONES[severity], '  • '), 4, plainText(text), terminal.width),
        )
    }
  })
}

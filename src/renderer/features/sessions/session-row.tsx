import { memo } from 'react'
import type { HealthLevel, Session } from '../../../shared/contract/index.ts'
import { urgencyOf } from '../../../shared/domain/urgency.ts'
import { ContextBar } from '../../ui/context-bar.tsx'
import { format } from '../../ui/format.ts'
import { HealthBadge } from '../../ui/health-badge.tsx'
import { NUMBER_SOURCE_WORDS, sourceMark } from '../../ui/number-source.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { useSessions } from './session-context.ts'
import { oneLine, sessionTitle } from './session-title.ts'
import { SessionProvider } from './session-provider.tsx'

export interface SessionRowProps {
  readonly session: Session
  readonly selected: boolean
  /** The one row that Tab reaches; arrows reach the others. */
  readonly reachable: boolean
  readonly onOpen: (id: string) => void
}

export const SessionRow = memo(function SessionRow({
  session,
  selected,
  reachable,
  onOpen,
}: SessionRowProps) {
  return (
    <div
      role="row"
      className="row"
      data-session={session.id}
      data-urgency={urgencyOf(session)}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onOpen(session.id)}
    >
      <div role="gridcell" className="cell-glyph">
        <StateGlyph state={session.state} />
      </div>
      <div role="gridcell" className="cell-provider">
        <SessionProvider provider={session.provider} />
      </div>
      <AboutCell session={session} />
      <StateCell session={session} />
      <div role="gridcell" className="cell-context">
        <ContextBar context={session.context} level={contextLevel(session)} />
      </div>
      <div role="gridcell" className="cell-tokens number" title={tokensExplained(session)}>
        {sourceMark(session.tokens.source)}
        {format.compact(session.tokens.total)}
      </div>
      <div role="gridcell" className="cell-cost number" title={NUMBER_SOURCE_WORDS[session.costUsd.source]}>
        {format.cost(session.costUsd)}
      </div>
      <div role="gridcell" className="cell-health">
        <HealthBadge health={session.health} />
      </div>
      <div role="gridcell" className="cell-age number" title={format.dateTime(session.lastActivityAt)}>
        <Age at={session.lastActivityAt} />
      </div>
    </div>
  )
})

function AboutCell({ session }: { readonly session: Session }) {
  const title = sessionTitle(session)
  const { gitBranch, cwd } = session
  const project = session.project === title ? cwd : session.project
  return (
    <div role="gridcell" className="cell-about">
      <div className="title" dir="auto" title={title}>
        {title}
      </div>
      <div className="place" title={oneLine(cwd ?? '')}>
        {project !== null && <bdi>{oneLine(project)}</bdi>}
        {gitBranch !== null && <bdi className="branch">{oneLine(gitBranch)}</bdi>}
      </div>
    </div>
  )
}

function StateCell({ session }: { readonly session: Session }) {
  const advice = session.recommendations.find((recommendation) => recommendation.severity !== 'info')
  const reason = oneLine(session.stateReason)
  return (
    <div role="gridcell" className="cell-state">
      <div className="state-line" title={reason}>
        <span className="state-word" data-state={session.state}>
          {session.state}
        </span>
        <span className="state-reason" dir="auto">
          {reason}
        </span>
      </div>
      {advice !== undefined && (
        <div className="advice" title={oneLine(advice.text)}>
          {oneLine(advice.text)}
        </div>
      )}
    </div>
  )
}

/** Its own component, because it alone changes with the clock. */
export function Age({ at }: { readonly at: Date | null }) {
  return useSessions((state) => format.age(at, state.now))
}

/** The core's own judgement of the context alone: the level of that part of the health. */
export function contextLevel({ health }: Session): HealthLevel {
  return health.parts.find((part) => part.name === 'tokenUsage')?.level ?? 'unscored'
}

function tokensExplained({ tokens }: Session): string {
  const sum = `${format.exact(tokens.total)} tokens, ${NUMBER_SOURCE_WORDS[tokens.source]}`
  return tokens.caveat === null ? sum : `${sum}\n${tokens.caveat}`
}

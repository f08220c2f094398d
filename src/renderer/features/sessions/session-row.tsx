import { memo, type ReactElement } from 'react'
import type { Burn, HealthLevel, Session } from '../../../shared/contract/index.ts'
import { urgencyOf } from '../../../shared/domain/urgency.ts'
import { ContextBar } from '../../ui/context-bar.tsx'
import { format, NO_VALUE } from '../../ui/format.ts'
import { HealthBadge } from '../../ui/health-badge.tsx'
import { NUMBER_SOURCE_WORDS, sourceMark } from '../../ui/number-source.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { ColumnId } from './columns.ts'
import { useSessions } from './session-context.ts'
import { oneLine, sessionTitle } from './session-title.ts'
import { SessionProvider } from './session-provider.tsx'
import type { ShownColumns } from './use-columns.ts'

export interface SessionRowProps {
  /** Of the element. */
  readonly id: string
  readonly session: Session
  /** Place in the list, from 0 on. The first nine have a key. */
  readonly place: number
  readonly columns: ShownColumns
  readonly selected: boolean
  readonly onOpen: (id: string) => void
  readonly onOpenPage: (id: string) => void
}

/** The first sessions of the list can be opened with a digit. */
export const NUMBERED_ROWS = 9

export const SessionRow = memo(function SessionRow(props: SessionRowProps) {
  const { id, session, place, columns, selected, onOpen, onOpenPage } = props
  return (
    <div
      id={id}
      role="row"
      className="row"
      data-session={session.id}
      data-urgency={urgencyOf(session)}
      aria-selected={selected}
      // The names of the columns are the first row.
      aria-rowindex={place + 2}
      onClick={() => onOpen(session.id)}
      onDoubleClick={() => onOpenPage(session.id)}
    >
      <div role="gridcell" className="cell-glyph">
        <StateGlyph state={session.state} />
        {place < NUMBERED_ROWS && (
          <span className="row-number" aria-hidden="true">
            {place + 1}
          </span>
        )}
      </div>
      <div role="gridcell" className="cell-provider">
        <SessionProvider provider={session.provider} />
      </div>
      <AboutCell session={session} />
      {columns.map((column) => {
        const CellOfColumn = CELLS[column.id]
        return <CellOfColumn key={column.id} session={session} />
      })}
    </div>
  )
})

type Cell = (props: { readonly session: Session }) => ReactElement

const CELLS: Readonly<Record<ColumnId, Cell>> = {
  state: StateCell,
  context: ({ session }) => (
    <div role="gridcell" className="cell-context">
      <ContextBar context={session.context} level={contextLevel(session)} />
    </div>
  ),
  tokens: ({ session }) => (
    <div role="gridcell" className="cell-tokens number" title={tokensExplained(session)}>
      {sourceMark(session.tokens.source)}
      {format.compact(session.tokens.total)}
    </div>
  ),
  cost: ({ session: { costUsd } }) => (
    <div role="gridcell" className="cell-cost number" title={NUMBER_SOURCE_WORDS[costUsd.source]}>
      {format.cost(costUsd)}
    </div>
  ),
  burn: ({ session: { burn } }) => (
    <div
      role="gridcell"
      className="cell-burn number"
      title={burn === null ? undefined : oneLine(burn.sentence)}
    >
      {burn === null ? NO_VALUE : <BurnFigures burn={burn} />}
    </div>
  ),
  health: ({ session }) => (
    <div role="gridcell" className="cell-health">
      <HealthBadge health={session.health} />
    </div>
  ),
  age: ({ session: { lastActivityAt } }) => (
    <div role="gridcell" className="cell-age number" title={format.dateTime(lastActivityAt)}>
      <Age at={lastActivityAt} />
    </div>
  ),
}

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
        {session.tags.map((tag) => (
          <bdi key={tag} className="tag">
            {oneLine(tag)}
          </bdi>
        ))}
      </div>
    </div>
  )
}

/** What an hour at this pace takes, and how long the context still lasts. */
function BurnFigures({ burn }: { readonly burn: Burn }) {
  return (
    <>
      <span>{format.compact(burn.tokensPerHour)}/h</span>
      {burn.minutesLeft !== null && (
        <span className="burn-left">full in {format.duration(burn.minutesLeft * 60_000)}</span>
      )}
    </>
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
      {session.question !== null && (
        <div className="question" dir="auto" title={oneLine(session.question)}>
          {oneLine(session.question)}
        </div>
      )}
      {advice !== undefined && session.question === null && (
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

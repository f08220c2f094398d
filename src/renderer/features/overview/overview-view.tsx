import type { ReactElement } from 'react'
import type { Overview } from '../../../shared/contract/index.ts'
import { arrange } from '../../preferences/arrangement.ts'
import { usePreferences } from '../../preferences/preference-context.ts'
import { ArrangeList } from '../../ui/arrange-list.tsx'
import { format } from '../../ui/format.ts'
import { ColumnsIcon } from '../../ui/icons.tsx'
import { Popover } from '../../ui/popover.tsx'
import { FailureState, LoadingState } from '../sessions/list-states.tsx'
import { BillPanel } from './bill-panel.tsx'
import {
  DaysPanel,
  HealthPanel,
  HoursPanel,
  LimitsPanel,
  ModelsPanel,
  type PanelProps,
  ProjectsPanel,
  ProvidersPanel,
} from './overview-panels.tsx'
import { unpricedWords } from './share-table.tsx'
import { useOverview } from './use-overview.ts'
import './overview.css'

interface Panel {
  readonly id: string
  readonly name: string
  readonly draw: (props: PanelProps) => ReactElement
}

const PANELS: readonly Panel[] = [
  { id: 'days', name: 'Days', draw: DaysPanel },
  { id: 'hours', name: 'Hours', draw: HoursPanel },
  { id: 'health', name: 'Health', draw: HealthPanel },
  { id: 'limits', name: 'Limits hit', draw: LimitsPanel },
  { id: 'projects', name: 'Projects', draw: ProjectsPanel },
  { id: 'providers', name: 'Assistants', draw: ProvidersPanel },
  { id: 'models', name: 'Models', draw: ModelsPanel },
  { id: 'bill', name: 'What this program costs', draw: BillPanel },
]

/** Everything on one screen: how it is now, and what it took. */
export function OverviewView() {
  const { overview, failure } = useOverview()
  return (
    <main className="page overview" tabIndex={-1}>
      {overview !== null && <OverviewBoard overview={overview} />}
      {overview === null && failure === null && <LoadingState />}
      {overview === null && failure !== null && <FailureState reason={failure} />}
    </main>
  )
}

export function OverviewBoard({ overview }: { readonly overview: Overview }) {
  const kept = usePreferences((state) => state.areas.charts)
  const setArrangement = usePreferences((state) => state.setArrangement)
  const panels = arrange(PANELS, kept)
  return (
    <>
      <div className="figure-row">
        <Figures overview={overview} />
        <Popover button={<ColumnsIcon />} label="Panels" className="icon-button" align="end">
          <ArrangeList parts={panels} onChange={(arrangement) => setArrangement('charts', arrangement)} />
        </Popover>
      </div>
      <div className="panel-grid">
        {panels
          .filter(({ shown }) => shown)
          .map(({ id, draw: Drawn }) => (
            <Drawn key={id} overview={overview} />
          ))}
      </div>
    </>
  )
}

function Figures({ overview }: PanelProps) {
  const { states, today, lastHour } = overview
  return (
    <dl className="figures-line">
      <Figure name="need you" value={format.exact(states.stuck + states.waiting)} />
      <Figure name="working" value={format.exact(states.working)} />
      <Figure name="tokens today" value={format.compact(today.tokens)} />
      <Figure name="cost today" value={`≈${format.dollars(today.costUsd)}`} hint={unpricedWords(today)} />
      <Figure name="tokens in the last hour" value={format.compact(lastHour.tokens)} />
      <Figure
        name="cost in the last hour"
        value={`≈${format.dollars(lastHour.costUsd)}`}
        hint={unpricedWords(lastHour)}
      />
    </dl>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly hint?: string | undefined
}

function Figure({ name, value, hint }: FigureProps) {
  return (
    <div className="figure" title={hint}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

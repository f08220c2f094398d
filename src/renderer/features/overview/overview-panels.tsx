import { useState } from 'react'
import type { HealthLevel, Overview } from '../../../shared/contract/index.ts'
import { Bars } from '../../charts/bar-chart.tsx'
import { format, NO_VALUE } from '../../ui/format.ts'
import { LevelGlyph } from '../../ui/health-badge.tsx'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { useSessionActions, useSessions } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { ShareTable } from './share-table.tsx'

export interface PanelProps {
  readonly overview: Overview
}

const CHART_HEIGHT = 190

type Measure = 'tokens' | 'costUsd'

const MEASURES: Readonly<
  Record<Measure, { readonly name: string; readonly format: (value: number) => string }>
> = {
  tokens: { name: 'Tokens', format: format.compact },
  costUsd: { name: 'Cost', format: format.dollars },
}

export function DaysPanel({ overview }: PanelProps) {
  const [measure, setMeasure] = useState<Measure>('tokens')
  const { days } = overview
  const { name, format: say } = MEASURES[measure]
  const total = days.reduce((sum, { usage }) => sum + usage[measure], 0)
  return (
    <section className="panel" data-wide="true">
      <header className="panel-head">
        <h2>{format.exact(days.length)} days</h2>
        <span className="panel-aside">{say(total)}</span>
        <div className="scope" role="group" aria-label="What is drawn">
          {(['tokens', 'costUsd'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === measure} onClick={() => setMeasure(one)}>
              {MEASURES[one].name}
            </button>
          ))}
        </div>
      </header>
      <Bars
        points={days.map(({ start, usage }) => ({
          label: format.day(start),
          title: format.weekday(start),
          value: usage[measure],
        }))}
        summary={`${name} of each of the last ${days.length} days, ${say(total)} together`}
        format={say}
        color="var(--series-1)"
        height={CHART_HEIGHT}
      />
    </section>
  )
}

export function HoursPanel({ overview }: PanelProps) {
  const total = overview.hours.reduce((sum, { usage }) => sum + usage.tokens, 0)
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>Tokens an hour</h2>
        <span className="panel-aside">last 24 hours: {format.compact(total)}</span>
      </header>
      <Bars
        points={overview.hours.map(({ start, usage }) => ({
          label: format.hour(start),
          title: format.dateTime(start),
          value: usage.tokens,
        }))}
        summary={`Tokens of each of the last 24 hours, ${format.compact(total)} together`}
        format={format.compact}
        color="var(--series-2)"
        height={CHART_HEIGHT}
      />
    </section>
  )
}

const LEVELS: readonly HealthLevel[] = ['critical', 'warning', 'healthy', 'unscored']

export function HealthPanel({ overview }: PanelProps) {
  const { setFilter, show } = useSessionActions()
  const total = LEVELS.reduce((sum, level) => sum + overview.levels[level], 0)
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>Health</h2>
        <span className="panel-aside">{format.exact(total)} live</span>
      </header>
      <ul className="level-list">
        {LEVELS.map((level) => (
          <li key={level} data-level={level}>
            <button
              type="button"
              title={`Show the sessions that are ${level}`}
              onClick={() => {
                setFilter({ level })
                show({ kind: 'sessions' })
              }}
            >
              <LevelGlyph level={level} />
              <span>{level}</span>
              <span className="number">{format.exact(overview.levels[level])}</span>
            </button>
            <span
              className="bar"
              data-known="true"
              style={{ '--fill': total === 0 ? 0 : overview.levels[level] / total }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ProjectsPanel({ overview }: PanelProps) {
  const { setFilter, setScope, show } = useSessionActions()
  const { projects, projectsTotal } = overview
  return (
    <section className="panel" data-wide="true">
      <header className="panel-head">
        <h2>Projects</h2>
        <span className="panel-aside">
          {projects.length < projectsTotal && `${format.exact(projects.length)} of `}
          {format.exact(projectsTotal)}
        </span>
      </header>
      <ShareTable
        name="Project"
        rows={projects.map(({ project, sessions, lastActivityAt, usage }) => ({
          key: project ?? '',
          usage,
          label:
            project === null ? (
              'no folder'
            ) : (
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  setFilter({ project })
                  show({ kind: 'sessions' })
                  void setScope('all')
                }}
              >
                <bdi>{oneLine(project)}</bdi>
              </button>
            ),
          details: [
            `${format.exact(sessions)} ${sessions === 1 ? 'session' : 'sessions'}`,
            lastActivityAt === null ? NO_VALUE : format.day(lastActivityAt),
          ],
        }))}
      />
    </section>
  )
}

export function ModelsPanel({ overview }: PanelProps) {
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>Models</h2>
      </header>
      <ShareTable
        name="Model"
        rows={overview.models.map(({ model, usage }) => ({ key: model, usage, label: oneLine(model) }))}
      />
    </section>
  )
}

export function ProvidersPanel({ overview }: PanelProps) {
  const known = useSessions((state) => state.info?.providers)
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>Assistants</h2>
      </header>
      <ShareTable
        name="Assistant"
        rows={overview.providers.map(({ provider, usage }) => ({
          key: provider,
          usage,
          label: (
            <span className="share-provider">
              <SessionProvider provider={provider} />
              {known?.find(({ id }) => id === provider)?.name ?? provider}
            </span>
          ),
        }))}
      />
    </section>
  )
}

export function LimitsPanel({ overview }: PanelProps) {
  const { openSession } = useSessionActions()
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>Limits hit</h2>
        <span className="panel-aside">{format.exact(overview.limits.length)}</span>
      </header>
      {overview.limits.length === 0 && <p className="panel-empty">No session was refused for a quota.</p>}
      <ul className="limit-list">
        {overview.limits.map(({ sessionId, title, at, reason }) => (
          <li key={sessionId}>
            <button type="button" className="link-button session-link" onClick={() => openSession(sessionId)}>
              {oneLine(title ?? sessionId)}
            </button>
            <span className="fact-source">
              {format.dateTime(at)}: {oneLine(reason)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

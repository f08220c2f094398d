import { useMemo } from 'react'
import type { HealthLevel } from '../../../shared/contract/index.ts'
import { filterOptions } from '../../../shared/domain/filter-options.ts'
import { useSessionActions, useSessions } from './session-context.ts'
import { oneLine } from './session-title.ts'

const LEVELS: readonly HealthLevel[] = ['critical', 'warning', 'healthy', 'unscored']

/** What the list can be narrowed to, beside the text and the states. */
export function FilterFields() {
  const sessions = useSessions((state) => state.sessions)
  const filter = useSessions((state) => state.filter)
  const known = useSessions((state) => state.info?.providers)
  const { setFilter } = useSessionActions()
  const options = useMemo(() => filterOptions(sessions.values()), [sessions])
  const nameOf = (id: string): string => known?.find((provider) => provider.id === id)?.name ?? id
  return (
    <>
      <FilterField
        label="Assistant"
        value={filter.provider}
        options={options.providers.map((id) => [id, nameOf(id)])}
        onChange={(provider) => setFilter({ provider })}
      />
      <FilterField
        label="Project"
        value={filter.project}
        options={options.projects.map((project) => [project, project])}
        onChange={(project) => setFilter({ project })}
      />
      <FilterField
        label="Tag"
        value={filter.tag}
        options={options.tags.map((tag) => [tag, tag])}
        onChange={(tag) => setFilter({ tag })}
      />
      <FilterField
        label="Health"
        value={filter.level}
        options={LEVELS.map((level) => [level, level])}
        onChange={(value) => setFilter({ level: LEVELS.find((level) => level === value) ?? null })}
      />
    </>
  )
}

interface FilterFieldProps {
  readonly label: string
  readonly value: string | null
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChange: (value: string | null) => void
}

/** A value that is asked for stays in the list, also when no session has it any more. */
function FilterField({ label, value, options, onChange }: FilterFieldProps) {
  const isGone = value !== null && !options.some(([option]) => option === value)
  const all = isGone ? [...options, [value, value] as const] : options
  // An empty text is no value of a session, and stands for all of them.
  return (
    <span className="filter-choice">
      <select
        className="filter-field"
        aria-label={label}
        data-set={value !== null}
        disabled={all.length === 0}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{label}</option>
        {all.map(([option, name]) => (
          <option key={option} value={option}>
            {oneLine(name)}
          </option>
        ))}
      </select>
    </span>
  )
}

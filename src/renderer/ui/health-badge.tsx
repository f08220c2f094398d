import type { ReactElement } from 'react'
import type { Health, HealthLevel } from '../../shared/contract/index.ts'
import { NO_VALUE } from './format.ts'

const SHAPES: Readonly<Record<HealthLevel, ReactElement>> = {
  healthy: (
    <path
      d="M3.5 8.5l3 3 6-7"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  warning: <path d="M8 2l6.5 11.5h-13z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  critical: <path d="M8 .75L15.25 8 8 15.25.75 8z" fill="currentColor" />,
  unscored: <path d="M4 8h8" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
}

export function LevelGlyph({ level }: { readonly level: HealthLevel }) {
  return (
    <svg className="level-glyph" data-level={level} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[level]}
    </svg>
  )
}

/** Score and level. The reasons are one hover away. */
export function HealthBadge({ health }: { readonly health: Health }) {
  const reasons = health.parts.map((part) => part.sentence).join('\n')
  return (
    <span className="health" data-level={health.level} title={reasons === '' ? undefined : reasons}>
      <LevelGlyph level={health.level} />
      <span className="health-score">{health.score ?? NO_VALUE}</span>
      <span className="health-word">{health.level}</span>
    </span>
  )
}

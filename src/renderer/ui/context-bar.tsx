import type { ContextOccupancy, HealthLevel } from '../../shared/contract/index.ts'
import { format } from './format.ts'
import { LIMIT_SOURCE_WORDS, NUMBER_SOURCE_WORDS, sourceMark } from './number-source.ts'

export interface ContextBarProps {
  readonly context: ContextOccupancy
  /** What the core thinks of how full it is. */
  readonly level: HealthLevel
}

/** How full the model's window is. Without a ratio there is no bar, only what is known. */
export function ContextBar({ context, level }: ContextBarProps) {
  const { used, limit, ratio, source } = context
  const explanation = [
    `${format.exact(used)} of ${format.exact(limit)} tokens`,
    `used: ${NUMBER_SOURCE_WORDS[source]}`,
    `window: ${LIMIT_SOURCE_WORDS[context.limitSource]}`,
  ].join('\n')
  return (
    <span className="context" data-level={level} title={explanation}>
      <span className="context-text">
        <span className="context-ratio">
          {sourceMark(source)}
          {format.percent(ratio)}
        </span>
        <span className="context-amount">
          {format.compact(used)} / {format.compact(limit)}
        </span>
      </span>
      <span className="bar" data-known={ratio !== null} style={{ '--fill': ratio ?? 0 }} />
    </span>
  )
}

import type { Health, HealthPart } from '../../../../shared/contract/index.ts'
import { format, NO_VALUE } from '../../../ui/format.ts'
import { LevelGlyph } from '../../../ui/health-badge.tsx'
import { oneLine } from '../session-title.ts'
import { Section } from './section.tsx'

const PART_NAMES: Readonly<Record<HealthPart['name'], string>> = {
  tokenUsage: 'Token usage',
  duration: 'Duration',
  activity: 'Activity',
  errors: 'Errors',
}

/** The score's parts, each with what it was computed from. */
export function HealthSection({ health }: { readonly health: Health }) {
  return (
    <Section title="Health" aside={health.score === null ? 'not scored' : `${health.score} of 100`}>
      <ul className="health-parts">
        {health.parts.map((part) => (
          <li key={part.name} data-level={part.level}>
            <div className="health-part-line">
              <LevelGlyph level={part.level} />
              <span>{PART_NAMES[part.name]}</span>
              <span className="health-part-weight">{format.percent(part.weight / 100)}</span>
              <span className="number">
                {part.score === null ? NO_VALUE : format.exact(Math.round(part.score))}
              </span>
            </div>
            <span
              className="bar"
              data-known={part.score !== null}
              style={{ '--fill': (part.score ?? 0) / 100 }}
            />
            <p title={inputsOf(part)}>{oneLine(part.sentence)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function inputsOf(part: HealthPart): string {
  return Object.entries(part.inputs)
    .map(
      ([name, value]) => `${name}: ${typeof value === 'number' ? format.exact(value) : (value ?? NO_VALUE)}`,
    )
    .join('\n')
}

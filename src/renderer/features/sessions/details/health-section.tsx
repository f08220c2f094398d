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
            <p>{oneLine(part.sentence)}</p>
            <p className="health-inputs">{inputsOf(part)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What the score was computed from. The names are the core's own, with their units in them: `idleMinutes`. */
function inputsOf({ inputs }: HealthPart): string {
  return Object.entries(inputs)
    .map(([name, value]) => {
      const words = oneLine(name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      return `${words} ${typeof value === 'number' ? format.exact(value) : oneLine(value ?? NO_VALUE)}`
    })
    .join(' · ')
}

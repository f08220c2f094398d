import type { HealthPart, Session } from '../../shared/contract/session.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { bar, levelTone } from './session-table.ts'
import type { Paint } from './style.ts'
import { padEnd, textWidth } from './text-width.ts'
import { wrapBehind } from './wrap.ts'

const PART_NAMES = {
  tokenUsage: 'Token usage',
  duration: 'Duration',
  activity: 'Activity',
  errors: 'Errors',
} as const
/** Columns of what stands in front of a value. */
export const NAME_WIDTH = 13

/** A part of the score: how much of it there is, its weight, and what it was computed from. */
export function healthPartLines(part: HealthPart, paint: Paint, width: number): string[] {
  const score = part.score === null ? '  –' : String(Math.round(part.score)).padStart(3)
  const strip = part.score === null ? ' '.repeat(8) : bar(part.score / 100)
  const weight = `× ${part.weight}%`
  const name = padEnd(PART_NAMES[part.name], NAME_WIDTH)
  const lead = `${name} ${paint(levelTone(part.level), `${strip} ${score}`)} ${paint('dim', weight)}  `
  return wrapBehind(lead, textWidth(`${name} ${strip} ${score} ${weight}  `), part.sentence, width)
}

export function tokensText(session: Session): string {
  const { tokens } = session
  if (tokens.total === null) return `unknown. ${tokens.caveat ?? ''}`.trim()
  const count = (value: number | null) => groupedCount(value ?? 0)
  const parts = `input ${count(tokens.uncachedInput)}, cache read ${count(tokens.cacheRead)}, cache write ${count(tokens.cacheWrite)}, output ${count(tokens.output)}`
  return `${count(tokens.total)} ${tokens.source} (${parts})${tokens.caveat ? `. ${tokens.caveat}` : ''}`
}

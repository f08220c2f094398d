import { describe, expect, it } from 'vitest'
import { sortByUrgency, type Rankable, URGENCIES, urgencyOf } from './urgency.ts'

function rankable(
  state: Rankable['state'],
  level: Rankable['health']['level'] = 'healthy',
  minute: number | null = 0,
  id = 'a:1',
): Rankable {
  const lastActivityAt = minute === null ? null : new Date(Date.UTC(2026, 0, 1, 12, minute))
  return { id, state, health: { level }, lastActivityAt }
}

const EVERY_URGENCY: readonly Rankable[] = [
  rankable('stuck'),
  rankable('waiting'),
  rankable('idle', 'critical'),
  rankable('working', 'warning'),
  rankable('working'),
  rankable('idle'),
  rankable('ended'),
]

describe('the urgency of a session', () => {
  it('names every rank from some state and level', () => {
    expect(EVERY_URGENCY.map(urgencyOf)).toEqual(URGENCIES)
  })

  it('leaves a session that needs a person where it is, whatever its health', () => {
    expect(urgencyOf(rankable('waiting', 'critical'))).toBe('waiting')
    expect(urgencyOf(rankable('stuck', 'warning'))).toBe('stuck')
  })

  it('does not call for help for an ended session', () => {
    expect(urgencyOf(rankable('ended', 'critical'))).toBe('ended')
  })

  it('treats a session without a score as its state says', () => {
    expect(urgencyOf(rankable('working', 'unscored'))).toBe('working')
  })
})

describe('the order of sessions', () => {
  it('puts the most urgent first', () => {
    expect(sortByUrgency(EVERY_URGENCY.toReversed())).toEqual(EVERY_URGENCY)
  })

  it('puts the latest activity first among equally urgent ones', () => {
    const early = rankable('working', 'healthy', 1)
    const late = rankable('working', 'healthy', 2)
    expect(sortByUrgency([early, late])).toEqual([late, early])
  })

  it('puts a session without activity last among equals', () => {
    const silent = rankable('idle', 'healthy', null)
    const old = rankable('idle', 'healthy', 1)
    expect(sortByUrgency([silent, old])).toEqual([old, silent])
  })

  it('does not depend on the order in which sessions came', () => {
    const first = rankable('idle', 'healthy', 1, 'a:1')
    const second = rankable('idle', 'healthy', 1, 'a:2')
    expect(sortByUrgency([second, first])).toEqual([first, second])
  })
})

import { expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { NO_FILTER } from '../../shared/domain/session-filter.ts'
import { rowsOf, type Sort } from './rows.ts'

const base = sampleSession()
const full = sampleSession({
  id: 'a:full',
  title: 'b',
  context: { ...base.context, ratio: 0.9 },
  costUsd: { value: 1, source: 'estimated' },
  health: { score: 90, level: 'healthy', parts: [] },
  lastActivityAt: new Date(3),
})
const dear = sampleSession({
  id: 'a:dear',
  title: '\u001b[2Ja',
  context: { ...base.context, ratio: 0.1 },
  costUsd: { value: 9, source: 'estimated' },
  health: { score: 10, level: 'critical', parts: [] },
  lastActivityAt: new Date(2),
})
const unknown = sampleSession({
  id: 'a:unknown',
  title: null,
  state: 'stuck',
  context: { ...base.context, ratio: null },
  costUsd: { value: null, source: 'unknown' },
  tokens: { ...base.tokens, total: null },
  health: { score: null, level: 'unscored', parts: [] },
  lastActivityAt: null,
})
const sessions = new Map([full, dear, unknown].map((session) => [session.id, session]))

it.each<[Sort, string[]]>([
  ['urgency', ['a:unknown', 'a:dear', 'a:full']],
  ['context', ['a:full', 'a:dear', 'a:unknown']],
  ['cost', ['a:dear', 'a:full', 'a:unknown']],
  ['health', ['a:dear', 'a:full', 'a:unknown']],
  ['age', ['a:full', 'a:dear', 'a:unknown']],
  ['title', ['a:dear', 'a:full', 'a:unknown']],
  // Equal in what they burn and spent: urgency decides, but for what is not known.
  ['burn', ['a:unknown', 'a:dear', 'a:full']],
  ['tokens', ['a:dear', 'a:full', 'a:unknown']],
])('sorted by %s, unknown values come last', (sort, ids) => {
  expect(rowsOf(sessions, NO_FILTER, sort).map(({ id }) => id)).toEqual(ids)
})

it('are those that pass the filter of the page', () => {
  expect(rowsOf(sessions, { ...NO_FILTER, level: 'critical' }, 'cost')).toEqual([dear])
})

import { expect, it } from 'vitest'
import { isPutAway } from './put-away.ts'

it('a session is put away by its tag, until something goes on in it again', () => {
  const states = ['idle', 'ended', 'working', 'waiting', 'stuck'] as const
  expect(states.filter((state) => isPutAway({ tags: ['archived', 'x'], state }))).toEqual(['idle', 'ended'])
  expect(isPutAway({ tags: ['Archived'], state: 'ended' })).toBe(false)
})

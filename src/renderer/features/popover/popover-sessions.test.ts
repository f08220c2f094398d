import { expect, it } from 'vitest'
import { sampleSession } from '../../../shared/contract/testing/sample-session.ts'
import { popoverSessions } from './popover-sessions.ts'

it('the popover shows live sessions, the most urgent first, and counts what does not fit', () => {
  const working = Array.from({ length: 12 }, (_unused, index) => sampleSession({ id: `codex:${index}` }))
  const waiting = sampleSession({ id: 'codex:waiting', state: 'waiting' })
  const ended = sampleSession({ id: 'codex:ended', state: 'ended' })
  const { shown, more } = popoverSessions([ended, ...working, waiting])
  expect(shown).toHaveLength(11)
  expect(shown[0]).toBe(waiting)
  expect(more).toBe(2)
})

import { describe, expect, it } from 'vitest'
import type { Health } from '../../shared/contract/session.ts'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { summarize } from './tray-summary.ts'

const critical: Health = { score: 20, level: 'critical', parts: [] }
const warning: Health = { score: 50, level: 'warning', parts: [] }
const at = (id: string, given: Parameters<typeof sampleSession>[0] = {}) => sampleSession({ id, ...given })

describe('the tray', () => {
  it('shows the most urgent state over all sessions', () => {
    const added = [
      at('g', { state: 'ended', health: critical }),
      at('f', { state: 'idle' }),
      at('e'),
      at('d', { health: warning }),
      at('c', { health: critical }),
      at('b', { state: 'waiting' }),
      at('a', { state: 'stuck' }),
    ]
    const shapes = added.map((_session, index) => summarize(added.slice(0, index + 1), undefined).shape)
    expect(shapes).toEqual(['none', 'idle', 'working', 'warning', 'critical', 'waiting', 'stuck'])
  })

  it('has a number only while somebody waits', () => {
    const busy = [at('a'), at('b', { health: critical }), at('c', { state: 'stuck' })]
    expect(summarize(busy, undefined).waiting).toBe(0)
    expect(summarize([...busy, at('d', { state: 'waiting' })], undefined).waiting).toBe(1)
  })

  it('counts in one line', () => {
    const sessions = [
      at('a', { health: critical }),
      at('b', { health: critical, state: 'idle' }),
      at('c', { state: 'waiting' }),
      ...Array.from({ length: 5 }, (_unused, index) => at(`w${index}`)),
      at('z', { state: 'ended' }),
    ]
    expect(summarize(sessions, undefined).tooltip).toBe('2 critical · 1 waiting · 5 working')
    expect(summarize([], undefined).tooltip).toBe('No live sessions')
  })

  it('is dimmed, and says why, while what it shows may be old', () => {
    expect(summarize([at('a')], undefined).dimmed).toBe(false)
    expect(summarize([at('a')], 'paused')).toMatchObject({ dimmed: true, tooltip: '1 working (paused)' })
    expect(summarize([], 'lost').tooltip).toBe('No live sessions (no connection to the sessions)')
  })

  it('orders live sessions by urgency', () => {
    const sessions = [at('b'), at('old', { state: 'ended' }), at('a', { state: 'waiting' })]
    expect(summarize(sessions, undefined).sessions.map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

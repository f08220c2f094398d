import { describe, expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { createTrayStatus } from './tray-status.ts'

function start({ ready = true } = {}) {
  const shown: { tooltip: string; checked: readonly boolean[] }[] = []
  const timers = new Set<() => void>()
  const status = createTrayStatus({
    now: () => new Date('2026-01-02T12:00:00Z'),
    schedule(milliseconds, action) {
      expect(milliseconds).toBe(3_600_000)
      timers.add(action)
      return () => void timers.delete(action)
    },
    assistantName: (id) => id,
    show({ tooltip }, items) {
      shown.push({
        tooltip,
        checked: items.flatMap((item) => (item.kind === 'switch' ? [item.checked] : [])),
      })
    },
  })
  if (ready) status.setReady()
  return { status, timers, last: () => shown.at(-1) }
}

describe('the state of the tray', () => {
  it('is dimmed until the first look is over', () => {
    const { status, last } = start({ ready: false })
    status.setSessions([sampleSession()])
    expect(last()?.tooltip).toBe('1 working (as of last time)')
    status.setReady()
    expect(last()?.tooltip).toBe('1 working')
  })

  it('follows the sessions', () => {
    const { status, last } = start()
    status.setSessions([sampleSession()])
    expect(last()).toEqual({ tooltip: '1 working', checked: [false, false] })
  })

  it('keeps what it showed while the sessions are lost, and is right again with the next ones', () => {
    const { status, last } = start()
    status.setSessions([sampleSession()])
    status.setLost()
    expect(last()?.tooltip).toBe('1 working (no connection to the sessions)')
    status.setSessions([])
    expect(last()?.tooltip).toBe('No live sessions')
  })

  it('says that it is paused until it is resumed', () => {
    const { status, last } = start()
    status.setSessions([sampleSession()])
    status.setPaused(true)
    status.setLost()
    expect(last()).toEqual({ tooltip: '1 working (paused)', checked: [true, false] })
    status.setPaused(false)
    expect(last()).toEqual({ tooltip: '1 working', checked: [false, false] })
  })

  it('is quiet for an hour, or until that is switched off', () => {
    const { status, timers, last } = start()
    status.setQuiet(true)
    expect(status.quietUntil()).toEqual(new Date('2026-01-02T13:00:00Z'))
    expect(last()?.checked).toEqual([false, true])
    for (const end of timers) end()
    expect(status.quietUntil()).toBeUndefined()
    status.setQuiet(true)
    status.setQuiet(false)
    expect(timers.size).toBe(0)
    expect(last()?.checked).toEqual([false, false])
  })
})

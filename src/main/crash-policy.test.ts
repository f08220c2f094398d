import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { type CrashReport, reloadAfterCrash } from './crash-policy.ts'

class CrashingPage extends EventEmitter {
  reloads = 0

  reload(): void {
    this.reloads += 1
  }
}

function watched() {
  const page = new CrashingPage()
  const reports: CrashReport[] = []
  let nowMs = 0
  reloadAfterCrash(
    page,
    () => nowMs,
    (report) => reports.push(report),
  )
  const crash = (atMs: number, reason = 'crashed'): void => {
    nowMs = atMs
    page.emit('render-process-gone', {}, { reason })
  }
  return { page, reports, crash }
}

describe('a page whose process ended', () => {
  it('is loaded again, and the end is reported', () => {
    const { page, reports, crash } = watched()
    crash(0, 'oom')
    expect(page.reloads).toBe(1)
    expect(reports).toEqual([{ reason: 'oom', action: 'reloaded' }])
  })

  it('is given up when it crashes again and again', () => {
    const { page, reports, crash } = watched()
    for (const atMs of [0, 1000, 2000, 3000]) crash(atMs)
    expect(page.reloads).toBe(3)
    expect(reports.at(-1)).toEqual({ reason: 'crashed', action: 'given up' })
  })

  it('is loaded again as often as it takes when crashes are rare', () => {
    const { page, crash } = watched()
    for (let hour = 0; hour < 10; hour += 1) crash(hour * 3_600_000)
    expect(page.reloads).toBe(10)
  })

  it('is left alone when it ended in good order', () => {
    const { page, reports, crash } = watched()
    crash(0, 'clean-exit')
    expect([page.reloads, reports]).toEqual([0, []])
  })
})

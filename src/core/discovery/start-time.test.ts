import { describe, expect, it } from 'vitest'
import { compareStart, parseStartTime, startedAfter } from './start-time.ts'
import { makeProcess } from './testing/processes.ts'

describe('parseStartTime', () => {
  it.each([
    ['Fri Nov 20 10:00:00 2026', '2026-11-20T10:00:00.000Z'],
    ['Fri Nov  6 09:05:07 2026 ', '2026-11-06T09:05:07.000Z'],
  ])('reads %j as UTC', (text, iso) => {
    expect(parseStartTime(text)?.toISOString()).toBe(iso)
  })

  it.each(['', '310446', 'Fr 20 Nov 10:00:00 2026', 'Fri Foo 20 10:00:00 2026', '2026-11-20'])(
    'does not read %j',
    (text) => {
      expect(parseStartTime(text)).toBeUndefined()
    },
  )
})

describe('compareStart', () => {
  const linux = makeProcess({ pid: 1, startToken: '310446' })
  const mac = makeProcess({
    pid: 1,
    startToken: 'Fri Nov 20 10:00:01 2026',
    startedAt: new Date('2026-11-20T10:00:01Z'),
  })
  const windows = makeProcess({
    pid: 1,
    startToken: '2026-11-20T10:00:01.000Z',
    startedAt: new Date('2026-11-20T10:00:01Z'),
  })
  const untold = makeProcess({ pid: 1, startToken: undefined, startedAt: undefined })

  it.each([
    ['the same ticks', '310446', linux, 'same'],
    ['other ticks', '310447', linux, 'other'],
    ['the same text', 'Fri Nov 20 10:00:01 2026', mac, 'same'],
    ['a text rounded otherwise', 'Fri Nov 20 10:00:02 2026', mac, 'same'],
    ['a text of another hour', 'Fri Nov 20 11:00:01 2026', mac, 'other'],
    ['ticks where there are none', '310446', mac, 'unknown'],
    ['a number of unknown meaning', '133000000000000000', windows, 'unknown'],
    ['a date against ticks', 'Fri Nov 20 10:01:00 2026', linux, 'same'],
    ['nothing', undefined, linux, 'unknown'],
    ['nonsense', 'x', linux, 'unknown'],
    ['a process that tells no start', '310446', untold, 'unknown'],
  ])('compares %s', (_, token, process, result) => {
    expect(compareStart(token, process)).toBe(result)
  })
})

describe('startedAfter', () => {
  it('compares ticks by number, and dates where there are no ticks', () => {
    const at = (startToken: string | undefined, iso: string) =>
      makeProcess({ pid: 1, startToken, startedAt: new Date(iso) })
    expect(startedAfter(at('1000', '2026-01-01T00:00:00Z'), at('999', '2026-01-02T00:00:00Z'))).toBe(true)
    expect(startedAfter(at('x', '2026-01-01T00:00:00Z'), at('y', '2026-01-02T00:00:00Z'))).toBe(false)
    expect(startedAfter(at('x', '2026-01-02T00:00:00Z'), at('y', '2026-01-01T00:00:00Z'))).toBe(true)
  })

  it('knows nothing where a start is not told', () => {
    const untold = makeProcess({ pid: 1, startToken: undefined, startedAt: undefined })
    expect(startedAfter(untold, makeProcess({ pid: 2 }))).toBe(false)
    expect(startedAfter(makeProcess({ pid: 2 }), untold)).toBe(false)
  })
})

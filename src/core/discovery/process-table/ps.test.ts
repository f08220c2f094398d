import { describe, expect, it } from 'vitest'
import { parsePs } from './ps.ts'

describe('parsePs', () => {
  it('reads a row of macOS', () => {
    const output =
      '  501     1   501 S+    12345   1:02.50 Fri Nov  6 09:05:07 2026     claude --resume abc\n'
    expect(parsePs(output)).toEqual([
      {
        pid: 501,
        parentPid: 1,
        userId: 501,
        state: 'S+',
        residentBytes: 12_345 * 1024,
        cpuSeconds: 62.5,
        startedAt: new Date('2026-11-06T09:05:07Z'),
        startText: 'Fri Nov  6 09:05:07 2026',
        command: 'claude --resume abc',
      },
    ])
  })

  it.each([
    ['0:00.01', 0.01],
    ['123:45.67', 123 * 60 + 45.67],
    ['00:00:07', 7],
    ['01:00:00', 3600],
    ['2-03:04:05', 2 * 86_400 + 3 * 3600 + 4 * 60 + 5],
  ])('reads the CPU time %s', (time, seconds) => {
    const [row] = parsePs(` 1 0 0 S 10 ${time} Sat Nov 21 03:57:14 2026 init`)
    expect(row?.cpuSeconds).toBeCloseTo(seconds)
  })

  it('reads users below zero, zombies, and rows without a command', () => {
    const rows = parsePs(
      ' 7 1 -2 S 10 0:00.00 Sat Nov 21 03:57:14 2026 mdnsd\n' +
        ' 8 1 501 Z 0 0:00.00 Sat Nov 21 03:57:14 2026 <defunct>\n' +
        ' 9 1 501 S 0 0:00.00 Sat Nov 21 03:57:14 2026\n',
    )
    expect(rows.map(({ pid, userId, state, command }) => [pid, userId, state, command])).toEqual([
      [7, -2, 'S', 'mdnsd'],
      [8, 501, 'Z', '<defunct>'],
      [9, 501, 'S', ''],
    ])
  })

  it('keeps to the rows when an argument holds a line feed', () => {
    const output = ' 7 1 501 S 10 0:00.00 Sat Nov 21 03:57:14 2026 claude -p first\nsecond line\n\n'
    expect(parsePs(output).map(({ command }) => command)).toEqual(['claude -p first'])
  })

  it('takes no row whose start is no date', () => {
    expect(parsePs(' 7 1 501 S 10 0:00.00 Sat Foo 21 03:57:14 2026 claude')).toEqual([])
  })
})

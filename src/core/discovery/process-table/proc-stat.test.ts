import { describe, expect, it } from 'vitest'
import { parseProcStat } from './proc-stat.ts'
import { statLine } from './testing/fake-proc.ts'

describe('parseProcStat', () => {
  it('reads a line as Linux 6.18 writes it', () => {
    const line =
      '12340 (MainThread) S 12333 12333 11881 34816 12333 4194304 3012 0 1 0 7 3 0 0 20 0 11 0 160264 745705472 10100 ' +
      '18446744073709551615 4194304 49836149 140735870204672 0 0 0 0 16781312 134235650 0 0 0 17 1 0 0 0 0 0 97603584 ' +
      '97822040 509526016 140735870210689 140735870210751 140735870210751 140735870214123 0\n'
    expect(parseProcStat(line)).toEqual({
      pid: 12340,
      name: 'MainThread',
      state: 'S',
      parentPid: 12333,
      kernelThread: false,
      cpuTicks: 10,
      startTicks: '160264',
      virtualBytes: 745705472,
      residentPages: 10100,
      stackStart: '140735870204672',
    })
  })

  it.each(['a) S 1 (b', ') ) )', '((', 'two words', '', 'a\nb', '1 (x) R 2 3'])(
    'is not misled by a process called %j',
    (name) => {
      expect(parseProcStat(statLine({ pid: 7, name, startTicks: 42, parentPid: 3 }))).toMatchObject({
        pid: 7,
        name,
        state: 'S',
        parentPid: 3,
        startTicks: '42',
      })
    },
  )

  it('knows a thread of the kernel', () => {
    expect(parseProcStat(statLine({ pid: 2, flags: 0x20_8040 }))?.kernelThread).toBe(true)
  })

  it.each(['', 'x', '12 (sleep', '12 (sleep) S 1', '12 (sleep) ', ') (', 'x (sleep) S 1 2 3'])(
    'takes %j for no stat line',
    (line) => {
      expect(parseProcStat(line)).toBeUndefined()
    },
  )
})

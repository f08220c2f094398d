import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Cost, ratioOf, run, spreadOf } from './measure.ts'

function cost(cpuSeconds: number): Cost {
  return { exitCode: 0, cpuSeconds, wallSeconds: 1, peakMiB: 1 }
}

describe('figures of several runs', () => {
  it('are told by their median, least and largest', () => {
    expect(spreadOf([3, 1, 10])).toEqual({ median: 3, min: 1, max: 10 })
    expect(spreadOf([4, 1, 2, 10])).toEqual({ median: 3, min: 1, max: 10 })
  })

  it('are divided pair by pair, so that a slow moment counts for both', () => {
    const pair = { ours: [cost(2), cost(8), cost(3)], theirs: [cost(1), cost(4), cost(1)] }
    expect(ratioOf(pair, 'cpuSeconds')).toEqual({ median: 2, min: 2, max: 3 })
  })
})

const canAccount = process.platform === 'linux' && spawnSync('python3', ['--version']).status === 0

describe.runIf(canAccount)('a run', () => {
  it('is accounted for with its CPU time and its peak of memory', () => {
    const busy =
      'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end); Buffer.alloc(6e7, 1)'
    const { cpuSeconds, peakMiB } = run({ argv: [process.execPath, '-e', busy], env: {} })
    expect(cpuSeconds).toBeGreaterThan(0.2)
    expect(peakMiB).toBeGreaterThan(80)
  })

  it('that fails is no result', () => {
    expect(() => run({ argv: [process.execPath, '-e', 'process.exit(3)'], env: {} })).toThrow('ended with 3')
  })
})

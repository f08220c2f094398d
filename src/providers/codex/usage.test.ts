import { describe, expect, it } from 'vitest'
import { addedUsage, tokenCounts, type Usage } from './usage.ts'

describe('a step of the running total', () => {
  it('counts by the last response where there is no step before it: a paginated fork goes on from its parent', () => {
    expect(addedUsage(of(20_000, 800), of(5000, 200), undefined)).toEqual(of(5000, 200))
    expect(addedUsage(of(5000, 200), undefined, undefined)).toEqual(of(5000, 200))
  })

  it('counts nothing where the total is written again, even beside another last response', () => {
    expect(addedUsage(of(5000, 200), of(5000, 200), of(5000, 200))).toBeUndefined()
    expect(addedUsage(of(5000, 200), of(0, 0), of(5000, 200))).toBeUndefined()
  })

  it('counts what the total grew by, whatever the last response says', () => {
    expect(addedUsage(of(9000, 500), of(1, 1), of(5000, 200))).toEqual(of(4000, 300))
  })

  it('counts the last response where the total started again at a resume', () => {
    expect(addedUsage(of(5010, 210), of(5010, 210), of(10_017, 417))).toEqual(of(5010, 210))
  })

  it('sees a new start also where the first response after it is larger than all before', () => {
    expect(addedUsage(of(30_000, 900), of(30_000, 900), of(5000, 200))).toEqual(of(30_000, 900))
  })
})

describe('token counts', () => {
  it('are disjoint, and never below zero', () => {
    const usage = { input: 5000, cached: 3000, cacheWrite: 500, output: 200, reasoning: 100, total: 5200 }
    expect(tokenCounts(usage)).toEqual({ uncachedInput: 1500, cacheRead: 3000, cacheWrite: 500, output: 200 })
    expect(tokenCounts({ ...usage, input: 100 }).uncachedInput).toBe(0)
  })
})

function of(input: number, output: number): Usage {
  return { input, cached: 0, cacheWrite: 0, output, reasoning: 0, total: input + output }
}

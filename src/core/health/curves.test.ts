import { describe, expect, it } from 'vitest'
import { CURVES, type CurvePoint, scoreOn } from './curves.ts'

describe('a curve', () => {
  const curve: readonly CurvePoint[] = [
    [0, 100],
    [10, 80],
    [20, 0],
  ]

  it.each([
    [0, 100],
    [5, 90],
    [10, 80],
    [15, 40],
    [20, 0],
  ])('is straight between its corners: %d gives %d', (input, score) => {
    expect(scoreOn(curve, input)).toBe(score)
  })

  it('stays as it is beyond its ends', () => {
    expect(scoreOn(curve, -3)).toBe(100)
    expect(scoreOn(curve, 1_000)).toBe(0)
  })
})

describe.each(Object.entries(CURVES))('the curve of %s', (_, curve) => {
  it('begins at 100 and ends at 0', () => {
    expect(curve[0]).toEqual([0, 100])
    expect(curve.at(-1)?.[1]).toBe(0)
  })

  it('never rises, and its corners are in order', () => {
    for (const [i, [input, score]] of curve.slice(1).entries()) {
      const [previousInput, previousScore] = curve[i] ?? [0, 0]
      expect(input).toBeGreaterThan(previousInput)
      expect(score).toBeLessThan(previousScore)
    }
  })
})

it.each([
  ['tokenUsage', 0.85, 60],
  ['tokenUsage', 1, 0],
  ['duration', 45, 85],
  ['duration', 360, 15],
  ['activity', 2, 95],
  ['errors', 0, 100],
] as const)('%s of %d is scored %d', (name, input, score) => {
  expect(scoreOn(CURVES[name], input)).toBe(score)
})

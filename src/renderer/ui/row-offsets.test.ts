import { describe, expect, it } from 'vitest'
import { offsetsOf, rowAt, rowsInSight } from './row-offsets.ts'

const HEIGHTS = [10, 20, 30, 40]
const OFFSETS = offsetsOf(HEIGHTS.length, (index) => HEIGHTS[index] ?? 0)

describe('the places of rows', () => {
  it('add up to the height of all', () => {
    expect([...OFFSETS]).toEqual([0, 10, 30, 60, 100])
    expect([...offsetsOf(0, () => 1)]).toEqual([0])
  })

  it.each([
    [-5, 0],
    [0, 0],
    [9.9, 0],
    [10, 1],
    [59, 2],
    [60, 3],
    [5_000, 3],
  ])('have at %d the row %d', (height, row) => {
    expect(rowAt(OFFSETS, height)).toBe(row)
  })

  it('show what is at least partly in sight, and some more at both ends', () => {
    expect(rowsInSight(OFFSETS, 12, 30, 0)).toEqual({ first: 1, end: 3 })
    expect(rowsInSight(OFFSETS, 12, 30, 1)).toEqual({ first: 0, end: 4 })
    expect(
      rowsInSight(
        offsetsOf(0, () => 1),
        0,
        500,
        3,
      ),
    ).toEqual({ first: 0, end: 0 })
  })
})

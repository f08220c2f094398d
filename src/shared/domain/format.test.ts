import { describe, expect, it } from 'vitest'
import { compactCount, compactDuration, dollars, groupedCount, percent } from './format.ts'

describe('numbers for people', () => {
  it('shortens counts without ever showing four digits', () => {
    expect(
      [0, 999, 1000, 12_345, 99_949, 99_950, 999_499, 999_500, 1_250_000, 3e9].map(compactCount),
    ).toEqual(['0', '999', '1k', '12.3k', '99.9k', '100k', '999k', '1M', '1.3M', '3G'])
  })

  it('groups digits', () => {
    expect(groupedCount(1234567)).toBe('1,234,567')
    expect(groupedCount(12)).toBe('12')
  })

  it('shows a span in its largest two units and never below zero', () => {
    const minute = 60_000
    expect(
      [-5, 45_000, 12 * minute, 60 * minute, 185 * minute, 52 * 60 * minute, 20 * 24 * 60 * minute].map(
        compactDuration,
      ),
    ).toEqual(['0s', '45s', '12m', '1h', '3h 5m', '2d 4h', '20d'])
  })

  it('never calls something free that cost money', () => {
    expect([0, 0.0004, 0.0957712, 12.5, 1234.5].map(dollars)).toEqual([
      '$0',
      '<$0.01',
      '$0.10',
      '$12.50',
      '$1,235',
    ])
  })

  it('rounds a ratio to whole percent', () => {
    expect(percent(0.846)).toBe('85%')
  })
})

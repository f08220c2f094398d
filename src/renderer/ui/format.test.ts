import { describe, expect, it } from 'vitest'
import { createFormatter, NO_VALUE } from './format.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
const english = createFormatter('en-US')

function ago(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1000)
}

describe('numbers for people', () => {
  it('shortens a count to three digits and keeps the exact one at hand', () => {
    expect(english.compact(412_345)).toBe('412K')
    expect(english.compact(1_234_567)).toBe('1.23M')
    expect(english.compact(999)).toBe('999')
    expect(english.exact(412_345)).toBe('412,345')
  })

  it('never shows an unknown number as zero', () => {
    expect(english.compact(null)).toBe(NO_VALUE)
    expect(english.exact(null)).toBe(NO_VALUE)
    expect(english.percent(null)).toBe(NO_VALUE)
    expect(english.cost({ value: null, source: 'unknown' })).toBe(NO_VALUE)
    expect(english.age(null, NOW)).toBe(NO_VALUE)
    expect(english.duration(null)).toBe(NO_VALUE)
  })

  it('drops cents from a hundred dollars on', () => {
    expect(english.cost({ value: 99.5, source: 'reported' })).toBe('$99.50')
    expect(english.cost({ value: 123.4, source: 'reported' })).toBe('$123')
  })

  it('does not call something free that cost less than a cent', () => {
    expect(english.cost({ value: 0.0004, source: 'reported' })).toBe('<$0.01')
    expect(english.cost({ value: 0, source: 'reported' })).toBe('$0.00')
  })

  it('marks a cost that is an estimate', () => {
    expect(english.cost({ value: 1.5, source: 'estimated' })).toBe('≈$1.50')
  })

  it('speaks the reader’s language', () => {
    expect(createFormatter('de-DE').exact(412_345)).toBe('412.345')
  })
})

describe('times for people', () => {
  it('shows an age in its largest unit', () => {
    const ages = [3, 42, 65, 3 * 3600 + 5, 50 * 3600].map((seconds) => english.age(ago(seconds), NOW))
    expect(ages).toEqual(['now', '42s', '1m', '3h', '2d'])
  })

  it('shows an instant in the future as now: clocks differ', () => {
    expect(english.age(ago(-30), NOW)).toBe('now')
  })

  it('shows a duration in its two largest units', () => {
    expect([5_000, 125_000, 7_800_000, 90_000_000].map(english.duration)).toEqual([
      '5s',
      '2m',
      '2h 10m',
      '1d 1h',
    ])
  })
})

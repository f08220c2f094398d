import { describe, expect, it } from 'vitest'
import { instantOf } from './instants.ts'

describe('instantOf', () => {
  it.each([
    '1970-01-01T00:00:00.000Z',
    '2000-02-29T23:59:59.999Z',
    '2024-02-29T12:00:00.001Z',
    '2026-11-21T00:28:41.029Z',
    '2100-03-01T00:00:00.000Z',
  ])('reads %s as the platform does', (text) => {
    expect(instantOf(text)).toBe(Date.parse(text))
  })

  it('reads other spellings, too', () => {
    expect(instantOf('2030-01-01T12:00:00Z')).toBe(Date.UTC(2030, 0, 1, 12))
  })

  it.each([
    '',
    '[trimmed for fixture]',
    '1969-12-31T23:59:59.999Z',
    '2026-13-01T00:00:00.000Z',
    '2026-1x-01T00:00:00.000Z',
  ])('finds no time in %j', (text) => {
    expect(instantOf(text)).toBeUndefined()
  })
})

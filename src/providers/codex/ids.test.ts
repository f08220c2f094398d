import { describe, expect, it } from 'vitest'
import { isUuid, uuidInstant } from './ids.ts'

describe('uuidInstant', () => {
  it('is the moment at which an id of version 7 was made', () => {
    expect(uuidInstant('01a1fb81-5ab3-7100-ade8-b85726b80c31')).toBe(Date.parse('2026-11-21T00:28:41.011Z'))
  })

  it.each(['c64ca75e-fd92-44d2-9a95-cd5ea8bbe60e', 'thread', ''])('is unknown for %j', (id) => {
    expect(uuidInstant(id)).toBeUndefined()
  })
})

describe('isUuid', () => {
  it('tells ids of the whole world from numbers of a session', () => {
    expect(isUuid('c64ca75e-fd92-44d2-9a95-cd5ea8bbe60e')).toBe(true)
    expect(isUuid('1')).toBe(false)
  })
})

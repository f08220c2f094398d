import { describe, expect, it } from 'vitest'
import { fragmentOf, placeOf } from './view.ts'

describe('the fragment of a place', () => {
  it.each([
    { view: { kind: 'sessions' }, sessionId: null },
    { view: { kind: 'overview' }, sessionId: null },
    { view: { kind: 'gallery' }, sessionId: null },
    { view: { kind: 'session' }, sessionId: 'codex:a/b#c %"' },
  ] as const)('leads back to it: $view.kind', (place) => {
    expect(placeOf(fragmentOf(place))).toEqual(place)
  })

  it.each(['', '#', '#/nowhere', '#/session/', '#/session/%zz', '#token=abc'])(
    'is the list where it names no place: %s',
    (fragment) => {
      expect(placeOf(fragment)).toEqual({ view: { kind: 'sessions' }, sessionId: null })
    },
  )
})

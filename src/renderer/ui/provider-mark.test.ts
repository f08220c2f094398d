import { describe, expect, it } from 'vitest'
import { markOfUnknown } from './provider-mark.ts'

describe('the mark of a provider that is not known', () => {
  it('takes the first letters of its first two words', () => {
    expect(markOfUnknown('claude-code').monogram).toBe('Cc')
    expect(markOfUnknown('codex').monogram).toBe('Co')
  })

  it('has something to show for an id without letters', () => {
    expect(markOfUnknown('')).toMatchObject({ name: '', monogram: '?' })
  })
})

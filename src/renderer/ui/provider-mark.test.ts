import { describe, expect, it } from 'vitest'
import { providerMarkStyle } from './provider-mark.ts'

describe('the mark of a provider', () => {
  it('takes the first letters of its first two words', () => {
    expect(providerMarkStyle('claude-code').monogram).toBe('Cc')
    expect(providerMarkStyle('codex').monogram).toBe('Co')
  })

  it('is the same every time, and differs between providers', () => {
    const hues = ['claude-code', 'codex', 'cursor', 'copilot', 'gemini-cli', 'opencode'].map(
      (id) => providerMarkStyle(id).hue,
    )
    expect(providerMarkStyle('codex').hue).toBe(hues[1])
    expect(new Set(hues).size).toBe(hues.length)
  })

  it('has something to show for an id without letters', () => {
    expect(providerMarkStyle('').monogram).toBe('?')
  })
})

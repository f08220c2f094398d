import { describe, expect, it } from 'vitest'
import { windowByName } from './windows-by-name.ts'

describe('the window of a model', () => {
  it.each([
    ['claude-opus-5-5', 1_000_000],
    ['claude-sonnet-4-5-20250929', 200_000],
    ['anthropic/claude-opus-4-8', 1_000_000],
    ['gpt-6.1-sol', 1_050_000],
    ['gemini-3.8-pro', 1_048_576],
  ])('%s is deduced from its name', (model, tokens) => {
    expect(windowByName(model, 0)).toEqual({ tokens, inferred: true })
  })

  it.each(['gpt-60', 'mock-model', '', 'my-claude-opus-5'])('%j is not known', (model) => {
    expect(windowByName(model, 0)).toBeUndefined()
  })

  it('is never smaller than what was seen in use', () => {
    expect(windowByName('claude-sonnet-4-5', 300_000)?.tokens).toBe(300_000)
  })
})

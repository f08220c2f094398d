import { describe, expect, it } from 'vitest'
import { piModelWindow } from './models.ts'

describe('piModelWindow', () => {
  it.each([
    ['claude-sonnet-4-6', 1_000_000],
    ['anthropic/claude-haiku-4-5', 200_000],
    ['gpt-5.5', 272_000],
  ])('knows the window of %s as likely', (model, tokens) => {
    expect(piModelWindow(model, 0)).toEqual({ tokens, inferred: true })
  })

  it('is never smaller than what was used', () => {
    expect(piModelWindow('gpt-5', 380_000)?.tokens).toBe(380_000)
  })

  it('knows nothing of other models', () => {
    expect(piModelWindow('llama-3', 10)).toBeUndefined()
  })
})

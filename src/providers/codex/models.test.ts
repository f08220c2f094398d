import { describe, expect, it } from 'vitest'
import { codexModelWindow } from './models.ts'

describe('codexModelWindow', () => {
  it.each([
    ['gpt-5', 258_400],
    ['gpt-5-codex', 258_400],
    ['gpt-5.1-codex', 258_400],
    ['gpt-5.5', 258_400],
    ['openai/gpt-5.5', 258_400],
    ['GPT-6-Sol', 258_400],
    ['gpt-6.1-terra', 475_000],
    ['gpt-daybreak-red', 353_400],
    ['gpt-4.1', 1_047_576],
    ['gpt-4o', 128_000],
    ['o3', 200_000],
    ['o4-mini', 200_000],
  ])('lists %s with %i tokens', (model, tokens) => {
    expect(codexModelWindow(model, 0)).toEqual({ tokens, inferred: false })
  })

  it.each(['gpt-5.4', 'gpt-5.6-nova', 'gpt-6-nova'])(
    'takes the window of the family for %s, and says so',
    (model) => {
      expect(codexModelWindow(model, 0)).toEqual({ tokens: 258_400, inferred: true })
    },
  )

  it('grows with what was seen in use, and says so', () => {
    expect(codexModelWindow('gpt-6-sol', 300_000)).toEqual({ tokens: 828_400, inferred: true })
    expect(codexModelWindow('gpt-6-sol', 900_000)).toEqual({ tokens: 1_050_000, inferred: true })
    expect(codexModelWindow('gpt-6-sol', 2_000_000)).toEqual({ tokens: 2_000_000, inferred: true })
    expect(codexModelWindow('gpt-4o', 130_000)).toEqual({ tokens: 130_000, inferred: true })
  })

  it.each(['claude-opus-5-5', 'qwen3-coder', 'gpt-50', 'unknown', ''])('knows nothing of %j', (model) => {
    expect(codexModelWindow(model, 0)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { longestKnown, normaliseModelId } from './model-id.ts'

describe('the id of a model', () => {
  it.each([
    ['claude-opus-5-5', 'claude-opus-5-5'],
    ['Claude-Opus-5-5 ', 'claude-opus-5-5'],
    ['claude-sonnet-4-6[1m]', 'claude-sonnet-4-6'],
    ['anthropic/claude-opus-4.5', 'claude-opus-4-5'],
    ['openrouter/anthropic/claude-3.7-sonnet:thinking', 'claude-3-7-sonnet'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5-20250929'],
    ['bedrock/global.anthropic.claude-opus-5-v1:0', 'claude-opus-5'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet-20241022'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['claude-3-5-sonnet-v2@20241022', 'claude-3-5-sonnet'],
    ['claude-4.5-sonnet', 'claude-sonnet-4-5'],
    ['claude-4-opus', 'claude-opus-4'],
    ['openai/gpt-5.5', 'gpt-5.5'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
  ])('%s is %s', (id, normalised) => {
    expect(normaliseModelId(id)).toBe(normalised)
  })
})

describe('the longest known beginning of an id', () => {
  const known = new Map(['gpt-5', 'gpt-5-mini', 'claude-sonnet-5', 'gemini-3-pro'].map((id) => [id, id]))

  it.each([
    ['gpt-5', 'gpt-5'],
    ['gpt-5-2025-08-07', 'gpt-5'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['gpt-5-high', 'gpt-5'],
    ['claude-sonnet-5-20260601-thinking', 'claude-sonnet-5'],
    ['gemini-3-pro-preview-06-05', 'gemini-3-pro'],
    ['gemini-3-pro-001', 'gemini-3-pro'],
  ])('of %s is %s', (id, model) => {
    expect(longestKnown(id, (name) => known.get(name))).toBe(model)
  })

  it.each(['claude-sonnet-5-7', 'gpt-5-mega', 'gpt-5.9', 'gpt-5-pro', 'gpt-50', 'claude-sonnet-5-fast', ''])(
    'is none for %j, which is another model',
    (id) => {
      expect(longestKnown(id, (name) => known.get(name))).toBeUndefined()
    },
  )
})

import { describe, expect, it } from 'vitest'
import { LISTED_MODELS } from './model-catalogue.ts'
import { listedModel, modelWindow, plainModelId } from './models.ts'

describe('plainModelId', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['global.anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['us-gov.anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet'],
    ['anthropic/claude-opus-5-5', 'claude-opus-5-5'],
    ['vertex_ai/claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['claude-3-5-sonnet-v2@20241022', 'claude-3-5-sonnet'],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet'],
    [
      'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-8',
      'claude-opus-4-8',
    ],
    ['Claude-Sonnet-4-6[1m]', 'claude-sonnet-4-6'],
  ])('finds the catalogue’s name of %s', (spelling, id) => {
    expect(plainModelId(spelling)).toBe(id)
    expect(LISTED_MODELS.has(id)).toBe(true)
  })
})

describe('listedModel', () => {
  it('takes a model without a second number for its first', () => {
    expect(listedModel('claude-opus-4-20250514')).toBe(LISTED_MODELS.get('claude-opus-4-0'))
    expect(listedModel('claude-sonnet-4@20250514')).toBe(LISTED_MODELS.get('claude-sonnet-4-0'))
  })
})

describe('modelWindow', () => {
  it.each([
    ['claude-opus-5-5', 1_000_000],
    ['claude-sonnet-4-6', 200_000],
    ['claude-sonnet-4-6[1m]', 1_000_000],
    ['claude-haiku-4-5-20251001', 200_000],
    ['claude-opus-4-20250514', 200_000],
    ['claude-3-7-sonnet-20250219', 200_000],
  ])('knows the window of %s', (model, tokens) => {
    expect(modelWindow(model, 0)).toEqual({ tokens, inferred: false })
  })

  it.each([
    ['claude-opus-5-5-fast', 1_000_000],
    ['claude-opus-4-1-preview', 200_000],
    ['claude-saga-7', 1_000_000],
    ['claude-sonnet-4-9', 1_000_000],
    ['claude-3-opus-20240229', 200_000],
    ['claude-2.1', 200_000],
    ['claude-instant-1.2', 200_000],
  ])('infers the window of %s, which is not listed', (model, tokens) => {
    expect(modelWindow(model, 0)).toEqual({ tokens, inferred: true })
  })

  it('is never smaller than what was in it', () => {
    expect(modelWindow('claude-sonnet-4-5', 200_000)).toEqual({ tokens: 200_000, inferred: false })
    expect(modelWindow('claude-sonnet-4-5', 200_001)).toEqual({ tokens: 1_000_000, inferred: true })
    expect(modelWindow('claude-opus-5-5', 1_200_000)).toEqual({ tokens: 1_200_000, inferred: true })
  })

  it.each(['gpt-6', 'glm-4.6', '<synthetic>', ''])(
    'is not known for %j, which is no model of Claude’s',
    (model) => {
      expect(modelWindow(model, 500_000)).toBeUndefined()
    },
  )
})

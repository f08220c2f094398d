import { describe, expect, it } from 'vitest'
import { type HealthPart, healthSchema } from '../../shared/contract/session.ts'
import { defaultSettings } from '../settings/default-settings.ts'
import { type HealthInputs, scoreHealth } from './score.ts'

const { healthWeights, healthThresholds } = defaultSettings()
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const FRESH: HealthInputs = {
  contextUsed: 0,
  contextLimit: 200_000,
  durationMs: 0,
  idleMs: 0,
  ended: false,
  trouble: { messages: 12, apiErrors: 0, toolErrors: 0, retries: 0 },
}
const UNKNOWN: HealthInputs = {
  contextUsed: null,
  contextLimit: null,
  durationMs: null,
  idleMs: null,
  ended: false,
  trouble: null,
}

function score(inputs: Partial<HealthInputs>, weights = healthWeights, base = FRESH) {
  return scoreHealth({ ...base, ...inputs }, weights, healthThresholds)
}

function part(name: HealthPart['name'], inputs: Partial<HealthInputs>, base = FRESH): HealthPart | undefined {
  return score(inputs, healthWeights, base).parts.find((part) => part.name === name)
}

describe('the score', () => {
  it('is 100 for a session that has just begun', () => {
    expect(score({})).toMatchObject({ score: 100, level: 'healthy' })
  })

  it('is the mean of the parts by their weights', () => {
    // 60 × 40 + 85 × 20 + 95 × 20 + 100 × 20 = 8,000
    const health = score({ contextUsed: 170_000, durationMs: 45 * MINUTE, idleMs: 2 * MINUTE })
    expect(health.parts.map((part) => part.score)).toEqual([60, 85, 95, 100])
    expect(health.parts.map((part) => part.weight)).toEqual([40, 20, 20, 20])
    expect(health).toMatchObject({ score: 80, level: 'healthy' })
  })

  it('leaves out parts that have none, and weighs the others as they stand to each other', () => {
    // (85 × 20 + 95 × 20 + 100 × 20) / 60 = 93.3
    const health = score({ contextLimit: null, durationMs: 45 * MINUTE, idleMs: 2 * MINUTE })
    expect(health.parts[0]).toMatchObject({ score: null, weight: 40, level: 'unscored' })
    expect(health.score).toBe(93)
  })

  it('follows the weights that are set', () => {
    const weights = { tokenUsage: 100, duration: 0, activity: 0, errors: 0 }
    expect(score({ contextUsed: 170_000, durationMs: 24 * HOUR }, weights).score).toBe(60)
  })

  it('is not there where no part has one, or none that weighs anything', () => {
    expect(score({}, healthWeights, UNKNOWN)).toMatchObject({ score: null, level: 'unscored' })
    const weights = { tokenUsage: 100, duration: 0, activity: 0, errors: 0 }
    expect(score({ contextUsed: null }, weights)).toMatchObject({ score: null, level: 'unscored' })
  })

  it('fits the contract', () => {
    for (const inputs of [FRESH, UNKNOWN, { ...FRESH, contextUsed: 999_999, idleMs: -5 * MINUTE }]) {
      const health = scoreHealth(inputs, healthWeights, healthThresholds)
      expect(healthSchema.parse(health)).toEqual(health)
    }
  })
})

describe('the level', () => {
  const onlyTokens = { tokenUsage: 100, duration: 0, activity: 0, errors: 0 }

  it.each([
    [0.775, 70, 'healthy'],
    [0.79, 68, 'warning'],
    [0.9, 40, 'warning'],
    [0.9025, 39, 'critical'],
    [1, 0, 'critical'],
  ])('of a context filled by %d, which scores %d, is %s', (ratio, points, level) => {
    expect(score({ contextUsed: ratio * 200_000 }, onlyTokens)).toMatchObject({ score: points, level })
  })

  it('follows the thresholds that are set', () => {
    const inputs = { ...FRESH, contextUsed: 170_000 }
    expect(scoreHealth(inputs, onlyTokens, { healthy: 60, critical: 20 }).level).toBe('healthy')
    expect(scoreHealth(inputs, onlyTokens, { healthy: 90, critical: 61 }).level).toBe('critical')
  })

  it('is there for each part', () => {
    const levels = score({ contextUsed: 200_000, durationMs: 4 * HOUR, ended: true }).parts.map(
      (p) => p.level,
    )
    expect(levels).toEqual(['critical', 'warning', 'unscored', 'healthy'])
  })
})

describe('token usage', () => {
  it('says how full the context is', () => {
    expect(part('tokenUsage', { contextUsed: 170_000 })).toEqual({
      name: 'tokenUsage',
      score: 60,
      weight: 40,
      level: 'warning',
      inputs: { usedTokens: 170_000, limitTokens: 200_000, ratio: 0.85 },
      sentence: 'Context is 85% full (170k of 200k tokens).',
    })
  })

  it('is never more than full', () => {
    expect(part('tokenUsage', { contextUsed: 300_000 })).toMatchObject({ score: 0, inputs: { ratio: 1 } })
  })

  it('has no score without a limit, and says what is known', () => {
    expect(part('tokenUsage', { contextUsed: 12_345, contextLimit: null })).toMatchObject({
      score: null,
      sentence: 'Context holds 12.3k tokens; its limit is not known.',
    })
    expect(part('tokenUsage', { contextUsed: null })).toMatchObject({ score: null })
  })
})

describe('duration', () => {
  it('falls clearly after six hours', () => {
    expect(part('duration', { durationMs: 45 * MINUTE })).toMatchObject({
      score: 85,
      inputs: { durationMinutes: 45 },
      sentence: 'Has run for 45m.',
    })
    expect(part('duration', { durationMs: 6 * HOUR })?.score).toBeLessThanOrEqual(15)
    expect(part('duration', { durationMs: 3 * 24 * HOUR })?.score).toBe(0)
  })
})

describe('activity', () => {
  it('falls with the time since the last activity', () => {
    expect(part('activity', { idleMs: 2 * MINUTE })).toMatchObject({
      score: 95,
      inputs: { idleMinutes: 2 },
      sentence: 'Last active 2m ago.',
    })
    expect(part('activity', { idleMs: 30 * MINUTE })?.score).toBe(50)
  })

  it('has no score after the end', () => {
    expect(part('activity', { idleMs: 5 * HOUR, ended: true })).toMatchObject({
      score: null,
      inputs: { idleMinutes: 300 },
    })
  })
})

describe('errors', () => {
  const trouble = { messages: 100, apiErrors: 0, toolErrors: 0, retries: 0 }

  it('are none in a session without any', () => {
    expect(part('errors', { trouble: { ...trouble, messages: 1 } })).toMatchObject({
      score: 100,
      sentence: 'No errors in 1 message.',
    })
  })

  it('weigh most where a request failed for good, less for a tool call, least for a retry', () => {
    const scoreOf = (more: object): number =>
      part('errors', { trouble: { ...trouble, ...more } })?.score ?? NaN
    expect(scoreOf({ apiErrors: 10 })).toBe(60)
    expect(scoreOf({ toolErrors: 10 })).toBe(90)
    expect(scoreOf({ retries: 10 })).toBe(96)
  })

  it('are measured by the messages, but one in a short session is not the end of it', () => {
    expect(part('errors', { trouble: { ...trouble, messages: 2, apiErrors: 1 } })?.score).toBe(60)
    expect(part('errors', { trouble: { ...trouble, messages: 20, apiErrors: 1 } })?.score).toBe(80)
    expect(part('errors', { trouble: { ...trouble, messages: 0, apiErrors: 5 } })?.score).toBe(0)
  })

  it('are named in the sentence', () => {
    const all = { messages: 40, apiErrors: 1, toolErrors: 3, retries: 1 }
    expect(part('errors', { trouble: all })).toMatchObject({
      inputs: { ...all, errorsPerMessage: 0.046 },
      sentence: '1 failed request, 3 failed tool calls and 1 retry in 40 messages.',
    })
  })

  it('have no score before anything was said, or without a transcript', () => {
    expect(part('errors', { trouble: { ...trouble, messages: 0 } })?.score).toBeNull()
    expect(part('errors', { trouble: null })?.score).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { parseSettings } from './settings.ts'
import { configuredLimit, defaultLimit } from './token-limits.ts'

const { tokenLimits } = parseSettings({
  token_limits: {
    claude_max5: 36_000,
    providers: { 'claude-code': 'claude_max5', codex: 100_000 },
    models: { 'gpt-5.5': 272_000 },
  },
}).settings

describe('the limit that a person set', () => {
  it('is that of the model, before that of the assistant', () => {
    expect(configuredLimit(tokenLimits, 'codex', 'gpt-5.5')).toBe(272_000)
    expect(configuredLimit(tokenLimits, 'codex', 'gpt-5-mini')).toBe(100_000)
    expect(configuredLimit(tokenLimits, 'codex', null)).toBe(100_000)
  })

  it('can be one of the named limits', () => {
    expect(configuredLimit(tokenLimits, 'claude-code', 'claude-opus-5-5')).toBe(36_000)
  })

  it('is not there where nothing was set, whatever the name', () => {
    expect(configuredLimit(tokenLimits, 'cursor', 'auto')).toBeUndefined()
    expect(configuredLimit(tokenLimits, 'constructor', 'toString')).toBeUndefined()
  })
})

describe('the default limit', () => {
  it('is the named one of the assistant, and none for an assistant without', () => {
    expect(defaultLimit(tokenLimits, 'claude_pro')).toBe(200_000)
    expect(defaultLimit(tokenLimits, 'claude_max5')).toBe(36_000)
    expect(defaultLimit(tokenLimits, 'cursor_default')).toBe(10_000)
    expect(defaultLimit(tokenLimits, 'github_copilot')).toBe(8_000)
    expect(defaultLimit(tokenLimits, undefined)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS_FILE, defaultSettings } from './default-settings.ts'
import { parseSettings } from './settings.ts'

describe('settings', () => {
  it('have the defaults of the seed where nothing is set', () => {
    const { settings, file, problems } = parseSettings({})
    expect(problems).toEqual([])
    expect(settings).toEqual(defaultSettings())
    expect(file).toEqual(DEFAULT_SETTINGS_FILE)
    expect(settings).toEqual({
      tokenLimits: {
        named: { claude_pro: 200_000, claude_max5: 35_000, cursor_default: 10_000, github_copilot: 8_000 },
        providers: {},
        models: {},
      },
      healthThresholds: { healthy: 70, critical: 40 },
      healthWeights: { tokenUsage: 40, duration: 20, activity: 20, errors: 20 },
      recommendations: {
        tokenUsageRatio: 0.85,
        longRunningMs: 4 * 3_600_000,
        closeIdleMs: 30 * 60_000,
        archiveIdleMs: 2 * 3_600_000,
      },
      notifications: { nearLimitRatio: 0.85, criticalScore: 40, hysteresisPoints: 5, cooldownMs: 5 * 60_000 },
      findings: { repeatedFailures: 3, repeatedPrompts: 2, retriesInRow: 5, longOutputTokens: 10_000 },
      sessionDiscovery: { ignorePatterns: [] },
      dashboard: { theme: 'system', refreshMs: 5000 },
      prices: {},
      export: { format: 'json', conversation: true, redact: true },
      server: { address: '127.0.0.1', port: 0 },
      autoTags: [],
      providers: {},
    })
  })

  it('take what is set and keep the other defaults', () => {
    const { settings, problems } = parseSettings({
      token_limits: {
        claude_pro: 150_000,
        providers: { 'claude-code': 'claude_max5' },
        models: { 'gpt-5.5': 272_000 },
      },
      health_thresholds: { healthy: 80 },
      health_weights: { token_usage: 70, duration: 10, activity: 10, errors: 10 },
      recommendations: { close_idle_minutes: 5 },
      dashboard: { refresh_seconds: 2.5 },
      prices: { 'OpenRouter/my.model': { input: 1, output: 4, cache_write: 2 } },
      session_discovery: { ignore_patterns: ['**/scratch/**'] },
      providers: { cursor: { enabled: false }, codex: {} },
    })
    expect(problems).toEqual([])
    expect(settings.tokenLimits).toEqual({
      named: { claude_pro: 150_000, claude_max5: 35_000, cursor_default: 10_000, github_copilot: 8_000 },
      providers: { 'claude-code': 'claude_max5' },
      models: { 'gpt-5.5': 272_000 },
    })
    expect(settings.healthThresholds).toEqual({ healthy: 80, critical: 40 })
    expect(settings.healthWeights).toEqual({ tokenUsage: 70, duration: 10, activity: 10, errors: 10 })
    expect(settings.dashboard).toEqual({ theme: 'system', refreshMs: 2500 })
    expect(settings.prices).toEqual({
      'my.model': { input: 1, output: 4, cacheRead: 1, cacheWrite: 2, cacheWrite1h: 2 },
    })
    expect(settings.recommendations).toMatchObject({ closeIdleMs: 300_000, archiveIdleMs: 7_200_000 })
    expect(settings.sessionDiscovery.ignorePatterns).toEqual(['**/scratch/**'])
    expect(settings.providers).toEqual({ cursor: { enabled: false }, codex: { enabled: true } })
  })
})

describe('what is wrong in settings', () => {
  it.each([
    ['helth_weights', { helth_weights: {} }, 'Did you mean "health_weights"?'],
    ['healthWeights', { healthWeights: {} }, 'Did you mean "health_weights"?'],
    ['token_limits.cladue_pro', { token_limits: { cladue_pro: 1 } }, 'Did you mean "claude_pro"?'],
    ['providers.codex.enbled', { providers: { codex: { enbled: true } } }, 'Did you mean "enabled"?'],
    ['recommendations.idle', { recommendations: { idle: 1 } }, 'Unknown key. Ignored.'],
    ['colour', { colour: 'red' }, 'Unknown key. Ignored.'],
  ])('is an unknown key: %s', (path, value, message) => {
    const { settings, problems } = parseSettings(value)
    expect(problems).toEqual([
      { kind: 'unknown', path, place: undefined, message: expect.stringContaining(message) },
    ])
    expect(settings.healthWeights).toEqual(defaultSettings().healthWeights)
  })

  it.each([
    ['token_limits.claude_pro', { token_limits: { claude_pro: '200k' } }],
    ['token_limits.claude_pro', { token_limits: { claude_pro: 0 } }],
    ['token_limits.models.gpt-5', { token_limits: { models: { 'gpt-5': 'claude_ultra' } } }],
    ['health_thresholds.healthy', { health_thresholds: { healthy: 101 } }],
    ['health_thresholds', { health_thresholds: { healthy: 40, critical: 70 } }],
    ['health_weights', { health_weights: [40, 20, 20, 20] }],
    ['health_weights', { health_weights: { token_usage: 50 } }],
    ['recommendations.close_idle_minutes', { recommendations: { close_idle_minutes: -1 } }],
    ['session_discovery.ignore_patterns', { session_discovery: { ignore_patterns: '*.tmp' } }],
    ['dashboard.theme', { dashboard: { theme: 'plaid' } }],
    ['dashboard.refresh_seconds', { dashboard: { refresh_seconds: 0 } }],
    ['prices.my-model.output', { prices: { 'my-model': { input: 1 } } }],
    ['prices.my-model.output', { prices: { 'my-model': { input: 1, output: -1 } } }],
    ['export.format', { export: { format: 'word' } }],
    ['server.address', { server: { address: '0.0.0.0' } }],
    ['server.port', { server: { port: 70_000 } }],
    ['auto_tags.0', { auto_tags: [{ tag: 'work' }] }],
    ['auto_tags.0.tag', { auto_tags: [{ tag: 'two\nlines', provider: 'codex' }] }],
    ['providers.cursor', { providers: { cursor: false } }],
    ['providers.cursor.enabled', { providers: { cursor: { enabled: 'no' } } }],
  ])('is a bad value, which its default replaces: %s', (path, value) => {
    const { settings, problems } = parseSettings(value)
    expect(problems.map((problem) => problem.path)).toEqual([path])
    expect({ ...settings, providers: {} }).toEqual(defaultSettings())
  })

  it('does not keep the rest from applying', () => {
    const { settings, problems } = parseSettings({
      unknown: 1,
      token_limits: { claude_pro: 'many', claude_max5: 40_000, providers: { codex: -1, cursor: 12_000 } },
      session_discovery: { ignore_patterns: ['one', 2, 'three', ''] },
      health_weights: { token_usage: 25, duration: 25, activity: 25, errors: 25 },
    })
    expect(problems.map((problem) => problem.path).toSorted()).toEqual([
      'session_discovery.ignore_patterns.1',
      'session_discovery.ignore_patterns.3',
      'token_limits.claude_pro',
      'token_limits.providers.codex',
      'unknown',
    ])
    expect(settings.tokenLimits.named).toMatchObject({ claude_pro: 200_000, claude_max5: 40_000 })
    expect(settings.tokenLimits.providers).toEqual({ cursor: 12_000 })
    expect(settings.sessionDiscovery.ignorePatterns).toEqual(['one', 'three'])
    expect(settings.healthWeights.tokenUsage).toBe(25)
  })

  it('says what weights add up to', () => {
    const { problems } = parseSettings({ health_weights: { token_usage: 60 } })
    expect(problems[0]?.message).toContain('must add up to 100; these make 120')
    expect(
      parseSettings({ health_weights: { token_usage: 33.4, duration: 33.3, activity: 33.3, errors: 0 } })
        .problems,
    ).toEqual([])
  })

  it.each([[null], [[]], ['text'], [42], [undefined]])('can be everything: %j', (value) => {
    const { settings, problems } = parseSettings(value)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.path).toBe('')
    expect(settings).toEqual(defaultSettings())
  })

  it('leaves what it was given as it was', () => {
    const value = { token_limits: { claude_pro: 'many' }, unknown: 1 }
    parseSettings(value)
    expect(value).toEqual({ token_limits: { claude_pro: 'many' }, unknown: 1 })
  })
})

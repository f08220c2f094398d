import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings, parseSettings } from '../src/core/settings/settings.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8')
const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')

describe('the page on settings', () => {
  it('shows a file that is taken as a whole', () => {
    expect(parseSettings(example).problems).toEqual([])
  })

  it('shows the defaults, but for its examples', () => {
    const { tokenLimits, sessionDiscovery, providers, ...rest } = parseSettings(example).settings
    const defaults = defaultSettings()
    expect({ ...rest, named: tokenLimits.named }).toEqual({
      healthThresholds: defaults.healthThresholds,
      healthWeights: defaults.healthWeights,
      recommendations: defaults.recommendations,
      named: defaults.tokenLimits.named,
    })
    expect(sessionDiscovery.ignorePatterns).toHaveLength(1)
    expect(Object.keys(providers)).toEqual(['cursor'])
  })
})

import { describe, expect, it } from 'vitest'
import { contextSchema } from '../../shared/contract/session.ts'
import { type ContextFacts, resolveContext } from './context-limit.ts'

const NOTHING: ContextFacts = {
  used: undefined,
  largestUsed: undefined,
  reportedLimit: undefined,
  configuredLimit: undefined,
  modelWindow: undefined,
  defaultLimit: undefined,
}
const used = (tokens: number): Pick<ContextFacts, 'used'> => ({ used: { tokens, source: 'reported' } })

describe('the limit of a context', () => {
  it.each([
    [
      'what the assistant wrote down',
      {
        reportedLimit: 258_400,
        configuredLimit: 1,
        modelWindow: { tokens: 2, inferred: false },
        defaultLimit: 3,
      },
      [258_400, 'reported'],
    ],
    [
      'else what the person set',
      { configuredLimit: 35_000, modelWindow: { tokens: 200_000, inferred: false }, defaultLimit: 3 },
      [35_000, 'config'],
    ],
    [
      'else the window of the model, before a default',
      { modelWindow: { tokens: 1_000_000, inferred: false }, defaultLimit: 200_000 },
      [1_000_000, 'model'],
    ],
    [
      'which may be inferred',
      { modelWindow: { tokens: 1_000_000, inferred: true } },
      [1_000_000, 'inferred'],
    ],
    ['else the default', { defaultLimit: 8_000 }, [8_000, 'default']],
    ['else unknown', {}, [null, 'unknown']],
    ['and never a limit of nothing', { reportedLimit: 0, configuredLimit: Number.NaN }, [null, 'unknown']],
  ] as const)('is %s', (_, facts, [limit, limitSource]) => {
    expect(resolveContext({ ...NOTHING, ...facts })).toMatchObject({ limit, limitSource })
  })

  it('becomes the next larger window where more was used than an assumed one holds', () => {
    const model = { modelWindow: { tokens: 200_000, inferred: false } }
    expect(resolveContext({ ...NOTHING, ...model, ...used(250_000) })).toEqual({
      used: 250_000,
      limit: 1_000_000,
      ratio: 0.25,
      source: 'reported',
      limitSource: 'inferred',
    })
    expect(resolveContext({ ...NOTHING, defaultLimit: 8_000, ...used(8_001) })).toMatchObject({
      limit: 200_000,
      limitSource: 'inferred',
    })
  })

  it('remembers that more was used before a compaction', () => {
    const facts = { modelWindow: { tokens: 200_000, inferred: false }, largestUsed: 300_000, ...used(20_000) }
    expect(resolveContext({ ...NOTHING, ...facts })).toMatchObject({ limit: 1_000_000, ratio: 0.02 })
  })

  it('is what was seen where that is more than any known window', () => {
    expect(resolveContext({ ...NOTHING, defaultLimit: 8_000, ...used(1_200_000) })).toMatchObject({
      limit: 1_200_000,
      ratio: 1,
      limitSource: 'inferred',
    })
  })

  it('stands where somebody stated it, and what exceeds it is full', () => {
    expect(resolveContext({ ...NOTHING, reportedLimit: 258_400, ...used(260_000) })).toMatchObject({
      limit: 258_400,
      ratio: 1,
      limitSource: 'reported',
    })
    expect(resolveContext({ ...NOTHING, configuredLimit: 35_000, ...used(60_000) })).toMatchObject({
      limit: 35_000,
      ratio: 1,
      limitSource: 'config',
    })
  })
})

describe('the occupancy of a context', () => {
  it('says where its number comes from', () => {
    const facts = { ...NOTHING, defaultLimit: 10_000, used: { tokens: 1_400, source: 'estimated' as const } }
    expect(resolveContext(facts)).toMatchObject({ used: 1_400, ratio: 0.14, source: 'estimated' })
  })

  it('is unknown without a number, or without a limit, and never a guess', () => {
    expect(resolveContext({ ...NOTHING, defaultLimit: 10_000 })).toMatchObject({ used: null, ratio: null })
    expect(resolveContext({ ...NOTHING, ...used(10) })).toMatchObject({ used: 10, limit: null, ratio: null })
    expect(resolveContext(NOTHING)).toMatchObject({ source: 'unknown', limitSource: 'unknown' })
  })

  it('fits the contract', () => {
    for (const tokens of [0, 8_000, 8_001, 5_000_000]) {
      const context = resolveContext({ ...NOTHING, defaultLimit: 8_000, ...used(tokens) })
      expect(contextSchema.parse(context)).toEqual(context)
    }
  })
})

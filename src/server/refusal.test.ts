import { describe, expect, it } from 'vitest'
import { createRefusalLog } from './refusal.ts'
import { createManualClock, createRecordingLogger } from './testing/recording-logger.ts'
import { launchTokenFrom } from './token.ts'

const token = launchTokenFrom('t'.repeat(43))

describe('the log of refused requests', () => {
  it('holds method, path and reason', () => {
    const logger = createRecordingLogger()
    createRefusalLog(createManualClock(), logger, token)('GET', '/rpc/x', 'host not allowed')
    expect(logger.text()).toContain(`{ method: 'GET', path: '/rpc/x', reason: 'host not allowed' }`)
  })

  it('holds no token, no control characters and no endless path', () => {
    const logger = createRecordingLogger()
    createRefusalLog(createManualClock(), logger, token)(
      'GET',
      `/${token.value}\u001b[31m${'x'.repeat(9999)}`,
      'no',
    )
    expect(logger.text()).toContain('/[token]?[31mxxx')
    expect(logger.text()).not.toContain('\u001b')
    expect(logger.text().length).toBeLessThan(400)
  })

  it('counts what comes after twenty lines in a minute, and says so afterwards', () => {
    const logger = createRecordingLogger()
    const clock = createManualClock()
    const log = createRefusalLog(clock, logger, token)
    for (let i = 0; i < 50; i += 1) log('GET', '/', 'no')
    expect(logger.messages('warn')).toHaveLength(20)
    clock.advance(60_000)
    log('GET', '/', 'no')
    expect(logger.messages('warn').slice(20)).toEqual(['more requests were refused', 'request refused'])
    expect(logger.text()).toContain('{ count: 30 }')
  })
})

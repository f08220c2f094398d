import { ORPCError } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createRecordingLogger } from './testing/recording-logger.ts'
import { logMaskedErrors } from './wire-errors.ts'

function intercept(next: () => Promise<unknown>, signal?: AbortSignal) {
  const logger = createRecordingLogger()
  const outcome = logMaskedErrors(logger)({ path: ['a', 'b'], next, ...(signal && { signal }) })
  return { logger, outcome: Promise.resolve(outcome) }
}

describe('the log of masked errors', () => {
  it.each([
    ['an unknown error', new Error('boom'), 1],
    ['something thrown that is no error', 'boom', 1],
    ['an answer that broke the contract', new ORPCError('INTERNAL_SERVER_ERROR'), 1],
    ['a typed error', new ORPCError('SESSION_NOT_FOUND', { defined: true }), 0],
    ['refused input', new ORPCError('BAD_REQUEST'), 0],
  ])('says of %s what the caller is not told', async (_name, error, lines) => {
    const { logger, outcome } = intercept(() => Promise.reject(error))
    await expect(outcome).rejects.toBe(error)
    expect(logger.messages('error')).toEqual(Array.from({ length: lines }, () => 'a.b failed'))
  })

  it('says nothing of a call that its caller gave up', async () => {
    const abort = AbortSignal.abort()
    const { logger, outcome } = intercept(() => Promise.reject(abort.reason), abort)
    await expect(outcome).rejects.toBe(abort.reason)
    expect(logger.messages('error')).toEqual([])
  })

  it('still reports a bug in a call that its caller gave up', async () => {
    const { logger, outcome } = intercept(() => Promise.reject(new TypeError('bug')), AbortSignal.abort())
    await expect(outcome).rejects.toThrow('bug')
    expect(logger.messages('error')).toEqual(['a.b failed'])
  })

  it.each(['before', 'after'])(
    'ends a stream that nobody read from when its caller goes %s it began',
    async (moment) => {
      const abort = new AbortController()
      if (moment === 'before') abort.abort()
      const returned = Promise.withResolvers<void>()
      const stream = {
        next: async () => ({ done: false, value: 1 }),
        return: async () => {
          returned.resolve()
          return { done: true, value: undefined }
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
      await intercept(async () => stream, abort.signal).outcome
      abort.abort()
      await expect(returned.promise).resolves.toBeUndefined()
    },
  )
})

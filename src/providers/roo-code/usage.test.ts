import { describe, expect, it } from 'vitest'
import { taskDocuments } from '../lineages/cline/tasks.ts'
import { readRows } from '../lineages/cline/testing/reading.ts'
import { rooUsageOf } from './usage.ts'

const IN_3_28 = Date.parse('2025-10-01T00:00:00Z')
const IN_3_36 = Date.parse('2026-01-01T00:00:00Z')
const CACHED = { tokensOut: 5, cacheWrites: 100, cacheReads: 1000 }
const uncachedOf = (request: object, at: number) => rooUsageOf({ ...CACHED, ...request }, at)?.uncachedInput

describe('the input of a request', () => {
  it.each<[string, object, number, number]>([
    ['contains the cache since 3.29.5', { tokensIn: 1110, apiProtocol: 'anthropic' }, IN_3_36, 10],
    ['leaves it out before, with Anthropic', { tokensIn: 1110, apiProtocol: 'anthropic' }, IN_3_28, 1110],
    ['contains it before, with others', { tokensIn: 1110, apiProtocol: 'openai' }, IN_3_28, 10],
    ['leaves it out where it is smaller than that', { tokensIn: 10 }, IN_3_36, 10],
    ['is all from the cache', { tokensIn: 1100 }, IN_3_36, 0],
  ])('%s', (_what, request, at, uncached) => {
    expect(uncachedOf(request, at)).toBe(uncached)
  })

  it('is unknown until the answer is there', () => {
    expect(rooUsageOf({ apiProtocol: 'anthropic' }, IN_3_36)).toBeUndefined()
  })
})

describe('rows that only Roo Code writes', () => {
  const told = (...rows: readonly object[]) => readRows(rows, taskDocuments(rooUsageOf)).recording

  it('tell a request that is tried again after a while, once it is', () => {
    const text = '429 Too many requests'
    const waiting = { type: 'say', say: 'api_req_retry_delayed', text, partial: true }
    const recording = told({ type: 'say', say: 'text', text: 'Go' }, waiting, { ...waiting, partial: false })
    expect(recording.errors).toMatchObject([{ kind: 'retry', status: 429 }])
    expect(recording.lastPhase).toBe('model-working')
  })

  it('end the turn where the person has to allow more requests', () => {
    const recording = told(
      { type: 'say', say: 'text', text: 'Go' },
      { type: 'ask', ask: 'auto_approval_max_req_reached' },
    )
    expect(recording.lastPhase).toBe('done')
  })
})

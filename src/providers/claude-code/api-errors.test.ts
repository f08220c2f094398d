import { describe, expect, it } from 'vitest'
import { answer, instant, system } from './testing/rows.ts'
import { readRows } from './testing/transcripts.ts'

describe('an error', () => {
  const error = (fields: object, text = 'API Error: 529 Overloaded') =>
    readRows([
      answer(
        1,
        { model: '<synthetic>', content: [{ type: 'text', text }] },
        { isApiErrorMessage: true, ...fields },
      ),
    ]).errors[0]

  it('has its status from the row, or from its text', () => {
    expect(error({ apiErrorStatus: 400 })).toMatchObject({
      kind: 'api',
      status: 400,
      message: 'API Error: 529 Overloaded',
    })
    expect(error({})).toMatchObject({ status: 529, at: instant(1) })
    expect(error({}, 'Connection error.')).toMatchObject({ status: undefined })
  })

  it.each([
    ['quota', { error: 'rate_limit' }, undefined],
    ['quota', { error: 'billing_error' }, undefined],
    ['signed-out', { error: 'authentication_failed' }, undefined],
    ['signed-out', { apiErrorStatus: 401 }, undefined],
    ['quota', {}, 'Claude AI usage limit reached|1795221114'],
    ['quota', {}, 'Credit balance is too low'],
    ['signed-out', {}, 'Invalid API key · Please run /login'],
    [undefined, { error: 'overloaded', apiErrorStatus: 529 }, undefined],
  ])('blocks by %s with %j %s', (blocks, fields, text) => {
    expect(error(fields, text)?.blocks).toBe(blocks)
  })

  it('of a retry is read from each shape that the record had', () => {
    const shapes = [
      { error: { formatted: '529 Overloaded', status: 529 } },
      { error: { message: 'fetch failed' } },
      { error: { status: 401, error: { error: { message: 'expired' } } } },
      {},
    ]
    expect(readRows(shapes.map((fields) => system(1, 'api_error', fields))).errors).toMatchObject([
      { kind: 'retry', message: '529 Overloaded', status: 529, blocks: undefined },
      { kind: 'retry', message: 'fetch failed', status: undefined },
      { kind: 'retry', message: 'expired', status: 401, blocks: 'signed-out' },
      { kind: 'retry', message: 'API error' },
    ])
  })
})

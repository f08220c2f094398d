import { describe, expect, it } from 'vitest'
import { failureOf } from './failures.ts'

describe('the failure in an error message', () => {
  it.each([
    [
      '[API Error: {"error":{"code":400,"message":"too long","status":"INVALID_ARGUMENT"}}]',
      { message: 'too long', status: 400, blocks: undefined },
    ],
    [
      `[API Error: ${JSON.stringify({ error: { message: '{"error":{"code":429,"message":"You exceeded your current quota"}}' } })}]`,
      { message: 'You exceeded your current quota', status: 429, blocks: 'quota' },
    ],
    [
      '[API Error: API key not valid. (Status: 400)]',
      { message: 'API key not valid. (Status: 400)', status: 400, blocks: 'signed-out' },
    ],
    ['[API Error: too many requests (Status: 429)]', { status: 429, blocks: undefined }],
    ['something else', { message: 'something else', status: undefined, blocks: undefined }],
    ['', { message: 'error without a message', status: undefined, blocks: undefined }],
    ['[API Error: {"error":]', { message: '{"error":', status: undefined, blocks: undefined }],
  ])('%s', (text, failure) => {
    expect(failureOf(text)).toMatchObject(failure)
  })
})

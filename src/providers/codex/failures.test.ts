import { describe, expect, it } from 'vitest'
import { failureOf } from './failures.ts'

describe('failureOf', () => {
  it.each([
    [
      {
        message: "You've hit your usage limit. Try again at 5 PM.",
        codex_error_info: 'usage_limit_exceeded',
      },
      'quota',
    ],
    [{ message: "You've hit your usage limit.", codex_error_info: 'other' }, 'quota'],
    [{ message: 'Quota exceeded. Check your plan and billing details.' }, 'quota'],
    [
      { message: '{"error":{"type":"usage_limit_reached","message":"The usage limit has been reached"}}' },
      'quota',
    ],
    [{ message: 'unexpected status 401 Unauthorized: no key' }, 'signed-out'],
    [
      { message: 'Your access token could not be refreshed. Please log out and sign in again.' },
      'signed-out',
    ],
    [{ message: 'refresh failed', codex_error_info: 'unauthorized' }, 'signed-out'],
    [{ message: 'ran out of room', codex_error_info: 'context_window_exceeded' }, 'request'],
    [
      {
        message:
          '{"error":{"message":"too long","type":"invalid_request_error","code":"rate_limit_exceeded"}}',
      },
      'request',
    ],
    [{ message: 'stream disconnected before completion', codex_error_info: 'other' }, undefined],
  ])('%j is caused by %s', (record, cause) => {
    expect(failureOf(record, 'error').cause).toBe(cause)
  })

  it.each([
    [{ message: 'x', codex_error_info: { http_connection_failed: { http_status_code: 503 } } }, 503],
    [
      { message: 'x', codex_error_info: { response_stream_disconnected: { http_status_code: null } } },
      undefined,
    ],
    [{ message: 'exceeded retry limit, last status: 429 Too Many Requests, request id: 4' }, 429],
    [{ message: 'unexpected status 503 Service Unavailable: 1024 bytes' }, 503],
    [{ message: 'line 400 of the file' }, undefined],
  ])('%j has status %s', (record, status) => {
    expect(failureOf(record, 'error').status).toBe(status)
  })

  it("is told in the server's own words, else in Codex's, else by its code", () => {
    expect(failureOf({ message: '{"error":{"message":"too long"}}' }, 'error').message).toBe('too long')
    expect(failureOf({ message: 'plain words' }, 'error').message).toBe('plain words')
    expect(failureOf({ codex_error_info: 'server_overloaded' }, 'error').message).toBe('server_overloaded')
    expect(
      failureOf({ error: { kind: 'rate_limit', message: 'Rate limit exceeded' } }, 'error').message,
    ).toBe('Rate limit exceeded')
    expect(failureOf({}, 'error').message).toBe('error without a message')
  })

  it('is a retry where Codex says that it tries again', () => {
    expect(failureOf({ message: 'Reconnecting... 2/5' }, 'stream_error').kind).toBe('retry')
    expect(failureOf({ message: 'stream error: gone' }, 'stream_error').kind).toBe('api')
    expect(failureOf({ message: 'not retrying any more' }, 'error').kind).toBe('api')
  })
})

import type { TranscriptErrorKind } from '../../shared/domain/transcript.ts'
import { countOf, isJsonObject, type JsonObject, objectOf, parseJson, textOf } from './json.ts'

/** An error as a record tells it, before it is known in which state of the account it came. */
export interface Failure {
  readonly kind: TranscriptErrorKind
  readonly message: string
  readonly status: number | undefined
  readonly cause: 'quota' | 'signed-out' | 'request' | undefined
}

const STATUS_IN_MESSAGE = /\b(?:unexpected status|last status:?|\(status)\s+([1-5]\d\d)\b/i
const QUOTA_WORDS = [
  'usage limit',
  'usage_limit_reached',
  'usage_not_included',
  'insufficient_quota',
  'quota exceeded',
  'out of credits',
  'spend cap',
  'upgrade to plus',
]
const SIGNED_OUT_WORDS = [
  '401 unauthorized',
  'access token could not be refreshed',
  'refresh token',
  'please log out and sign in',
  'please sign in',
  'please log in',
]
const RETRY_MESSAGE = /\bretrying\b|\breconnecting\b/i

/** Faults of the request itself: they say nothing about the account. */
const REQUEST_CODES = new Set(['bad_request', 'context_window_exceeded', 'sandbox_error', 'cyber_policy'])

/**
 * Reads `{message, codex_error_info}` of an `error`, a `stream_error` or a `task_complete.error`.
 * The info is a word (`usage_limit_exceeded`) or an object of one
 * (`{"http_connection_failed":{"http_status_code":503}}`).
 */
export function failureOf(record: JsonObject, event: 'error' | 'stream_error'): Failure {
  const inner = objectOf(record['error'])
  const raw = textOf(record['message']) ?? textOf(inner?.['message']) ?? ''
  const info = record['codex_error_info']
  const code = typeof info === 'string' ? info : isJsonObject(info) ? Object.keys(info)[0] : undefined
  const status = statusOf(info, code) ?? statusInMessage(raw)
  return {
    kind: event === 'stream_error' && RETRY_MESSAGE.test(raw) ? 'retry' : 'api',
    message: readableMessage(raw) || code || 'error without a message',
    status,
    cause: causeOf(code, status, raw),
  }
}

function statusOf(info: unknown, code: string | undefined): number | undefined {
  return code === undefined ? undefined : countOf(objectOf(objectOf(info)?.[code])?.['http_status_code'])
}

function statusInMessage(message: string): number | undefined {
  const match = STATUS_IN_MESSAGE.exec(message)
  return match ? Number(match[1]) : undefined
}

function causeOf(code: string | undefined, status: number | undefined, message: string): Failure['cause'] {
  if (code === 'usage_limit_exceeded') return 'quota'
  if (code === 'unauthorized' || status === 401) return 'signed-out'
  if (code !== undefined && REQUEST_CODES.has(code)) return 'request'
  if (status === 400 || status === 413 || status === 422) return 'request'
  const words = message.toLowerCase()
  if (QUOTA_WORDS.some((word) => words.includes(word))) return 'quota'
  if (SIGNED_OUT_WORDS.some((word) => words.includes(word))) return 'signed-out'
  return isRequestBody(message) ? 'request' : undefined
}

/** The server's own words, where the message is the body of its answer. */
function readableMessage(message: string): string {
  return textOf(errorInBody(message)?.['message']) ?? message
}

function isRequestBody(message: string): boolean {
  return errorInBody(message)?.['type'] === 'invalid_request_error'
}

function errorInBody(message: string): JsonObject | undefined {
  if (!message.startsWith('{')) return undefined
  return objectOf(objectOf(parseJson(message))?.['error'])
}

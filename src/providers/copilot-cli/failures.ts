import type { TranscriptError } from '../../shared/domain/transcript.ts'
import { type JsonObject, textOf, tokensOf } from '../json-values.ts'

const LEADING_STATUS = /^([1-5]\d\d)\b/
/** Limits that only time lifts, or another plan. Others pass by themselves or with another model. */
const LONG_LIMITS = new Set(['user_weekly_rate_limited', 'user_global_rate_limited'])
/** Words of model servers of one's own, which have no error type of Copilot's. */
const QUOTA_WORDS = /insufficient_quota|quota exceeded|exceeded your (?:current )?quota|out of credits/i
const PAYMENT_REQUIRED = 402
const UNAUTHORIZED = 401

/** Reads a `session.error`, or the error of a compaction that failed. Copilot writes one only when it gives up. */
export function failureOf(data: JsonObject, at: number): TranscriptError {
  const message = textOf(data['message']) ?? textOf(data['error']) ?? 'error without a message'
  const status = tokensOf(data['statusCode']) ?? statusInMessage(message)
  return { kind: 'api', at, message, status, blocks: blocksOf(data, message, status) }
}

function statusInMessage(message: string): number | undefined {
  const status = LEADING_STATUS.exec(message)?.[1]
  return status === undefined ? undefined : Number(status)
}

function blocksOf(data: JsonObject, message: string, status: number | undefined): TranscriptError['blocks'] {
  const type = data['errorType']
  const code = textOf(data['errorCode'])
  if (type === 'quota' || status === PAYMENT_REQUIRED) return 'quota'
  if (type === 'rate_limit' && code !== undefined && LONG_LIMITS.has(code)) return 'quota'
  if (type === 'authentication' || data['remediation'] === 'sign_in' || status === UNAUTHORIZED)
    return 'signed-out'
  return QUOTA_WORDS.test(message) ? 'quota' : undefined
}

import type { TranscriptError } from '../../shared/domain/transcript.ts'

/** How often Pi tries again by default; the failure after that is the last one. */
const MOST_RETRIES = 3
const STATUS = /\b([45]\d\d)\b/
/** Failures that Pi takes for passing ones. */
const PASSING = /overloaded|rate.?limit|too many requests|unavailable|server.?error|timed? ?out|terminated/i
const BROKEN_CONNECTION =
  /(?:network|connection|websocket|socket|upstream|fetch)\b.*\b(?:error|lost|closed|refused|failed|hang up)/i
const PASSING_STATUSES = new Set([429, 500, 502, 503, 504])
const QUOTA_WORDS =
  /insufficient_quota|quota exceeded|exceeded your (?:current )?quota|usage limit|credit balance/i
const SIGNED_OUT_WORDS =
  /invalid.{0,3}(?:x-)?api.?key|authentication|unauthorized|no api key|token (?:has )?expired/i
const UNAUTHORIZED = 401
const PAYMENT_REQUIRED = 402

/**
 * Reads the message of an answer that failed. Pi writes one for each attempt and does not say whether it tries again:
 * by its defaults it does for passing failures, three times. `failuresBefore` counts those without an answer between.
 */
export function failureOf(message: string, failuresBefore: number, at: number): TranscriptError {
  const found = STATUS.exec(message)?.[1]
  const status = found === undefined ? undefined : Number(found)
  const isPassing =
    PASSING.test(message) || BROKEN_CONNECTION.test(message) || PASSING_STATUSES.has(status ?? 0)
  const kind = isPassing && failuresBefore < MOST_RETRIES ? 'retry' : 'api'
  return { kind, at, message, status, blocks: blocksOf(message, status) }
}

function blocksOf(message: string, status: number | undefined): TranscriptError['blocks'] {
  if (QUOTA_WORDS.test(message) || status === PAYMENT_REQUIRED) return 'quota'
  return status === UNAUTHORIZED || SIGNED_OUT_WORDS.test(message) ? 'signed-out' : undefined
}

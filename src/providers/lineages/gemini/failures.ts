import type { TranscriptError } from '../../../shared/domain/transcript.ts'

const QUOTA_WORDS =
  /quota (?:is |was |has been )?exceeded|exceeded your (?:current |daily )?quota|exhausted your (?:daily )?(?:quota|capacity)|insufficient_quota|daily (?:quota|limit)|free allocated quota/i
const SIGNED_OUT_WORDS = /api key not valid|invalid api key|incorrect api key|please (?:log|sign) in/i

/** Says why nothing will move until a person acts. Too many requests in a minute pass by themselves. */
export function blockOf(status: number | undefined, message: string): TranscriptError['blocks'] {
  if (status === 401 || SIGNED_OUT_WORDS.test(message)) return 'signed-out'
  return QUOTA_WORDS.test(message) ? 'quota' : undefined
}

/** The value where it is an HTTP status, else `undefined`. */
export function statusOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599
    ? value
    : undefined
}

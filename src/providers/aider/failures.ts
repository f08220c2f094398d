import type { TranscriptError } from '../../shared/domain/transcript.ts'

/** Names of litellm's errors, which Aider shows with the module they are from. */
const ERROR = /^litellm\.(?:exceptions\.)?([A-Z]\w*(?:Error|Timeout|Exception)|Timeout)\b/
const STATUS: ReadonlyMap<string, number> = new Map([
  ['AuthenticationError', 401],
  ['BadRequestError', 400],
  ['ContextWindowExceededError', 400],
  ['InternalServerError', 500],
  ['NotFoundError', 404],
  ['PermissionDeniedError', 403],
  ['RateLimitError', 429],
  ['ServiceUnavailableError', 503],
  ['Timeout', 408],
  ['UnprocessableEntityError', 422],
])
const QUOTA_WORDS =
  /insufficient[_ ](?:quota|credits|funds|balance)|exceeded your current quota|credit balance is too low/i

/** A failed request, without its kind: only the lines behind it tell whether it is tried again. */
export type ShownFailure = Omit<TranscriptError, 'kind' | 'at'>

/** Reads what Aider shows of a request that failed; `undefined` for any other note. */
export function failureIn(note: string): ShownFailure | undefined {
  const name = ERROR.exec(note)?.[1]
  if (name === undefined) return undefined
  const isSignedOut = name === 'AuthenticationError'
  return {
    message: note,
    status: STATUS.get(name),
    blocks: QUOTA_WORDS.test(note) ? 'quota' : isSignedOut ? 'signed-out' : undefined,
  }
}

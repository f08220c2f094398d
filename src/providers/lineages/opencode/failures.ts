import type { TranscriptError } from '../../../shared/domain/transcript.ts'
import { type JsonObject, numberIn, objectIn, textIn } from './json.ts'

/** Name of the error of a message that the person stopped. */
const ABORTED = 'MessageAbortedError'
const QUOTA_WORDS = [
  'usage limit',
  'quota',
  'credit balance',
  'insufficient_quota',
  'insufficient credits',
  'out of credits',
  'payment required',
]

export function isInterruption(error: JsonObject): boolean {
  return textIn(error, 'name') === ABORTED
}

/** Reads `{name, data: {message, statusCode, …}}`. */
export function failureOf(error: JsonObject, kind: TranscriptError['kind'], at: number): TranscriptError {
  const data = objectIn(error, 'data')
  const name = textIn(error, 'name')
  const status = httpStatus(data)
  const message = textIn(data, 'message') ?? name ?? 'error without a message'
  return {
    kind,
    at,
    message,
    status,
    blocks: blocksOf(name, status, message),
  }
}

function httpStatus(data: JsonObject): number | undefined {
  const status = numberIn(data, 'statusCode') ?? 0
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}

function blocksOf(
  name: string | undefined,
  status: number | undefined,
  message: string,
): TranscriptError['blocks'] {
  if (name === 'ProviderAuthError' || status === 401) return 'signed-out'
  const words = message.toLowerCase()
  return status === 402 || QUOTA_WORDS.some((word) => words.includes(word)) ? 'quota' : undefined
}

import type { TranscriptError } from '../../../shared/domain/transcript.ts'
import { countOf, objectOf, parseObject, textOf } from '../../json-values.ts'

const STATUS = /^\s*(?:HTTP |Error:? )?([45]\d\d)\b/i
const QUOTA_WORDS =
  /insufficient[_ ](?:quota|credits|funds|balance)|quota exceeded|exceeded your (?:current )?quota|out of credits|credit balance/i
const SIGNED_OUT_WORDS = /\b(?:invalid api key|incorrect api key|not signed in|unauthorized)\b/i

/** Reads what Cline writes of a failure: a sentence, or a JSON object with the server's answer. */
export function failureOf(text: string, kind: TranscriptError['kind'], at: number): TranscriptError {
  const fields = parseObject(text)
  const named = fields && (textOf(fields['message']) ?? textOf(fields['errorMessage']))
  const message = named ?? (text === '' ? 'error without a message' : text)
  const status = fields && (countOf(fields['status']) ?? countOf(objectOf(fields['request'])['status']))
  return failure(message, isStatus(status) ? status : statusIn(message), kind, at)
}

function failure(
  message: string,
  status: number | undefined,
  kind: TranscriptError['kind'],
  at: number,
): TranscriptError {
  return { kind, at, message, status, blocks: blocksOf(message, status) }
}

function isStatus(status: number | undefined): boolean {
  return status !== undefined && status >= 100 && status <= 599
}

function statusIn(message: string): number | undefined {
  const status = STATUS.exec(message)?.[1]
  return status === undefined ? undefined : Number(status)
}

function blocksOf(message: string, status: number | undefined): TranscriptError['blocks'] {
  if (status === 402 || QUOTA_WORDS.test(message)) return 'quota'
  return status === 401 || SIGNED_OUT_WORDS.test(message) ? 'signed-out' : undefined
}

import type { TranscriptError } from '../../shared/domain/transcript.ts'
import { numberIn, objectIn, shortCopy, textIn, type JsonObject } from './json-values.ts'
import type { Reading } from './reading.ts'
import { textOf } from '../json-scan/texts.ts'

const MAX_MESSAGE_BYTES = 600

/** Values of a row's `error` after which nothing moves until a person acts. */
const BLOCKING: ReadonlyMap<string, TranscriptError['blocks']> = new Map([
  ['rate_limit', 'quota'],
  ['billing_error', 'quota'],
  ['authentication_failed', 'signed-out'],
] as const)

/** A request that failed for good: the program shows the error as if the model had said it. */
export function tellApiError(reading: Reading): void {
  if (!reading.isCopied) reading.sink.error(apiError(reading))
  reading.phase('failed')
}

function apiError({ row, block, at }: Reading): TranscriptError {
  const text = row.message.block(0)?.text
  const message = (text && textOf(block, text, MAX_MESSAGE_BYTES)) || 'API error'
  const status =
    httpStatus(row.apiErrorStatus) ?? httpStatus(Number(/^API Error: (\d{3})\b/.exec(message)?.[1]))
  const error = textOf(block, row.text.error) ?? ''
  const blocks = BLOCKING.get(error) ?? blocksByStatus(status) ?? blocksByText(message)
  return { kind: 'api', at, message, status, blocks }
}

/** A `system` record of a failed request that is tried again. The shape of `error` differs between versions. */
export function tellRetry(reading: Reading, record: JsonObject): void {
  if (reading.isCopied) return
  const error = objectIn(record, 'error')
  const nested = objectIn(objectIn(error, 'error'), 'error')
  const text =
    textIn(error, 'formatted') ?? textIn(error, 'message') ?? textIn(nested, 'message') ?? 'API error'
  const status = httpStatus(numberIn(error, 'status') ?? Number.NaN)
  const message = shortCopy(text, MAX_MESSAGE_BYTES)
  reading.sink.error({ kind: 'retry', at: reading.at, message, status, blocks: blocksByStatus(status) })
}

function httpStatus(value: number): number | undefined {
  return Number.isInteger(value) && value >= 100 && value <= 599 ? value : undefined
}

/** 429 alone may pass by itself; 401 does not. */
function blocksByStatus(status: number | undefined): TranscriptError['blocks'] {
  return status === 401 ? 'signed-out' : undefined
}

/** Versions before 2.1.300 name no `error`: only the sentence for the person says what it was. */
function blocksByText(message: string): TranscriptError['blocks'] {
  if (/Invalid API key|Please run \/login/i.test(message)) return 'signed-out'
  if (/limit reached|hit your limit|credit balance is too low/i.test(message)) return 'quota'
  return undefined
}

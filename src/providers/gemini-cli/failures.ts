import type { TranscriptError } from '../../shared/domain/transcript.ts'
import { blockOf, statusOf } from '../lineages/gemini/failures.ts'
import { type JsonObject, maybeObjectOf, parseJson, textOf } from '../json-values.ts'

const API_ERROR = /^\[API Error: ([\s\S]*)\]$/
const STATUS_IN_TEXT = /\(Status: (?:[A-Z_]+ )?(\d{3})\)/

/** Reads the text of an error message: `[API Error: …]` around the server's JSON, or around words. */
export function failureOf(text: string): Pick<TranscriptError, 'message' | 'status' | 'blocks'> {
  const said = API_ERROR.exec(text.trim())?.[1] ?? text.trim()
  const error = serverError(said)
  const inText = STATUS_IN_TEXT.exec(said)?.[1]
  const status = statusOf(error?.['code']) ?? statusOf(Number(inText))
  const message = textOf(error?.['message']) ?? (said || 'error without a message')
  return { message, status, blocks: blockOf(status, message) }
}

/** The server's error, which some versions wrap as text into another one. */
function serverError(text: string, depth = 0): JsonObject | undefined {
  if (!text.startsWith('{') || depth > 2) return undefined
  const error = maybeObjectOf(maybeObjectOf(parseJson(text))?.['error'])
  const inner = textOf(error?.['message'])
  return (inner === undefined ? undefined : serverError(inner, depth + 1)) ?? error
}

import { tokensOf } from './json.ts'
import type { Line } from './line.ts'
import { limitedUntil, type RateLimit } from './rate-limits.ts'
import type { TokenCount, UsageRecord } from './records.ts'
import type { Usage } from './usage.ts'

/** Usage records and token counts are 600 to 1,400 bytes long; longer ones are left to the full parse. */
const USAGE_WINDOW = 4096

const USAGE = ',"usage":{'
const INFO = ',"info":'
const TOTAL = '{"total_token_usage":{'
const LAST = '},"last_token_usage":{'
const WINDOW = ',"model_context_window":'
const PERCENT = '"used_percent":'
const RESET = ',"resets_at":'

/** Fields of a usage in the order in which Codex writes them; older versions leave some out. */
const FIELDS: readonly (readonly [name: string, field: keyof Usage])[] = [
  ['"input_tokens":', 'input'],
  ['"cached_input_tokens":', 'cached'],
  ['"cache_write_input_tokens":', 'cacheWrite'],
  ['"output_tokens":', 'output'],
  ['"reasoning_output_tokens":', 'reasoning'],
  ['"total_tokens":', 'total'],
]

const COMMA = 44
const ZERO = 48
const NINE = 57
const CLOSING_BRACE = 125

/** Reads a `token_usage_record` without parsing it; `undefined` where it does not look as Codex writes it. */
export function glimpseUsageRecord(line: Line): UsageRecord | undefined {
  if (line.byteLength > USAGE_WINDOW) return undefined
  const window = line.opening(USAGE_WINDOW)
  const responseId = line.word(window, ',"response_id":"')
  const threadId = line.word(window, '"thread_id":"')
  const field = window.text.indexOf(USAGE)
  const usage = field < 0 ? undefined : usageAt(window.text, field + USAGE.length)
  if (!usage || responseId === undefined || threadId === undefined) return undefined
  return { kind: 'usage', threadId, responseId, usage }
}

/** Reads a `token_count` without parsing it; `undefined` where it does not look as Codex writes it. */
export function glimpseTokenCount(line: Line): TokenCount | undefined {
  if (line.byteLength > USAGE_WINDOW) return undefined
  const { text } = line.opening(USAGE_WINDOW)
  const info = text.indexOf(INFO) + INFO.length
  if (text.startsWith('null', info))
    return tokenCount(undefined, undefined, undefined, rateLimits(text, info))
  if (!text.startsWith(TOTAL, info)) return undefined
  const total = usageAt(text, info + TOTAL.length)
  const totalEnd = text.indexOf('}', info)
  if (!text.startsWith(LAST, totalEnd)) return undefined
  const last = usageAt(text, totalEnd + LAST.length)
  const lastEnd = text.indexOf('}', totalEnd + 1)
  const window = text.indexOf(WINDOW, lastEnd)
  if (!total || !last || window < 0) return undefined
  const tokens = tokensOf(numberAt(text, window + WINDOW.length))
  return tokenCount(total, last, tokens, rateLimits(text, lastEnd))
}

function tokenCount(
  total: Usage | undefined,
  last: Usage | undefined,
  window: number | undefined,
  limits: readonly RateLimit[],
): TokenCount {
  const until = limitedUntil(limits)
  return { kind: 'token-count', total, last, window, model: undefined, limitedUntil: until }
}

/** Limits in the order of the record: each has its share in use before the time of its reset. */
function rateLimits(text: string, from: number): readonly RateLimit[] {
  const limits: RateLimit[] = []
  for (let at = text.indexOf(PERCENT, from); at >= 0; at = text.indexOf(PERCENT, at + 1)) {
    const reset = text.indexOf(RESET, at)
    const isOwn =
      reset >= 0 && reset < text.indexOf('}', at) && isDigit(text.charCodeAt(reset + RESET.length))
    limits.push({
      usedPercent: numberAt(text, at + PERCENT.length),
      resetsAt: isOwn ? numberAt(text, reset + RESET.length) : undefined,
    })
  }
  return limits
}

/** Usage whose first field begins at `from`; `undefined` where it holds anything but token counts. */
function usageAt(text: string, from: number): Usage | undefined {
  const usage = { input: -1, cached: 0, cacheWrite: 0, output: -1, reasoning: 0, total: -1 }
  let at = from
  let before = -1
  while (text.charCodeAt(at) !== CLOSING_BRACE && at !== before) {
    before = at
    for (const [name, field] of FIELDS) {
      if (!text.startsWith(name, at)) continue
      usage[field] = numberAt(text, at + name.length)
      at = numberEnd(text, at + name.length)
      if (text.charCodeAt(at) === COMMA) at++
    }
  }
  if (text.charCodeAt(at) !== CLOSING_BRACE || usage.input < 0 || usage.output < 0) return undefined
  if (usage.total < 0) usage.total = usage.input + usage.output
  return FIELDS.every(([, field]) => Number.isSafeInteger(usage[field])) ? usage : undefined
}

/** The whole part of the number at a place. */
function numberAt(text: string, at: number): number {
  let value = 0
  for (let index = at; isDigit(text.charCodeAt(index)); index++)
    value = value * 10 + text.charCodeAt(index) - ZERO
  return value
}

function numberEnd(text: string, at: number): number {
  let index = at
  while (isDigit(text.charCodeAt(index))) index++
  return index
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

import type { TokenCounts } from '../../shared/domain/tokens.ts'

const NUMBER = String.raw`(\d{1,9}(?:\.\d{1,3})?k?)`
const USAGE = new RegExp(
  `^Tokens: ${NUMBER} sent(?:, ${NUMBER} cache write)?(?:, ${NUMBER} cache hit)?, ${NUMBER} received\\.`,
)
const COST = /Cost: \$[\d.]+ message, \$(\d{1,9}(?:\.\d{1,12})?) session\.\s*$/

export interface ShownUsage {
  readonly counts: TokenCounts
  /** Tokens of the prompt, as shown, and of the answer to it. */
  readonly contextUsed: number
  /** True where a number was shown in thousands. */
  readonly isRounded: boolean
}

/** Reads the line that Aider shows behind an answer. What was sent contains what the cache gave and took. */
export function usageIn(note: string): ShownUsage | undefined {
  const [line, ...numbers] = USAGE.exec(note) ?? []
  if (line === undefined) return undefined
  const [sent = 0, cacheWrite = 0, cacheRead = 0, output = 0] = numbers.map((number) =>
    shownCount(number ?? '0'),
  )
  const uncachedInput = Math.max(0, sent - cacheWrite - cacheRead)
  return {
    counts: { uncachedInput, cacheRead, cacheWrite, output },
    contextUsed: sent + output,
    isRounded: numbers.some((number) => number?.endsWith('k')),
  }
}

/** What the whole chat has cost so far, in US dollars, where a line ends with it. */
export function costIn(line: string): number | undefined {
  const cost = COST.exec(line)?.[1]
  return cost === undefined ? undefined : Number(cost)
}

function shownCount(shown: string): number {
  return shown.endsWith('k') ? Math.round(Number(shown.slice(0, -1)) * 1000) : Math.round(Number(shown))
}

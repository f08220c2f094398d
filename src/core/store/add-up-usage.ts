import { type TokenCounts, totalInput } from '../../shared/domain/tokens.ts'
import { promptBand } from '../pricing/cost.ts'
import type { FileUsage, UsageSum } from './index-types.ts'
import type { StoredResponse } from './response-codec.ts'

type Growing<T> = { -readonly [Key in keyof T]: T[Key] }
type GrowingSum = Growing<Omit<UsageSum, 'counts'>> & { readonly counts: Growing<TokenCounts> }

type Metered = Pick<StoredResponse, 'model' | 'counts' | 'cacheWrite1h'>

/** Adds responses up by their model and the band of prices that their prompts lie in. */
export class UsageSums {
  /** By model; the index is the band. */
  private readonly sums = new Map<string, GrowingSum[]>()

  add({ model, counts, cacheWrite1h }: Metered): void {
    const prompt = totalInput(counts)
    const sum = this.sumOf(model, promptBand(prompt))
    sum.responses++
    sum.counts.uncachedInput += counts.uncachedInput
    sum.counts.cacheRead += counts.cacheRead
    sum.counts.cacheWrite += counts.cacheWrite
    sum.counts.output += counts.output
    sum.cacheWrite1h += cacheWrite1h
    sum.largestPrompt = Math.max(sum.largestPrompt, prompt)
  }

  /** In an order that does not depend on that of the responses: an unchanged session keeps its summary. */
  inOrder(): readonly UsageSum[] {
    return [...this.sums.values()].flatMap((bands) => bands.flat()).sort(byModel)
  }

  private sumOf(model: string, band: number): GrowingSum {
    const bands = this.sums.get(model) ?? []
    this.sums.set(model, bands)
    const sum = bands[band] ?? emptySum(model)
    bands[band] = sum
    return sum
  }
}

/** Adds up the responses of one file. */
export function addUpUsage(
  responses: readonly (Metered & Pick<StoredResponse, 'sidechain'> & { readonly inherited?: boolean })[],
): FileUsage {
  const sums = new UsageSums()
  let answers = 0
  let copies = 0
  for (const response of responses) {
    if (!response.sidechain) answers++
    if (response.inherited) copies++
    else sums.add(response)
  }
  return { sums: sums.inOrder(), answers, copies }
}

function emptySum(model: string): GrowingSum {
  const counts = { uncachedInput: 0, cacheRead: 0, cacheWrite: 0, output: 0 }
  return { model, responses: 0, counts, cacheWrite1h: 0, largestPrompt: 0 }
}

function byModel(a: UsageSum, b: UsageSum): number {
  if (a.model !== b.model) return a.model < b.model ? -1 : 1
  return a.largestPrompt - b.largestPrompt
}

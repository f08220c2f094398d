import { longestKnown, normaliseModelId } from './model-id.ts'
import { type ModelPrice, PRICE_TABLE } from './price-table.ts'

const PRICES: ReadonlyMap<string, ModelPrice> = new Map(
  PRICE_TABLE.flatMap((price) => price.ids.map((id) => [id, price] as const)),
)

/** Price of a model by its id in any usual spelling; `undefined` where it is not known. */
export function priceOf(modelId: string): ModelPrice | undefined {
  return longestKnown(normaliseModelId(modelId), PRICES)
}

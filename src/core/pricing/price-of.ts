import { longestKnown, normaliseModelId } from './model-id.ts'
import { type ModelPrice, PRICE_TABLE, type Rates } from './price-table.ts'

/** Prices that a person set, by a model's id as `normaliseModelId` spells it. */
export type OwnPrices = Readonly<Record<string, Rates>>

/** Price of a model by its id in any usual spelling; `undefined` where it is not known. */
export type PriceList = (modelId: string) => ModelPrice | undefined

const PRICES: ReadonlyMap<string, ModelPrice> = new Map(
  PRICE_TABLE.flatMap((price) => price.ids.map((id) => [id, price] as const)),
)

/** The prices of this program. */
export const listedPrice: PriceList = (modelId) =>
  longestKnown(normaliseModelId(modelId), (name) => PRICES.get(name))

/** The person's price for a model; `undefined` where none was set. */
export function ownPrice(own: OwnPrices, modelId: string): ModelPrice | undefined {
  if (isEmpty(own)) return undefined
  const found = longestKnown(normaliseModelId(modelId), (name) =>
    Object.hasOwn(own, name) ? own[name] : undefined,
  )
  return found && { ids: [modelId], rates: found, longPrompt: undefined }
}

/** The person's prices before those of this program. */
export function pricesWith(own: OwnPrices): PriceList {
  return isEmpty(own) ? listedPrice : (modelId) => ownPrice(own, modelId) ?? listedPrice(modelId)
}

function isEmpty(own: OwnPrices): boolean {
  for (const _ in own) return false
  return true
}

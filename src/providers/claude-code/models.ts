import type { ModelWindow } from '../provider.ts'
import { LISTED_MODELS, type ListedModel } from './model-catalogue.ts'

/** Window of every model that was asked for its long context. */
export const LONG_WINDOW = 1_000_000
const STANDARD_WINDOW = 200_000
const LONG_SUFFIX = '[1m]'

/** True for an id with which the long context is asked for. `message.model` never carries the suffix. */
export function asksForLongContext(model: string): boolean {
  return model.endsWith(LONG_SUFFIX)
}

/** Entry of the catalogue for a model id in any of its spellings. */
export function listedModel(model: string): ListedModel | undefined {
  const id = plainModelId(model)
  return LISTED_MODELS.get(id) ?? LISTED_MODELS.get(`${id}-0`)
}

/** Context window of a Claude model. `undefined` for a model that is not Claude's: a gateway may serve any. */
export function modelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  const known = windowById(model)
  if (!known || largestUsed <= known.tokens) return known
  return { tokens: Math.max(LONG_WINDOW, largestUsed), inferred: true }
}

function windowById(model: string): ModelWindow | undefined {
  if (asksForLongContext(model)) return { tokens: LONG_WINDOW, inferred: false }
  const listed = listedModel(model)
  if (listed) return { tokens: listed.window, inferred: false }
  const id = plainModelId(model)
  const relative = longestListedPrefix(id)
  if (relative) return { tokens: relative.window, inferred: true }
  if (!id.startsWith('claude-')) return undefined
  return { tokens: isBeforeClaude4(id) ? STANDARD_WINDOW : LONG_WINDOW, inferred: true }
}

/**
 * Id as the catalogue spells it: without the provider (`us.anthropic.`, `anthropic/`, an ARN), the date, the
 * version of a hosting provider (`-v1:0`), the `[1m]` and letter case.
 */
export function plainModelId(model: string): string {
  return model
    .toLowerCase()
    .replace(/\[1m\]$/, '')
    .replace(/^.*\//, '')
    .replace(/^(?:[a-z-]+\.)?anthropic\./, '')
    .replace(/@.*$/, '')
    .replace(/-v\d+(?::\d+)*$/, '')
    .replace(/-(?:20\d{6}|latest)$/, '')
}

/** A newer variant of a listed model (`claude-opus-5-5-fast`) most likely keeps its window. */
function longestListedPrefix(id: string): ListedModel | undefined {
  let best: { readonly length: number; readonly model: ListedModel } | undefined
  for (const [listed, model] of LISTED_MODELS) {
    if (id.startsWith(`${listed}-`) && listed.length > (best?.length ?? 0))
      best = { length: listed.length, model }
  }
  return best?.model
}

/** Up to version 3 the number came first in the name, and no window was larger than 200,000 tokens. */
function isBeforeClaude4(id: string): boolean {
  return /^claude-(?:instant|v?[0-3](?:[.-]|$))/.test(id)
}

import type { ModelWindow } from './provider.ts'

/**
 * Starts of model ids, at a word's end, with their windows in tokens, for assistants that write none down. A person's
 * settings and a model's server may allow less. The first that fits counts.
 */
const WINDOWS: readonly (readonly [start: string, tokens: number])[] = [
  ['claude-opus-5', 1_000_000],
  ['claude-opus-4-8', 1_000_000],
  ['claude-opus-4-7', 1_000_000],
  ['claude-sonnet-5', 1_000_000],
  ['claude-haiku-5', 1_000_000],
  ['claude-fable-5', 1_000_000],
  ['claude-mythos-5', 1_000_000],
  ['claude-opus-4', 200_000],
  ['claude-sonnet-4', 200_000],
  ['claude-haiku-4', 200_000],
  ['claude-3', 200_000],
  ['gpt-6', 1_050_000],
  ['gpt-5.6', 1_050_000],
  ['gpt-5.5', 1_050_000],
  ['gpt-4.1', 1_047_576],
  ['gpt-4o', 128_000],
  ['o4-mini', 200_000],
  ['o3', 200_000],
  ['gemini-2.5', 1_048_576],
  ['gemini-3', 1_048_576],
  ['grok-code-fast-1', 256_000],
]

/** Window of a model that many servers offer: deduced from its name, and never smaller than what was seen in use. */
export function windowByName(model: string, largestUsed: number): ModelWindow | undefined {
  const id = model.slice(model.lastIndexOf('/') + 1).toLowerCase()
  const [, tokens] = WINDOWS.find(([start]) => isModel(id, start)) ?? []
  return tokens === undefined ? undefined : { tokens: Math.max(tokens, largestUsed), inferred: true }
}

/** `gpt-6` and `gpt-6.1-sol`, but not `gpt-60`. */
function isModel(id: string, start: string): boolean {
  return id.startsWith(start) && !/^\d/.test(id.slice(start.length))
}

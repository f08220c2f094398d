import type { ModelWindow } from '../provider.ts'

/**
 * Windows in the catalogue of Pi 0.73.1, in tokens, by the start of a model's id; the longer start stands first. A
 * provider may allow another one, and a person may set it, so this is no more than likely.
 */
const WINDOWS: readonly (readonly [start: string, tokens: number])[] = [
  ['claude-opus-4-6', 1_000_000],
  ['claude-opus-4-7', 1_000_000],
  ['claude-sonnet-4-6', 1_000_000],
  ['claude-', 200_000],
  ['gpt-4.1', 1_047_576],
  ['gpt-4o', 128_000],
  ['gpt-5', 272_000],
  ['gemini-2', 1_048_576],
  ['gemini-3', 1_048_576],
  ['o3', 200_000],
  ['o4-mini', 200_000],
]

/** Window of a model, which no session states. Never smaller than what was seen in use. */
export function piModelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  const id = model.slice(model.lastIndexOf('/') + 1).toLowerCase()
  const tokens = WINDOWS.find(([start]) => id.startsWith(start))?.[1]
  return tokens === undefined ? undefined : { tokens: Math.max(tokens, largestUsed), inferred: true }
}

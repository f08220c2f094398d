import type { ModelWindow } from '../provider.ts'

/**
 * Longest prompts that Copilot 1.0.102 stated for models, in tokens. Sessions state their own, which wins; a plan may
 * allow another one, so for a session that did not state it yet this is no more than likely.
 */
const STATED_WINDOWS: ReadonlyMap<string, number> = new Map([
  ['gpt-5.5', 922_000],
  ['gpt-4.1', 64_000],
])

/** Window of a model where the session does not state it. Never smaller than what was seen in use. */
export function copilotModelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  const tokens = STATED_WINDOWS.get(model)
  return tokens === undefined ? undefined : { tokens: Math.max(tokens, largestUsed), inferred: true }
}

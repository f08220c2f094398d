/** What Claude Code's built-in catalogue says of a model. */
export interface ListedModel {
  /** Context window in tokens, without `[1m]`. */
  readonly window: number
  /** True where the window grows to 1,000,000 tokens on request (`[1m]`, or the beta header). */
  readonly longContext: boolean
}

const STANDARD: ListedModel = { window: 200_000, longContext: false }
const ON_REQUEST: ListedModel = { window: 200_000, longContext: true }
const NATIVE: ListedModel = { window: 1_000_000, longContext: false }

/**
 * Source: the catalogue inside `@anthropic-ai/claude-code` 2.1.329, read 2026-11-20.
 * The 3.x models stand there without a window; 200,000 is what the program then takes.
 */
export const LISTED_MODELS: ReadonlyMap<string, ListedModel> = new Map([
  ['claude-3-5-haiku', STANDARD],
  ['claude-3-5-sonnet', STANDARD],
  ['claude-3-7-sonnet', STANDARD],
  ['claude-haiku-4-5', STANDARD],
  ['claude-haiku-5-5', NATIVE],
  ['claude-sonnet-4-0', ON_REQUEST],
  ['claude-sonnet-4-5', ON_REQUEST],
  ['claude-sonnet-4-6', ON_REQUEST],
  ['claude-sonnet-5', NATIVE],
  ['claude-sonnet-5-5', NATIVE],
  ['claude-opus-4-0', STANDARD],
  ['claude-opus-4-1', STANDARD],
  ['claude-opus-4-5', STANDARD],
  ['claude-opus-4-6', ON_REQUEST],
  ['claude-opus-4-7', NATIVE],
  ['claude-opus-4-8', NATIVE],
  ['claude-opus-5', NATIVE],
  ['claude-opus-5-5', NATIVE],
  ['claude-fable-5', NATIVE],
  ['claude-fable-5-1', NATIVE],
  ['claude-fable-5-2', NATIVE],
  ['claude-mythos-5', NATIVE],
  ['claude-mythos-5-1', NATIVE],
  ['claude-mythos-5-2', NATIVE],
])

/** Prices in US dollars per million tokens. */
export interface Rates {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  /** Written to a cache that is kept for minutes. */
  readonly cacheWrite: number
  /** Written to a cache that is kept for an hour. */
  readonly cacheWrite1h: number
}

export interface ModelPrice {
  /** The model's id and its other names, normalised as by `normaliseModelId`. */
  readonly ids: readonly string[]
  readonly rates: Rates
  /** Rates for the whole of a request whose prompt (total input) is longer than so many tokens. */
  readonly longPrompt: { readonly aboveTokens: number; readonly rates: Rates } | undefined
}

/** Where the prices come from. Each is the list price of the model's own vendor on the date of its source. */
export const PRICE_SOURCE = {
  source: 'Claude Code 2.1.329 (2026-11-20), @pydantic/genai-prices 0.1.8 (2026-09-23)',
  date: '2026-11-20',
} as const

/** Built-in model catalogue of Claude Code 2.1.329, read on 2026-11-20. */
const CLAUDE_CODE_CATALOGUE: readonly ModelPrice[] = [
  model('claude-3-5-haiku', usd(0.8, 4, 0.08, 1, 1.6)),
  model('claude-haiku-4-5', usd(1, 5, 0.1, 1.25, 2)),
  model('claude-haiku-5-5', usd(0.1, 0.5, 0.01, 0.125, 0.2), above(100_000, usd(0.5, 2.5, 0.05, 0.625, 1))),
  model(
    'claude-3-5-sonnet claude-3-7-sonnet claude-sonnet-4-0 claude-sonnet-4 claude-sonnet-4-5 claude-sonnet-4-6',
    usd(3, 15, 0.3, 3.75, 6),
  ),
  model('claude-sonnet-5', usd(2, 10, 0.2, 2.5, 4)),
  model('claude-sonnet-5-5', usd(2, 10, 0.1, 2.5, 4)),
  model('claude-opus-4-0 claude-opus-4 claude-opus-4-1', usd(15, 75, 1.5, 18.75, 30)),
  model(
    'claude-opus-4-5 claude-opus-4-6 claude-opus-4-7 claude-opus-4-8 claude-opus-5',
    usd(5, 25, 0.5, 6.25, 10),
  ),
  model('claude-opus-5-5', usd(4, 20, 0.2, 5, 8)),
  model('claude-fable-5 claude-mythos-5', usd(10, 50, 1, 12.5, 20)),
  model('claude-fable-5-1 claude-mythos-5-1', usd(10, 50, 0.25, 12.5, 20)),
  model('claude-fable-5-2 claude-mythos-5-2', usd(8, 40, 0.2, 10, 16)),
]

/**
 * Data of `@pydantic/genai-prices` 0.1.8 (MIT), published on 2026-09-23: first-party standard prices of models that
 * coding assistants run. Left out: resellers, batch and priority prices, and prices that change with the time of day.
 */
const GENAI_PRICES: readonly ModelPrice[] = [
  // Anthropic, models that the catalogue above no longer has
  model('claude-3-opus', usd(15, 75, 1.5, 18.75, 30)),
  model('claude-3-sonnet', usd(3, 15, 0.3, 3.75, 6)),
  model('claude-3-haiku', usd(0.25, 1.25, 0.03, 0.3, 0.5)),
  // OpenAI
  model('codex-mini', usd(1.5, 6, 0.375)),
  model('gpt-4-turbo', usd(10, 30)),
  model('gpt-4.1', usd(2, 8, 0.5)),
  model('gpt-4.1-mini', usd(0.4, 1.6, 0.1)),
  model('gpt-4.1-nano', usd(0.1, 0.4, 0.025)),
  model('gpt-4o', usd(2.5, 10, 1.25)),
  model('gpt-4o-2024-05-13', usd(5, 15)),
  model('gpt-4o-mini', usd(0.15, 0.6, 0.075)),
  model('gpt-5 gpt-5-codex gpt-5-chat', usd(1.25, 10, 0.125)),
  model('gpt-5-mini', usd(0.25, 2, 0.025)),
  model('gpt-5-nano', usd(0.05, 0.4, 0.005)),
  model('gpt-5-pro', usd(15, 120)),
  model('gpt-5.1 gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-chat', usd(1.25, 10, 0.125)),
  model('gpt-5.1-codex-mini gpt-5.1-mini', usd(0.25, 2, 0.025)),
  model('gpt-5.2 gpt-5.2-codex gpt-5.2-chat', usd(1.75, 14, 0.175)),
  model('gpt-5.2-pro', usd(21, 168)),
  model('gpt-5.3 gpt-5.3-chat', usd(1.75, 14, 0.175)),
  model('gpt-5.3-codex', usd(1.75, 14, 0.175)),
  model('gpt-5.4', usd(2.5, 15, 0.25), above(271_999, usd(5, 22.5, 0.5))),
  model('gpt-5.4-mini', usd(0.75, 4.5, 0.075)),
  model('gpt-5.4-nano', usd(0.2, 1.25, 0.02)),
  model('gpt-5.4-pro', usd(30, 180), above(271_999, usd(60, 270))),
  model('gpt-5.5 gpt-5.5-codex gpt-5.5-chat', usd(5, 30, 0.5), above(271_999, usd(10, 45, 1))),
  model('gpt-5.5-pro', usd(30, 180), above(271_999, usd(60, 270))),
  model('gpt-5.6-luna', usd(0.2, 1.2, 0.02, 0.25), above(271_999, usd(0.4, 1.8, 0.04, 0.5))),
  model('gpt-5.6-sol gpt-5.6', usd(4, 20, 0.4, 5), above(271_999, usd(8, 30, 0.8, 10))),
  model('gpt-5.6-terra', usd(2, 12, 0.2, 2.5), above(271_999, usd(4, 18, 0.4, 5))),
  model('gpt-6-astra', usd(10, 50, 1, 12.5), above(271_999, usd(20, 75, 2, 25))),
  model('gpt-6-luna', usd(0.1, 0.5, 0.01, 0.125), above(272_000, usd(0.2, 0.75, 0.02, 0.25))),
  model('gpt-6-sol', usd(2, 10, 0.2, 2.5), above(272_000, usd(4, 15, 0.4, 5))),
  model('o1', usd(15, 60, 7.5)),
  model('o3', usd(2, 8, 0.5)),
  model('o3-mini', usd(1.1, 4.4, 0.55)),
  model('o3-pro', usd(20, 80)),
  model('o4-mini', usd(1.1, 4.4, 0.275)),
  // Google
  model('gemini-2.0-flash', usd(0.1, 0.4, 0.025)),
  model('gemini-2.0-flash-lite', usd(0.075, 0.3)),
  model('gemini-2.5-flash gemini-2.5-flash-preview-09-2025', usd(0.3, 2.5, 0.03)),
  model('gemini-2.5-flash-lite', usd(0.1, 0.4, 0.01)),
  model('gemini-2.5-flash-preview', usd(0.15, 0.6)),
  model('gemini-2.5-pro', usd(1.25, 10, 0.125), above(200_000, usd(2.5, 15, 0.25))),
  model('gemini-3-flash-preview', usd(0.5, 3, 0.05)),
  model('gemini-3-pro-preview', usd(2, 12, 0.2), above(200_000, usd(4, 18, 0.4))),
  model('gemini-3.1-flash-lite', usd(0.25, 1.5, 0.025)),
  model('gemini-3.1-pro-preview', usd(2, 12, 0.2), above(200_000, usd(4, 18, 0.4))),
  model('gemini-3.5-flash', usd(1.5, 9, 0.15)),
  model('gemini-3.5-flash-lite', usd(0.3, 2.5, 0.03)),
  model('gemini-3.6-flash', usd(0.75, 3.75, 0.075)),
  model('gemini-3.7-flash', usd(0.75, 3.75, 0.075)),
  model('gemini-3.8-flash', usd(0.75, 3.75, 0.075)),
  // xAI
  model('grok-4 grok-4-0709', usd(3, 15, 0.75)),
  model('grok-4-fast-reasoning grok-4-fast', usd(0.2, 0.5, 0.05)),
  model('grok-4-1-fast-reasoning grok-4-1-fast', usd(0.2, 0.5, 0.05)),
  model('grok-4.3', usd(1.25, 2.5, 0.2), above(199_999, usd(2.5, 5, 0.4))),
  model('grok-4.5', usd(2, 6, 0.3), above(199_999, usd(4, 12, 0.6))),
  model('grok-4.6', usd(2, 6, 0.5), above(199_999, usd(4, 12, 1))),
  model('grok-build-0.1', usd(1, 2, 0.2), above(199_999, usd(2, 4, 0.4))),
  model('grok-code-fast-1 grok-code-fast', usd(0.2, 1.5, 0.02)),
  // Moonshot AI
  model('kimi-k2.5', usd(0.6, 3, 0.1)),
  model('kimi-k2.6', usd(0.95, 4, 0.16)),
  model('kimi-k2.7-code', usd(0.95, 4, 0.19)),
  model('kimi-k3', usd(3, 15, 0.3)),
  // Mistral
  model('codestral-2508', usd(0.3, 0.9, 0.03)),
  model('devstral-2512', usd(0.4, 2, 0.04)),
  // Z.AI
  model('glm-5.2', usd(1.4, 4.4, 0.26)),
  model('glm-5.3', usd(1.4, 4.4, 0.26)),
  model('glm-5.3-flash', usd(0.075, 0.25, 0.015)),
  // MiniMax
  model('minimax-m2 minimax-m2.1 minimax-m2.5', usd(0.3, 1.2, 0.03, 0.375)),
  model('minimax-m2.7', usd(0.3, 1.2, 0.06, 0.375)),
  model('minimax-m3', usd(0.3, 1.2, 0.06), above(512_000, usd(0.6, 2.4, 0.12))),
  // Cursor
  model('composer-2.5', usd(0.5, 2.5, 0.2)),
  model('composer-2.5-fast', usd(3, 15, 0.5)),
]

/** All known prices; ids are unique. */
export const PRICE_TABLE: readonly ModelPrice[] = [...CLAUDE_CODE_CATALOGUE, ...GENAI_PRICES]

/** `ids` are separated by a space. */
function model(ids: string, rates: Rates, longPrompt?: ModelPrice['longPrompt']): ModelPrice {
  return { ids: ids.split(' '), rates, longPrompt }
}

/** Where a vendor has no price of its own for cached tokens, they cost what input costs. */
function usd(
  input: number,
  output: number,
  cacheRead = input,
  cacheWrite = input,
  cacheWrite1h = cacheWrite,
): Rates {
  return { input, output, cacheRead, cacheWrite, cacheWrite1h }
}

/** Sources list some limits as one token less than the round number: there, the price holds from that number on. */
function above(aboveTokens: number, rates: Rates): ModelPrice['longPrompt'] {
  return { aboveTokens, rates }
}

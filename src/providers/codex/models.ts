import type { ModelWindow } from '../provider.ts'

/** Codex keeps a twentieth of a window free and shows the rest. */
const EFFECTIVE_SHARE = 0.95
/** What OpenAI's API allows for models since gpt-5.5. */
const API_WINDOW = 1_050_000

interface ListedWindow {
  /** Start of the model's id, at a word's end. */
  readonly model: string
  /** Window that Codex uses without being asked for more, in tokens. */
  readonly tokens: number
  /** Largest window that a person may switch on in Codex. */
  readonly optIn?: number
  /** False where only the family is known, not this model. */
  readonly listed: boolean
}

/** From `codex debug models` of 0.169 and OpenAI's model list; what a rollout states itself wins. */
const CODEX_WINDOWS: readonly ListedWindow[] = [
  { model: 'gpt-6.1-terra', tokens: 500_000, optIn: 872_000, listed: true },
  { model: 'gpt-6.1-sol', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-6-astra', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-6-sol', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-6-luna', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-6', tokens: 272_000, optIn: 872_000, listed: false },
  { model: 'gpt-5.6-sol', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-5.6-terra', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-5.6-luna', tokens: 272_000, optIn: 872_000, listed: true },
  { model: 'gpt-5.6', tokens: 272_000, optIn: 872_000, listed: false },
  { model: 'gpt-5.5', tokens: 272_000, listed: true },
  { model: 'gpt-5.2', tokens: 272_000, listed: true },
  { model: 'gpt-5.1', tokens: 272_000, listed: true },
  { model: 'gpt-5.', tokens: 272_000, listed: false },
  { model: 'gpt-5', tokens: 272_000, listed: true },
  { model: 'gpt-daybreak-red', tokens: 372_000, listed: true },
]

/** Models that Codex does not cut. */
const PLAIN_WINDOWS: ReadonlyMap<string, number> = new Map([
  ['gpt-4.1', 1_047_576],
  ['gpt-4o', 128_000],
  ['o4-mini', 200_000],
  ['o3', 200_000],
])

/** Window of a model where the rollout does not state it. Never smaller than what was seen in use. */
export function codexModelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  const id = model.slice(model.lastIndexOf('/') + 1).toLowerCase()
  for (const [name, tokens] of PLAIN_WINDOWS) {
    if (isModel(id, name)) return grown([tokens], largestUsed, true)
  }
  const window = CODEX_WINDOWS.find((entry) => isModel(id, entry.model))
  if (!window) return undefined
  const sizes = [window.tokens, window.optIn].filter((size) => size !== undefined)
  return grown(
    [...sizes.map((size) => Math.round(size * EFFECTIVE_SHARE)), API_WINDOW],
    largestUsed,
    window.listed,
  )
}

/** `gpt-5` and `gpt-5-codex`, but not `gpt-5.1` and not `gpt-50`. */
function isModel(id: string, name: string): boolean {
  return id.startsWith(name) && (id.length === name.length || name.endsWith('.') || id[name.length] === '-')
}

function grown(sizes: readonly number[], largestUsed: number, listed: boolean): ModelWindow {
  const [first] = sizes
  const fitting = sizes.find((size) => size >= largestUsed)
  return { tokens: fitting ?? largestUsed, inferred: !listed || fitting !== first }
}

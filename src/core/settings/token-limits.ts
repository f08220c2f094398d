import type { NamedLimit } from './settings-file.ts'
import type { LimitOrName, TokenLimits } from './settings.ts'

/**
 * The named limit that stands for a family of assistants, by a word of their provider id: `claude-code`,
 * `cursor-agent`, `vscode-copilot-chat`. An assistant whose plan is not known gets the larger limit.
 */
const FAMILY_LIMITS: Readonly<Record<string, NamedLimit>> = {
  claude: 'claude_pro',
  cursor: 'cursor_default',
  copilot: 'github_copilot',
}

/** The limit that the person set for a model or, where none is set, for its assistant. */
export function configuredLimit(
  limits: TokenLimits,
  provider: string,
  model: string | null,
): number | undefined {
  const byModel = model === null ? undefined : ownValue(limits.models, model)
  const limit = byModel ?? ownValue(limits.providers, provider)
  return typeof limit === 'string' ? limits.named[limit] : limit
}

/** The limit of an assistant where neither its transcript nor its model tells one. */
export function defaultLimit(limits: TokenLimits, provider: string): number | undefined {
  const family = provider.split('-').find((word) => Object.hasOwn(FAMILY_LIMITS, word))
  const name = family === undefined ? undefined : FAMILY_LIMITS[family]
  return name === undefined ? undefined : limits.named[name]
}

function ownValue(limits: Readonly<Record<string, LimitOrName>>, key: string): LimitOrName | undefined {
  return Object.hasOwn(limits, key) ? limits[key] : undefined
}

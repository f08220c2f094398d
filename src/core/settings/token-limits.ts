import type { NamedLimit } from '../../shared/domain/named-limit.ts'
import type { LimitOrName, TokenLimits } from './settings.ts'

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
export function defaultLimit(limits: TokenLimits, name: NamedLimit | undefined): number | undefined {
  return name === undefined ? undefined : limits.named[name]
}

function ownValue(limits: Readonly<Record<string, LimitOrName>>, key: string): LimitOrName | undefined {
  return Object.hasOwn(limits, key) ? limits[key] : undefined
}

/** Names one assistant: its folder under `src/providers`, for example `claude-code`. */
export type ProviderId = string & { readonly __brand: 'ProviderId' }

/** Brands a folder name; the registry is the only place that makes one from a literal. */
export function providerId(name: string): ProviderId {
  if (isProviderId(name)) return name
  throw new Error(`not a provider id: ${JSON.stringify(name)}`)
}

function isProviderId(name: string): name is ProviderId {
  return /^[a-z][a-z0-9-]*$/.test(name)
}

/** Names one session everywhere: the provider, a colon, and the assistant's own full session id. */
export function sessionKey(provider: string, sessionId: string): string {
  return `${provider}:${sessionId}`
}

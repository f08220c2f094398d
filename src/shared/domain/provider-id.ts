/** Names one assistant: its folder under `src/providers`, for example `claude-code`. */
export type ProviderId = string & { readonly __brand: 'ProviderId' }

/** Brands a folder name; the registry is the only place that makes one from a literal. */
export function providerId(name: string): ProviderId {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not a provider id: ${JSON.stringify(name)}`)
  return name as ProviderId
}

/** Names one session everywhere: the provider, a colon, and the assistant's own full session id. */
export function sessionKey(provider: string, sessionId: string): string {
  return `${provider}:${sessionId}`
}

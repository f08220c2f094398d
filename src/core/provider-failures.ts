/** A provider whose own code failed, and what it said. Reasons by provider id. */
export type ProviderFailures = ReadonlyMap<string, string>

/** What to tell a person of something that was thrown. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

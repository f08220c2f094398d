/** What an assistant sends before the first word: its system prompt and tools, very roughly. */
export const BASE_TOKENS = 1_000
export const TOKENS_PER_MESSAGE = 200

/**
 * Estimates the tokens of a session whose transcript tells nothing: last of all ways, and to be shown as an estimate.
 * `fileTokens` are those of the files that the session is known to have in its context.
 */
export function estimateTokens(session: { readonly messages: number; readonly fileTokens: number }): number {
  return BASE_TOKENS + TOKENS_PER_MESSAGE * session.messages + session.fileTokens
}

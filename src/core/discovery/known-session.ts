/** What is known of a session from its transcripts. Instants are epoch milliseconds. */
export interface KnownSession {
  readonly provider: string
  /** The assistant's own full id. */
  readonly sessionId: string
  readonly cwd: string | null
  /** First activity of its own, not that of a history which it was copied from. */
  readonly startedAt: number | null
  readonly lastActivityAt: number | null
  /** Paths of its transcripts, those of its sub-agents among them. */
  readonly transcripts: readonly string[]
}

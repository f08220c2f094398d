/** Options that every command understands. */
export interface GlobalOptions {
  readonly verbose?: boolean
  /** Sample data in a throw-away folder instead of this machine's sessions. */
  readonly demo?: boolean
}

/** Options that every command understands. */
export interface GlobalOptions {
  readonly verbose?: boolean
  /** Settings file, where it is not the usual one. */
  readonly config?: string
  /** Sample data in a throw-away folder instead of this machine's sessions. */
  readonly demo?: boolean
}

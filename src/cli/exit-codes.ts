/** What the command tells scripts. Part of the interface: a number never changes its meaning. */
export const EXIT = {
  ok: 0,
  /** Something failed that is not the caller's fault. */
  failed: 1,
  /** The call was wrong: unknown option, unknown or ambiguous session. */
  usage: 2,
  /** Sessions could not be read at all. */
  unreadable: 3,
} as const

/** A failure whose message is meant for the person at the terminal, with what to do next. */
export class CommandError extends Error {
  readonly exitCode: number
  readonly advice: string | undefined

  constructor(message: string, exitCode: number, advice?: string) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
    this.advice = advice
  }
}

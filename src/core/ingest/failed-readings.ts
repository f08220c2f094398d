/**
 * Remembers what could not be read and in which state, so that a broken transcript costs one attempt and one line in
 * the log, not one at every look. It lasts as long as the process: the next one tries again.
 */
export class FailedReadings {
  private readonly failures = new Map<string, { readonly state: string; readonly reason: string }>()

  /** Why the file could not be read in this state; `undefined` where it is worth a try. */
  reasonFor(path: string, state: string): string | undefined {
    const failure = this.failures.get(path)
    if (failure?.state === state) return failure.reason
    this.failures.delete(path)
    return undefined
  }

  add(path: string, state: string, reason: string): void {
    this.failures.set(path, { state, reason })
  }
}

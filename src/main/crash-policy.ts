/** A page that crashes this often within this time is given up: loading it again would go on for ever. */
const MAX_CRASHES = 3
const WITHIN_MS = 60_000

/** The part of Electron's web contents that tells how a page's process ended. */
export interface CrashingContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown
  reload(): void
}

export interface CrashReport {
  readonly reason: string
  readonly action: 'reloaded' | 'given up'
}

/** Loads the page again after its process ended by itself. `report` hears of every end, and what was done. */
export function reloadAfterCrash(
  contents: CrashingContents,
  monotonicMs: () => number,
  report: (report: CrashReport) => void,
): void {
  let crashes: readonly number[] = []
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = monotonicMs()
    crashes = [...crashes.filter((at) => now - at < WITHIN_MS), now]
    const action = crashes.length > MAX_CRASHES ? 'given up' : 'reloaded'
    report({ reason, action })
    if (action === 'reloaded') contents.reload()
  })
}

/** Repeats an action until the returned function is called. Tests bring their own. */
export type Every = (intervalMs: number, action: () => void) => () => void

/** The system's timer; it does not keep the process alive. */
export function everyInterval(intervalMs: number, action: () => void): () => void {
  const timer = setInterval(action, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}

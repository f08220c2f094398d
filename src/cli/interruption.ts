import { once } from 'node:events'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Cleans up before a signal ends the process early. Answers how to leave signals alone again. */
export function cleanWhenInterrupted(clean: () => void): () => void {
  const leave = () => {
    for (const signal of SIGNALS) process.off(signal, end)
  }
  const end = (signal: NodeJS.Signals) => {
    leave()
    clean()
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, end)
  return leave
}

/** Resolves when the process is asked to end. */
export async function interrupted(): Promise<void> {
  const waiting = new AbortController()
  try {
    await Promise.race(SIGNALS.map((signal) => once(process, signal, waiting)))
  } finally {
    waiting.abort()
  }
}

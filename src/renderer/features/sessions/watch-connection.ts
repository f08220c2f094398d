import type { ConnectionStatus } from '../../connection/connection-status.ts'
import { retryDelayMs } from './follow-sessions.ts'
import type { SessionStore } from './session-store.ts'

/** The part of the page's connection that says how it stands. */
export interface ConnectionWatch {
  status(): ConnectionStatus
  subscribe(listener: () => void): () => void
}

const CLOSED_WORDS = {
  lost: 'There is no connection to the host.',
  stopped: 'This page ended the connection.',
} as const

/** Shows the store how the connection stands, from now on. Whether it is live, only the first list can say. */
export function showConnection(connection: ConnectionWatch, store: SessionStore): () => void {
  const show = (): void => {
    const status = connection.status()
    if (status.state !== 'closed') return
    if (status.reason === 'no-token') store.getState().refused()
    else store.getState().lost(CLOSED_WORDS[status.reason])
  }
  show()
  return connection.subscribe(show)
}

/** Waits out the delay that the failures ask for, and then until the connection is open. */
export async function whenReady(
  connection: ConnectionWatch,
  failures: number,
  delay: (delayMs: number) => Promise<void>,
): Promise<void> {
  if (failures > 0) await delay(retryDelayMs(failures))
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      if (connection.status().state !== 'open') return
      unsubscribe()
      resolve()
    }
    const unsubscribe = connection.subscribe(settle)
    settle()
  })
}

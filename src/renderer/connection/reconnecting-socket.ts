import { SOCKET_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../shared/contract/transport.ts'
import type { ConnectionStatus } from './connection-status.ts'
import type { HostLink } from './host-link.ts'
import { openWebSocketLink, type PageSocket } from './websocket-link.ts'

/** Runs an action once after a delay; the returned function prevents it. */
export type Schedule = (delayMs: number, action: () => void) => () => void

export type OpenSocket = (url: string, protocols: string[]) => PageSocket

export interface ReconnectingSocketOptions {
  readonly url: string
  readonly token: string
  readonly openSocket: OpenSocket
  readonly schedule: Schedule
  /** Called after every change of the status. */
  readonly onStatus: (status: ConnectionStatus) => void
}

export interface ReconnectingSocket {
  link(): HostLink | undefined
  /** Ends it and does not come back. */
  stop(): void
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000

/** Waits twice as long after every attempt in a row that failed. */
export function reconnectDelayMs(failures: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1), LONGEST_DELAY_MS)
}

/** Keeps a WebSocket to the host open: when it ends or cannot be opened, tries again after a while. */
export function openReconnectingSocket(options: ReconnectingSocketOptions): ReconnectingSocket {
  let link: HostLink | undefined
  let failures = 0
  let cancelRetry: (() => void) | undefined
  let stopped = false

  const retry = (): void => {
    link = undefined
    if (stopped) return
    failures += 1
    cancelRetry = options.schedule(reconnectDelayMs(failures), connect)
    options.onStatus({ state: 'closed', reason: 'lost' })
  }
  const connect = (): void => {
    options.onStatus({ state: 'connecting' })
    const socket = options.openSocket(options.url, [
      SOCKET_PROTOCOL,
      `${TOKEN_PROTOCOL_PREFIX}${options.token}`,
    ])
    let opened = false
    socket.addEventListener('open', () => {
      opened = true
      if (stopped) return socket.close()
      failures = 0
      link = openWebSocketLink(socket, retry)
      options.onStatus({ state: 'open' })
    })
    // Once it has opened, its link tells the end.
    socket.addEventListener('close', () => {
      if (!opened) retry()
    })
  }
  connect()
  return {
    link: () => link,
    stop() {
      stopped = true
      cancelRetry?.()
      link?.close()
      options.onStatus({ state: 'closed', reason: 'stopped' })
    },
  }
}

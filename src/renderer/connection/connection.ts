import { PORT_HANDOVER, SOCKET_PATH } from '../../shared/contract/transport.ts'
import type { ConnectionStatus } from './connection-status.ts'
import { createContractClient, type HostClient } from './contract-client.ts'
import type { HostLink } from './host-link.ts'
import { takeLaunchToken, type TokenWindow } from './launch-token.ts'
import { openMessagePortLink } from './message-port-link.ts'
import { openReconnectingSocket, type OpenSocket, type Schedule } from './reconnecting-socket.ts'

/** The parts of a window that a connection needs. */
export interface PageWindow
  extends TokenWindow,
    Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search' | 'origin' | 'protocol' | 'host'>
}

export interface ConnectOptions {
  readonly page: PageWindow
  readonly openSocket: OpenSocket
  readonly schedule: Schedule
}

/** The page's one connection to its host. */
export interface Connection {
  readonly client: HostClient
  /** The same object until the status changes. */
  status(): ConnectionStatus
  /** Calls back after every change of the status, until the returned function is called. */
  subscribe(listener: () => void): () => void
  close(): void
}

/**
 * Connects to the host of this page: over a WebSocket where the page has the token of a web server, else over the port
 * that the preload of the desktop window hands over.
 */
export function connect(options: ConnectOptions): Connection {
  const { page } = options
  const status = createStatus(page.location.protocol)
  const token = takeLaunchToken(page)
  const way = token === undefined ? awaitPort(page, status.set) : openWebSocket(options, token, status.set)
  return {
    client: createContractClient(way.link),
    status: status.get,
    subscribe: status.subscribe,
    close: way.stop,
  }
}

interface Status {
  readonly get: () => ConnectionStatus
  readonly set: SetStatus
  readonly subscribe: (listener: () => void) => () => void
}

interface Way {
  readonly link: () => HostLink | undefined
  readonly stop: () => void
}

type SetStatus = (status: ConnectionStatus) => void

function openWebSocket(options: ConnectOptions, token: string, setStatus: SetStatus): Way {
  const { protocol, host } = options.page.location
  const url = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${SOCKET_PATH}`
  const socket = openReconnectingSocket({ ...options, url, token, onStatus: setStatus })
  return { link: () => socket.link(), stop: () => socket.stop() }
}

/** Takes the first port that this window hands itself, and no other. */
function awaitPort(page: PageWindow, setStatus: SetStatus): Way {
  let link: HostLink | undefined
  let stopped = false
  const receive = (event: Event): void => {
    const port = handedOverPort(event, page)
    if (!port) return
    page.removeEventListener('message', receive)
    link = openMessagePortLink(port, () => {
      setStatus({ state: 'closed', reason: stopped ? 'stopped' : 'lost' })
    })
    setStatus({ state: 'open' })
  }
  page.addEventListener('message', receive)
  return {
    link: () => link,
    stop() {
      stopped = true
      page.removeEventListener('message', receive)
      if (link) link.close()
      else setStatus({ state: 'closed', reason: 'stopped' })
    },
  }
}

/** Frames and other windows can post messages too: only our own window and origin count. */
function handedOverPort(event: Event, page: PageWindow): MessagePort | undefined {
  if (!(event instanceof MessageEvent)) return undefined
  const ours = event.source === page && event.origin === page.location.origin
  if (!ours || event.data !== PORT_HANDOVER || event.ports.length !== 1) return undefined
  return event.ports[0]
}

/** A page of a web server that has no token can only wait for a desktop window's port, and says so. */
function createStatus(protocol: string): Status {
  const isWeb = protocol === 'http:' || protocol === 'https:'
  let current: ConnectionStatus = isWeb ? { state: 'closed', reason: 'no-token' } : { state: 'connecting' }
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (status) => {
      current = status
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

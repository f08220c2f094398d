import { RPCLink } from '@orpc/client/websocket'
import { beginLinkLife, type HostLink } from './host-link.ts'

/** What is needed of a WebSocket. The browser's is one. */
export interface PageSocket {
  readonly readyState: number
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  send(message: string): void
  close(): void
}

const SOCKET_OPEN = 1 as const

/** Opens a link over a socket that is open. `onClosed` is called once, whichever end closes. */
export function openWebSocketLink(socket: PageSocket, onClosed: () => void): HostLink {
  const life = beginLinkLife(onClosed)
  const asSeenByRpc = Object.assign(life.events, {
    readyState: SOCKET_OPEN,
    send(message: string) {
      life.assertOpen()
      // While it is closing nothing is sent any more; the end that follows rejects the call.
      if (socket.readyState === SOCKET_OPEN) socket.send(message)
    },
  })
  const rpc = new RPCLink<Record<string, never>>({ websocket: asSeenByRpc })
  socket.addEventListener('message', (event) => life.deliver(event.data))
  socket.addEventListener('close', life.end)
  return {
    call: (path, input, options) => rpc.call(path, input, options),
    isOpen: life.isOpen,
    close() {
      socket.close()
      // Does not wait for the closing handshake.
      life.end()
    },
  }
}

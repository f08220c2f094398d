import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export interface ConnectionCap {
  /** Spares a connection from now on: a request on it has shown the token. */
  trust(socket: Socket): void
}

/**
 * Bounds the open connections. When there are too many, the oldest one that has not shown the token is ended, so that
 * strangers who hold connections open push each other out and never the owner.
 */
export function capConnections(server: Server, limit: number): ConnectionCap {
  const strangers = new Set<Socket>()
  let open = 0
  server.on('connection', (socket: Socket) => {
    open += 1
    strangers.add(socket)
    socket.once('close', () => {
      open -= 1
      strangers.delete(socket)
    })
    if (open <= limit) return
    const [oldest] = strangers
    if (oldest) {
      strangers.delete(oldest)
      oldest.destroy()
    }
  })
  return { trust: (socket) => void strangers.delete(socket) }
}

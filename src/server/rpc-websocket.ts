import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Logger } from '../core/ports.ts'
import { SOCKET_PROTOCOL } from '../shared/contract/transport.ts'
import { type ApiRouter, isNetworkProcedure } from './api-router.ts'
import { securityHeaderLines } from './headers.ts'
import { refuseSocket } from './refusal.ts'
import { MAX_BODY_BYTES } from './request-guard.ts'
import { createRpcChannels, type SendMessage } from './rpc-channel.ts'
import type { Every } from './timers.ts'

const MAX_CONNECTIONS = 32
const PING_MS = 30_000
/** Bytes that may wait for a reader before it is given up on. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024

const GOING_AWAY = 1001
const ONLY_TEXT = 1003

export interface RpcOverWebSocket {
  /** Takes over a connection whose upgrade the guard has admitted. Gives the reason where it is refused after all. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): string | undefined
  /** Ends every connection and its streams. */
  stop(): void
}

export interface RpcOverWebSocketOptions {
  readonly router: ApiRouter
  readonly logger: Logger
  readonly every: Every
}

export function createRpcOverWebSocket(options: RpcOverWebSocketOptions): RpcOverWebSocket {
  const { logger } = options
  const openChannel = createRpcChannels({ router: options.router, logger, serves: isNetworkProcedure })
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: MAX_BODY_BYTES,
    perMessageDeflate: false,
    // Never the first one offered: that could be the one with the token.
    handleProtocols: (protocols) => (protocols.has(SOCKET_PROTOCOL) ? SOCKET_PROTOCOL : false),
  })
  server.on('headers', (headers) => headers.push(...securityHeaderLines()))
  server.on('wsClientError', (_error, socket) => refuseSocket(socket, 400, 'malformed upgrade'))
  const unanswered = new Set<WebSocket>()
  const stopPinging = options.every(PING_MS, () => pingRound(server.clients, unanswered))

  return {
    upgrade(request, socket, head) {
      if (server.clients.size >= MAX_CONNECTIONS) {
        refuseSocket(socket, 503, 'too many connections')
        return 'too many connections'
      }
      server.handleUpgrade(request, socket, head, (client) => {
        const channel = openChannel(boundedSend(client, logger))
        client.on('message', (data, isBinary) => {
          if (isBinary || !Buffer.isBuffer(data)) client.close(ONLY_TEXT)
          else channel.receive(data.toString('utf8'))
        })
        client.on('pong', () => unanswered.delete(client))
        client.on('close', () => {
          unanswered.delete(client)
          channel.close()
        })
        // `ws` closes the connection itself after an error (too large, not UTF-8, reset): `close` follows.
        client.on('error', (error) => logger.debug('a WebSocket failed', { reason: error.message }))
      })
      return undefined
    },
    stop() {
      stopPinging()
      for (const client of server.clients) {
        client.close(GOING_AWAY)
        // Does not wait for an answer to the close frame.
        client.terminate()
      }
      server.close()
    },
  }
}

/** Drops a reader that does not keep up, instead of keeping what it does not read. */
function boundedSend(client: WebSocket, logger: Logger): SendMessage {
  return (message) => {
    if (client.readyState !== client.OPEN) return
    if (client.bufferedAmount + message.length <= MAX_BUFFERED_BYTES) return client.send(message)
    logger.warn('dropped a WebSocket whose reader does not keep up', { bufferedBytes: client.bufferedAmount })
    client.terminate()
  }
}

/** A round ends the clients that have not answered since the last one, and asks the others. */
function pingRound(clients: ReadonlySet<WebSocket>, unanswered: Set<WebSocket>): void {
  for (const client of clients) {
    if (unanswered.has(client)) {
      client.terminate()
    } else {
      unanswered.add(client)
      client.ping()
    }
  }
}

import { RPCHandler } from '@orpc/server/websocket'
import type { Logger } from '../core/ports.ts'
import type { ApiRouter } from './api-router.ts'
import { logMaskedErrors } from './wire-errors.ts'

/** One client on a connection that carries whole messages both ways: a WebSocket or a message port. */
export interface RpcChannel {
  /** Takes a message of the client. Never throws: what is not a message of the protocol is logged and dropped. */
  receive(message: unknown): void
  /** Stops every call of this client; their streams clean up. */
  close(): void
}

/** Sends one message to the client. Must not throw when the client is gone. */
export type SendMessage = (message: string | Uint8Array) => void

export interface RpcChannelOptions {
  readonly router: ApiRouter
  readonly logger: Logger
  /** Tells which procedures are served; all of them where it is absent. */
  readonly serves?: (path: readonly string[]) => boolean
}

/**
 * Serves the contract on connections of whole messages. The handler is the one for WebSockets in both cases: it takes
 * single messages and gives back a promise, where the one for message ports would leave a malformed message as an
 * unhandled rejection. The messages are the same; the transport suite proves it.
 */
export function createRpcChannels(options: RpcChannelOptions): (send: SendMessage) => RpcChannel {
  const { router, logger, serves } = options
  const handler = new RPCHandler(router, {
    clientInterceptors: [logMaskedErrors(logger)],
    filter: ({ path }) => serves?.(path) ?? true,
  })
  return (send) => {
    // The handler knows a client by this object and calls nothing of it but `send`.
    const client = { send, addEventListener: () => undefined }
    let open = true
    return {
      receive(message) {
        if (!open) return
        if (typeof message !== 'string') return logger.warn('dropped a message that is not text')
        handler.message(client, message, { context: {} }).catch((cause: unknown) => {
          logger.error('dropped a message of the contract', cause)
        })
      },
      close() {
        open = false
        handler.close(client)
      },
    }
  }
}

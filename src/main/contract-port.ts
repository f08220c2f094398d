import type { Logger } from '../core/ports.ts'
import type { ApiRouter } from '../server/api-router.ts'
import { createRpcChannels } from '../server/rpc-channel.ts'

/** The end of a message channel that stays in this process, as Electron shapes it. */
export interface HostPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  /** Messages wait until this is called. */
  start(): void
  postMessage(message: unknown): void
  close(): void
}

export interface ContractPortOptions {
  readonly router: ApiRouter
  readonly logger: Logger
  /** Whether the other end belongs to our own page now; asked at every message, because a page can become another. */
  readonly isOurPage: () => boolean
}

/**
 * Serves the whole contract to the window that holds the other end of `port`, as long as that shows our page: a message
 * of anybody else ends the port. The returned function ends it and its streams; call it when the window navigates,
 * crashes or closes, because a port is not closed by being forgotten.
 */
export function serveContractOnPort(port: HostPort, options: ContractPortOptions): () => void {
  let open = true
  const channel = createRpcChannels(options)((message) => {
    if (open) port.postMessage(message)
  })
  const stop = (): void => {
    if (!open) return
    open = false
    channel.close()
    port.close()
  }
  port.on('message', (event) => {
    if (!open || options.isOurPage()) return channel.receive(event.data)
    options.logger.error('A message came from a page that is not ours; its port was closed.', undefined)
    stop()
  })
  port.on('close', stop)
  port.start()
  return stop
}

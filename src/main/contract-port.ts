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
}

/**
 * Serves the whole contract to the window that holds the other end of `port`.
 * The returned function ends it and its streams; call it when the window navigates, crashes or closes, because a port
 * is not closed by being forgotten.
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
  port.on('message', (event) => channel.receive(event.data))
  port.on('close', stop)
  port.start()
  return stop
}

import { RPCLink } from '@orpc/client/message-port'
import { beginLinkLife, type HostLink } from './host-link.ts'

/** The end of a message channel that the page holds. A `MessagePort` is one. */
export interface PagePort {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  /** Messages wait until this is called. */
  start(): void
  postMessage(message: unknown): void
  close(): void
}

/** Opens a link over a port. `onClosed` is called once, whichever end closes. */
export function openMessagePortLink(port: PagePort, onClosed: () => void): HostLink {
  const life = beginLinkLife(onClosed)
  const asSeenByRpc = Object.assign(life.events, {
    postMessage(message: unknown) {
      life.assertOpen()
      port.postMessage(message)
    },
  })
  const rpc = new RPCLink<Record<string, never>>({ port: asSeenByRpc })
  port.addEventListener('message', (event) => life.deliver(event.data))
  port.addEventListener('close', life.end)
  port.start()
  return {
    call: (path, input, options) => rpc.call(path, input, options),
    isOpen: life.isOpen,
    close() {
      port.close()
      // A browser tells the other end only.
      life.end()
    },
  }
}

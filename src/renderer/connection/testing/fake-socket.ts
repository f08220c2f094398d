import type { OpenSocket, Schedule } from '../reconnecting-socket.ts'
import type { PageSocket } from '../websocket-link.ts'

/** A WebSocket whose fate the test decides. */
export class FakeSocket implements PageSocket {
  readonly url: string
  readonly protocols: readonly string[]
  readonly sent: string[] = []
  /** Resolves when the first message is sent. */
  readonly sending: Promise<void>
  readyState = 0
  readonly #events = new EventTarget()

  constructor(url: string, protocols: readonly string[]) {
    this.url = url
    this.protocols = protocols
    this.sending = new Promise((resolve) => this.#events.addEventListener('sent', () => resolve()))
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#events.addEventListener(type, (event) =>
      listener({ data: event instanceof MessageEvent && event.data }),
    )
  }

  send(message: string): void {
    this.sent.push(message)
    this.#events.dispatchEvent(new Event('sent'))
  }

  /** As in a browser: the end is told later. */
  close(): void {
    this.readyState = 2
  }

  succeed(): void {
    this.readyState = 1
    this.#events.dispatchEvent(new Event('open'))
  }

  end(): void {
    this.readyState = 3
    this.#events.dispatchEvent(new Event('close'))
  }
}

export interface FakeNetwork {
  readonly sockets: readonly FakeSocket[]
  readonly openSocket: OpenSocket
  readonly schedule: Schedule
  /** Delays that wait for their moment, in milliseconds. */
  delays(): readonly number[]
  /** Lets the only waiting delay pass. */
  elapse(): void
  latest(): FakeSocket
}

/** Hands out fake sockets and holds back what is scheduled. */
export function createFakeNetwork(): FakeNetwork {
  const sockets: FakeSocket[] = []
  const waiting = new Map<() => void, number>()
  return {
    sockets,
    openSocket(url, protocols) {
      const socket = new FakeSocket(url, protocols)
      sockets.push(socket)
      return socket
    },
    schedule(delayMs, action) {
      waiting.set(action, delayMs)
      return () => void waiting.delete(action)
    },
    delays: () => [...waiting.values()],
    elapse() {
      const [action] = waiting.keys()
      if (!action || waiting.size !== 1) throw new Error(`${waiting.size} delays are waiting`)
      waiting.delete(action)
      action()
    },
    latest() {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('no socket was opened')
      return socket
    },
  }
}

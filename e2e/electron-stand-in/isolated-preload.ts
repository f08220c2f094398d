import { readFileSync } from 'node:fs'
import type { CDPSession } from 'playwright'
import { z } from 'zod'
import type { StandInPort } from './message-channel.ts'

const WORLD = 'preload'
const BINDING = 'fromPreload'

const messageSchema = z.object({ port: z.number(), data: z.unknown(), closed: z.boolean() })

/** The preload in a world of its own beside the page's: the same document, other globals. */
export class IsolatedPreload {
  readonly #session: CDPSession
  readonly #ports = new Map<number, StandInPort>()
  #context: number | undefined
  #portCount = 0

  private constructor(session: CDPSession) {
    this.#session = session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#context = context.id
    })
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) this.#receive(messageSchema.parse(JSON.parse(payload)))
    })
  }

  static async open(session: CDPSession, preload: string): Promise<IsolatedPreload> {
    const opened = new IsolatedPreload(session)
    await session.send('Runtime.enable')
    await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    await session.send('Page.enable')
    const source = `(${bridge.toString()})(${JSON.stringify(BINDING)}, (require, module, exports) => {${readFileSync(preload, 'utf8')}\n})`
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
    return opened
  }

  /** What `webContents.postMessage` does: the preload hears of it, with one end of each channel. */
  async post(channel: string, ports: readonly StandInPort[]): Promise<void> {
    const ids = ports.map((port) => this.#join(port))
    await this.#call(`deliver(${JSON.stringify(channel)}, ${JSON.stringify(ids)})`)
  }

  #join(port: StandInPort): number {
    const id = (this.#portCount += 1)
    this.#ports.set(id, port)
    port.on('message', ({ data }) => void this.#call(`toPort(${id}, ${JSON.stringify(data)})`))
    port.on('close', () => void this.#call(`closePort(${id})`))
    port.start()
    return id
  }

  #receive({ port, data, closed }: z.infer<typeof messageSchema>): void {
    if (closed) this.#ports.get(port)?.close()
    else this.#ports.get(port)?.postMessage(data)
  }

  /** A page that is gone takes nothing any more. */
  async #call(expression: string): Promise<void> {
    const parameters = { expression: `globalThis.standIn.${expression}`, contextId: this.#context ?? 0 }
    await this.#session.send('Runtime.evaluate', parameters).catch(() => undefined)
  }
}

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void

/** Runs in the page's isolated world: nothing of this file is in reach there. */
function bridge(binding: string, preload: Preload): void {
  const tell = (message: object): void => {
    const send: unknown = Reflect.get(globalThis, binding)
    if (typeof send === 'function') send(JSON.stringify(message))
  }
  const ports = new Map<number, MessagePort>()
  const target = new EventTarget()
  const listen = (channel: string, listener: (event: object) => void, once: boolean): void =>
    target.addEventListener(channel, (event) => listener({ ports: Reflect.get(event, 'detail') }), { once })
  const standIn = {
    deliver(channel: string, ids: readonly number[]): void {
      const detail = ids.map((id) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', ({ data }) => tell({ port: id, data, closed: false }))
        port1.addEventListener('close', () => tell({ port: id, data: null, closed: true }))
        port1.start()
        ports.set(id, port1)
        return port2
      })
      target.dispatchEvent(new CustomEvent(channel, { detail }))
    },
    toPort: (id: number, data: unknown) => ports.get(id)?.postMessage(data),
    closePort: (id: number) => ports.get(id)?.close(),
  }
  Reflect.set(globalThis, 'standIn', standIn)
  const ipcRenderer = {
    on: (channel: string, listener: (event: object) => void) => listen(channel, listener, false),
    once: (channel: string, listener: (event: object) => void) => listen(channel, listener, true),
  }
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`)
    return { ipcRenderer }
  }
  preload(require, {}, {})
}

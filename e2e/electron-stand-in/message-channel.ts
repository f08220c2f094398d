import { EventEmitter } from 'node:events'

/** One end of a channel between this process and a page. Messages wait until it is started, as Electron has it. */
export class StandInPort extends EventEmitter {
  peer: StandInPort | undefined
  #started = false
  #closed = false
  #waiting: unknown[] = []

  start(): void {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  postMessage(data: unknown): void {
    this.peer?.deliver(data)
  }

  deliver(data: unknown): void {
    if (this.#closed) return
    if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.emit('close')
    this.peer?.close()
  }
}

export class StandInChannel {
  readonly port1 = new StandInPort()
  readonly port2 = new StandInPort()

  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

import type Electron from 'electron'
import type { StandsInFor } from './stands-in-for.ts'
import { EventEmitter } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Folder that holds what this app keeps of itself; two starts with the same one are one app. */
const FOLDER = process.env['STAND_IN_FOLDER'] ?? '.'

export class StandInApp extends EventEmitter implements StandsInFor<Electron.App> {
  readonly isPackaged = true
  /** What there is to close before the process ends, in this order. */
  readonly closing: (() => Promise<void>)[] = []
  prepare: () => Promise<void> = async () => undefined
  closeWindows: () => void = () => undefined
  readonly #lock = join(FOLDER, 'instance')
  #owns = false

  enableSandbox(): void {}

  setAsDefaultProtocolClient(): boolean {
    return true
  }

  setLoginItemSettings(): void {}

  getVersion(): string {
    return '0.0.0'
  }

  getAppPath(): string {
    return resolve(import.meta.dirname, '../..')
  }

  getPath(): string {
    return FOLDER
  }

  /** The first start writes its process id; another one finds it and tells it. */
  requestSingleInstanceLock(): boolean {
    const first = this.#first()
    if (first !== undefined && isAlive(first)) {
      writeFileSync(`${this.#lock}.argv`, JSON.stringify(process.argv))
      process.kill(first, 'SIGUSR2')
      return false
    }
    writeFileSync(this.#lock, String(process.pid))
    this.#owns = true
    process.on('SIGUSR2', () => {
      this.emit('second-instance', {}, JSON.parse(readFileSync(`${this.#lock}.argv`, 'utf8')))
    })
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.quit())
    return true
  }

  async whenReady(): Promise<void> {
    await this.prepare()
  }

  quit(): void {
    let isHeld = false
    this.closeWindows()
    this.emit('will-quit', { preventDefault: () => (isHeld = true) })
    if (!isHeld) this.exit()
  }

  exit(code = 0): void {
    if (this.#owns) rmSync(this.#lock, { force: true })
    const closed = this.closing.map((close) => close().catch(() => undefined))
    void Promise.all(closed).finally(() => process.exit(code))
  }

  #first(): number | undefined {
    try {
      return Number(readFileSync(this.#lock, 'utf8'))
    } catch {
      return undefined
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

import type { ContextApi } from '../context-api.ts'

/** Contexts that take every file but the one that is refused, and write down what came. */
export class ScriptedContexts implements ContextApi {
  /** Text of the file that is refused. */
  refuses: string | null = null
  /** What every import ends with. */
  failure: Error | null = null
  pieces = 0
  /** Texts that were looked into. */
  readonly received: string[] = []
  readonly imported: [text: string, attachTo: string | null][] = []
  readonly problem = { path: 'session', place: { line: 3, column: 7 }, message: 'expected object' }
  readonly #transfers = new Map<string, number[]>()

  forgetAll(): void {
    this.#transfers.clear()
  }

  /** Texts that were handed over and are not forgotten. */
  kept(): string[] {
    return [...this.#transfers.keys()].map((transfer) => this.#text(transfer))
  }

  upload: ContextApi['upload'] = async ({ transfer, from, piece }) => {
    const name = transfer ?? `transfer-${this.#transfers.size + 1}-${this.pieces}`
    const bytes = transfer === null ? [] : this.#bytes(transfer)
    if (bytes.length !== from) throw new Error('a piece is missing')
    for (const character of atob(piece)) bytes.push(character.charCodeAt(0))
    this.#transfers.set(name, bytes)
    this.pieces += 1
    return { transfer: name, sizeBytes: bytes.length }
  }

  preview: ContextApi['preview'] = async (transfer) => {
    const text = this.#text(transfer)
    this.received.push(text)
    const sizeBytes = text.length
    if (text === this.refuses) return { kind: 'refused', problems: [this.problem], sizeBytes }
    const sums = { total: 1, added: 1, tokens: 0, messages: 0, sizeBytes }
    return { kind: 'importable', contexts: [], withoutConversation: false, ...sums }
  }

  import: ContextApi['import'] = async (transfer, attachTo) => {
    if (this.failure) throw this.failure
    this.imported.push([this.#text(transfer), attachTo])
    this.#transfers.delete(transfer)
    return { contexts: [], attachedTo: attachTo }
  }

  discard: ContextApi['discard'] = async (transfer) => void this.#transfers.delete(transfer)
  list: ContextApi['list'] = async () => ({ contexts: [], total: 0 })
  get: ContextApi['get'] = () => Promise.reject(new Error('There is no context.'))
  messages: ContextApi['messages'] = async () => ({ messages: [], total: 0 })
  remove: ContextApi['remove'] = async () => undefined
  save: ContextApi['save'] = () => Promise.reject(new Error('There is no context.'))

  #text(transfer: string): string {
    return new TextDecoder().decode(Uint8Array.from(this.#bytes(transfer)))
  }

  #bytes(transfer: string): number[] {
    const bytes = this.#transfers.get(transfer)
    if (bytes === undefined) throw Object.assign(new Error('It is gone.'), { code: 'TRANSFER_GONE' })
    return bytes
  }
}

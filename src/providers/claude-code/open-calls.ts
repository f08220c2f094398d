import { isObject } from './json-values.ts'

/** A tool call whose result has not been read yet. */
export interface OpenCall {
  /** File that the call is about, for the tools that read or write one. */
  readonly path: string | undefined
  readonly access: 'read' | 'write'
  /** True in the main conversation: a sub-agent's call does not hold that up. */
  readonly main: boolean
}

/** Calls that are kept. A call that no result ever answers must not stay for ever. */
const MAX_CALLS = 1000

/** Tool calls that wait for their results. */
export class OpenCalls {
  private readonly calls = new Map<string, OpenCall>()
  private readonly answered = new Set<string>()
  private message: string | undefined
  /** How many of the calls are main ones. */
  private mainCount = 0

  /**
   * A message of the model in the main conversation: the model only goes on when all results are there, so that no call of an
   * earlier message is open any more. The rows of one message come under one key.
   */
  startMessage(key: string): void {
    if (key === this.message) return
    this.message = key
    this.closeMain()
    this.answered.clear()
  }

  /** A call; false where it is known already: after a compaction rows are written once more. */
  open(id: string, call: OpenCall): boolean {
    if (this.calls.has(id) || this.answered.has(id)) return false
    if (this.calls.size >= MAX_CALLS) this.forgetOldest()
    this.calls.set(id, call)
    if (call.main) this.mainCount++
    return true
  }

  wasAnswered(id: string): boolean {
    return this.answered.has(id)
  }

  /** The call that a result answers; `undefined` where it is not known. */
  answer(id: string): OpenCall | undefined {
    const call = this.close(id)
    if (this.answered.size < MAX_CALLS) this.answered.add(id)
    return call
  }

  /** No call of the main conversation is open any more: a prompt or an interruption came. */
  closeMain(): void {
    if (this.mainCount === 0) return
    for (const [id, call] of this.calls) if (call.main) this.close(id)
  }

  get mainIsOpen(): boolean {
    return this.mainCount > 0
  }

  isOpenFor(path: string): boolean {
    for (const call of this.calls.values()) if (call.path === path) return true
    return false
  }

  checkpoint(): unknown {
    return { message: this.message, answered: [...this.answered], calls: [...this.calls] }
  }

  /** Takes over what `checkpoint` gave; false where it is not that. */
  restore(checkpoint: unknown): boolean {
    if (!isObject(checkpoint)) return false
    const { message, answered, calls } = checkpoint
    if (message !== undefined && typeof message !== 'string') return false
    if (!Array.isArray(answered) || !Array.isArray(calls)) return false
    this.message = message
    for (const id of answered) {
      if (typeof id !== 'string') return false
      this.answered.add(id)
    }
    for (const entry of calls) if (!this.restoreCall(entry)) return false
    return true
  }

  private restoreCall(entry: unknown): boolean {
    if (!Array.isArray(entry)) return false
    const [id, call]: unknown[] = entry
    if (typeof id !== 'string' || !isObject(call)) return false
    const { path, access, main } = call
    if ((path !== undefined && typeof path !== 'string') || typeof main !== 'boolean') return false
    if (access !== 'read' && access !== 'write') return false
    this.open(id, { path, access, main })
    return true
  }

  private close(id: string): OpenCall | undefined {
    const call = this.calls.get(id)
    if (!call) return undefined
    this.calls.delete(id)
    if (call.main) this.mainCount--
    return call
  }

  private forgetOldest(): void {
    for (const id of this.calls.keys()) {
      this.close(id)
      return
    }
  }
}

import { LARGEST_CONTEXT_FILE_BYTES, PIECE_BYTES } from '../../shared/domain/context-files.ts'
import type { Clock } from '../ports.ts'

/** Files on their way that are kept at once; the one that was longest not asked for makes room. */
const MOST_TRANSFERS = 8
const MOST_BYTES = 2 * LARGEST_CONTEXT_FILE_BYTES
const KEPT_MS = 10 * 60_000

export type Received =
  | { readonly kind: 'received'; readonly transfer: string; readonly sizeBytes: number }
  /** Its beginning is not here, or ends elsewhere. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'too large' }

export interface Piece {
  readonly bytes: Uint8Array
  /** Where the next one begins; `null` after the last. */
  readonly next: number | null
}

interface Transfer {
  readonly direction: 'in' | 'out'
  readonly pieces: Uint8Array[]
  sizeBytes: number
  usedAtMs: number
}

/**
 * Files that travel in pieces, in memory: those that come in until they are imported or given up, those that go out until
 * they are fetched. Bounded in number, bytes and time, whatever its callers forget.
 */
export class Transfers {
  private readonly clock: Clock
  private readonly transfers = new Map<string, Transfer>()
  private readonly begunAt: string
  private begun = 0
  private timer: NodeJS.Timeout | undefined

  constructor(clock: Clock) {
    this.clock = clock
    this.begunAt = clock.now().getTime().toString(36)
  }

  /** Takes the next piece of a file that comes in; `transfer` is `null` with the first. */
  receive(transfer: string | null, from: number, bytes: Uint8Array): Received {
    this.forgetOld()
    const id = transfer ?? this.begin('in')
    const known = this.found(id, 'in')
    if (!known || known.sizeBytes !== from) return { kind: 'gone' }
    if (from + bytes.length > LARGEST_CONTEXT_FILE_BYTES) {
      this.transfers.delete(id)
      return { kind: 'too large' }
    }
    known.pieces.push(bytes)
    known.sizeBytes += bytes.length
    this.makeRoom()
    return { kind: 'received', transfer: id, sizeBytes: known.sizeBytes }
  }

  /** All that came in so far, as bytes that are the caller's own; `undefined` where there is nothing. */
  received(transfer: string): Uint8Array<ArrayBuffer> | undefined {
    this.forgetOld()
    const known = this.found(transfer, 'in')
    if (!known) return undefined
    const bytes = new Uint8Array(known.sizeBytes)
    let at = 0
    for (const piece of known.pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }

  /** Keeps a file that is to be fetched; `undefined` where it is too large. */
  offer(bytes: Uint8Array): string | undefined {
    this.forgetOld()
    if (bytes.length > LARGEST_CONTEXT_FILE_BYTES) return undefined
    const id = this.begin('out')
    const known = this.found(id, 'out')
    known?.pieces.push(bytes)
    if (known) known.sizeBytes = bytes.length
    this.makeRoom()
    return id
  }

  /** The next piece of a file that goes out. It is forgotten with the last. */
  fetch(transfer: string, from: number): Piece | undefined {
    this.forgetOld()
    const known = this.found(transfer, 'out')
    const [bytes] = known?.pieces ?? []
    if (!bytes || from > bytes.length) return undefined
    const end = Math.min(bytes.length, from + PIECE_BYTES)
    const isLast = end === bytes.length
    if (isLast) this.transfers.delete(transfer)
    return { bytes: bytes.subarray(from, end), next: isLast ? null : end }
  }

  discard(transfer: string): void {
    this.transfers.delete(transfer)
  }

  private begin(direction: Transfer['direction']): string {
    const id = `${this.begunAt}-${++this.begun}`
    this.transfers.set(id, { direction, pieces: [], sizeBytes: 0, usedAtMs: this.clock.monotonicMs() })
    this.forgetLater()
    return id
  }

  private found(id: string, direction: Transfer['direction']): Transfer | undefined {
    const known = this.transfers.get(id)
    if (known?.direction !== direction) return undefined
    known.usedAtMs = this.clock.monotonicMs()
    // The map's order is that of use.
    this.transfers.delete(id)
    this.transfers.set(id, known)
    return known
  }

  private forgetOld(): void {
    const oldest = this.clock.monotonicMs() - KEPT_MS
    for (const [id, { usedAtMs }] of this.transfers) if (usedAtMs < oldest) this.transfers.delete(id)
  }

  /** What nobody asks for again does not stay in memory until somebody asks for something else. */
  private forgetLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.forgetOld()
      if (this.transfers.size > 0) this.forgetLater()
    }, KEPT_MS).unref()
  }

  /** Never forgets the one that was used last. */
  private makeRoom(): void {
    let bytes = 0
    for (const { sizeBytes } of this.transfers.values()) bytes += sizeBytes
    for (const [id, { sizeBytes }] of this.transfers) {
      if (this.transfers.size <= MOST_TRANSFERS && bytes <= MOST_BYTES) return
      this.transfers.delete(id)
      bytes -= sizeBytes
    }
  }
}

import { beforeEach, describe, expect, it } from 'vitest'
import { LARGEST_CONTEXT_FILE_BYTES, PIECE_BYTES } from '../../shared/domain/context-files.ts'
import { Transfers } from './transfers.ts'

let now: number
let transfers: Transfers

beforeEach(() => {
  now = 0
  transfers = new Transfers({ now: () => new Date(1_000_000), monotonicMs: () => now })
})

function begun(bytes = new Uint8Array([1])): string {
  const received = transfers.receive(null, 0, bytes)
  if (received.kind !== 'received') throw new Error(received.kind)
  return received.transfer
}

describe('files that come in', () => {
  it('are put together in the order of their pieces, and can be read twice', () => {
    const id = begun(new Uint8Array([1, 2]))
    expect(transfers.receive(id, 2, new Uint8Array([3]))).toEqual({
      kind: 'received',
      transfer: id,
      sizeBytes: 3,
    })
    expect([...(transfers.received(id) ?? [])]).toEqual([1, 2, 3])
    expect([...(transfers.received(id) ?? [])]).toEqual([1, 2, 3])
  })

  it('take no piece twice, none that leaves a gap, and none of another file', () => {
    const id = begun(new Uint8Array([1, 2]))
    for (const from of [0, 1, 3]) expect(transfers.receive(id, from, new Uint8Array([9])).kind).toBe('gone')
    expect(transfers.receive('unheard-of', 0, new Uint8Array([9])).kind).toBe('gone')
    expect([...(transfers.received(id) ?? [])]).toEqual([1, 2])
  })

  it('are given up where they get too large', () => {
    const id = begun(new Uint8Array(LARGEST_CONTEXT_FILE_BYTES))
    expect(transfers.receive(id, LARGEST_CONTEXT_FILE_BYTES, new Uint8Array(1)).kind).toBe('too large')
    expect(transfers.received(id)).toBeUndefined()
  })

  it('are forgotten ten minutes after they were last asked for', () => {
    const [kept, left] = [begun(), begun()]
    now = 9 * 60_000
    transfers.received(kept)
    now = 11 * 60_000
    expect(transfers.received(left)).toBeUndefined()
    expect(transfers.received(kept)).toBeDefined()
  })

  it('make room for others: by number', () => {
    const first = begun()
    const others = Array.from({ length: 8 }, () => begun())
    expect(transfers.received(first)).toBeUndefined()
    expect(others.every((id) => transfers.received(id))).toBe(true)
  })

  it('make room for others: by size', () => {
    const large = () => begun(new Uint8Array(LARGEST_CONTEXT_FILE_BYTES))
    const [first, second, third] = [large(), large(), large()]
    expect(transfers.received(first)).toBeUndefined()
    expect(transfers.received(second)).toBeDefined()
    expect(transfers.received(third)).toBeDefined()
  })
})

describe('files that go out', () => {
  it('are fetched piece by piece, and are gone with the last', () => {
    const bytes = Uint8Array.from({ length: PIECE_BYTES + 10 }, (_, index) => index % 251)
    const id = transfers.offer(bytes) ?? expect.fail('it was not taken')
    const first = transfers.fetch(id, 0)
    expect(first).toMatchObject({ next: PIECE_BYTES })
    const second = transfers.fetch(id, PIECE_BYTES)
    expect(second?.next).toBeNull()
    expect(Buffer.concat([first?.bytes ?? [], second?.bytes ?? []].map((part) => Buffer.from(part)))).toEqual(
      Buffer.from(bytes),
    )
    expect(transfers.fetch(id, 0)).toBeUndefined()
  })

  it('cannot be fetched from beyond their end, and are not taken for files that come in', () => {
    const id = transfers.offer(new Uint8Array(10)) ?? ''
    expect(transfers.fetch(id, 11)).toBeUndefined()
    expect(transfers.received(id)).toBeUndefined()
    expect(transfers.fetch(begun(), 0)).toBeUndefined()
  })

  it('have a largest size', () => {
    expect(transfers.offer(new Uint8Array(LARGEST_CONTEXT_FILE_BYTES + 1))).toBeUndefined()
  })

  it('can be discarded', () => {
    const id = transfers.offer(new Uint8Array(10)) ?? ''
    transfers.discard(id)
    expect(transfers.fetch(id, 0)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { makeProvider } from '../discovery/testing/processes.ts'
import type { Candidate } from './look-at-roots.ts'
import { batchesInOrder } from './reading-order.ts'

const provider = {
  ...makeProvider('catbot', () => undefined),
  transcript: () => undefined,
  parser() {
    throw new Error('nothing is read here')
  },
}

function file(sessionId: string, sizeBytes = 1_000, subagentOf?: string): Candidate {
  const path = `/root/${sessionId}`
  return {
    provider,
    root: '/root',
    file: { path, relativePath: sessionId, dev: 1, ino: 1, sizeBytes, mtimeMs: 1, birthtimeMs: 1 },
    ref: { sessionId, subagentOf },
  }
}

function namesOf(batches: readonly (readonly Candidate[])[]): string[] {
  return batches.flat().map(({ file: { relativePath } }) => relativePath)
}

const HUNDRED = Array.from({ length: 100 }, (_, index) => file(`new-${index}`))

describe('the order of reading', () => {
  it('has the newest hundred sessions before all others, with files of theirs that are older', () => {
    const old = file('old')
    const late = file('agent', 1_000, 'new-7')
    const names = namesOf(batchesInOrder([...HUNDRED, old, late]))
    expect(names.slice(0, 101)).toContain('agent')
    expect(names.at(-1)).toBe('old')
  })

  it('keeps no first screen waiting for one large file', () => {
    const large = file('new-large', 500 << 20)
    const names = namesOf(batchesInOrder([large, ...HUNDRED.slice(1), file('old')]))
    expect(names.indexOf('new-large')).toBe(99)
    expect(names.at(-1)).toBe('old')
  })

  it('reads little at once at first, and 64 MiB behind the first screen', () => {
    const many = Array.from({ length: 400 }, (_, index) => file(`s-${index}`, 1 << 20))
    const sizes = batchesInOrder(many).map((batch) => batch.length)
    expect(sizes.slice(0, 3)).toEqual([5, 17, 17])
    expect(Math.max(...sizes)).toBe(65)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(400)
  })

  it('is nothing where nothing changed', () => {
    expect(batchesInOrder([])).toEqual([])
  })
})

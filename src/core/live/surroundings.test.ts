import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { askedRarely, onBattery } from './surroundings.ts'

function supplies(...known: readonly { readonly type: string; readonly online?: string }[]): string {
  const folder = temporaryFolder()
  for (const [index, { type, online }] of known.entries()) {
    const path = join(folder, `supply${index}`)
    mkdirSync(path)
    writeFileSync(join(path, 'type'), `${type}\n`)
    if (online !== undefined) writeFileSync(join(path, 'online'), `${online}\n`)
  }
  return folder
}

describe('the power supply', () => {
  it.each([
    ['a laptop that is plugged in', [{ type: 'Battery' }, { type: 'Mains', online: '1' }], false],
    ['a laptop on its battery', [{ type: 'Battery' }, { type: 'Mains', online: '0' }], true],
    [
      'one of two plugs',
      [
        { type: 'Mains', online: '0' },
        { type: 'Mains', online: '1' },
      ],
      false,
    ],
    ['a machine that tells of none', [], undefined],
  ])('is understood: %s', (_name, known, expected) => {
    expect(onBattery(supplies(...known))).toBe(expected)
  })

  it('is not known where there is no such folder', () => {
    expect(onBattery(join(temporaryFolder(), 'gone'))).toBeUndefined()
  })
})

describe('a question that is asked rarely', () => {
  it('is answered from memory in between', () => {
    let now = 0
    let asked = 0
    const ask = askedRarely(() => ++asked, 1_000, { now: () => new Date(), monotonicMs: () => now })
    expect([ask(), ask()]).toEqual([1, 1])
    now = 1_000
    expect(ask()).toBe(2)
  })
})

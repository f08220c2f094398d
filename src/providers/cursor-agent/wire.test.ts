import { describe, expect, it } from 'vitest'
import { bytesField, numberField } from './testing/store.ts'
import { bytesIn, numberIn, wireFields } from './wire.ts'

describe('a message', () => {
  it('has its numbers and its bytes', () => {
    const message = Buffer.concat([
      numberField(1, 300),
      bytesField(16, Buffer.from('ä')),
      numberField(1, 2 ** 40),
    ])
    const fields = wireFields(message) ?? []
    expect(numberIn(fields, 1)).toBe(2 ** 40)
    expect(bytesIn(fields, 16).map(String)).toEqual(['ä'])
    expect(numberIn(fields, 16)).toBeUndefined()
    expect(bytesIn(fields, 1)).toEqual([])
  })

  it('may hold fields of fixed size, which nobody asks for', () => {
    const fixed = Buffer.from([0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(wireFields(Buffer.concat([fixed, numberField(3, 7)]))).toEqual([
      { number: 3, kind: 'number', value: 7 },
    ])
    expect(wireFields(Buffer.alloc(0))).toEqual([])
  })

  it.each([
    ['a number without an end', [0x08, 0x80]],
    ['a number that is too large', [0x08, ...Array<number>(9).fill(0xff), 1]],
    ['bytes that are cut off', [0x0a, 5, 1]],
    ['a fixed field that is cut off', [0x0d, 1]],
    ['a group', [0x0b]],
    ['field 0', [0x00, 1]],
    ['JSON', [...Buffer.from('{"role":"user"}')]],
  ])('is none where it holds %s', (_what, bytes) => {
    expect(wireFields(Buffer.from(bytes))).toBeUndefined()
  })
})

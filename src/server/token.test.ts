import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createLaunchToken, launchTokenFrom } from './token.ts'

describe('the launch token', () => {
  it('holds 32 random bytes in characters that a header, a subprotocol and a fragment can carry', () => {
    const sizes: number[] = []
    const token = createLaunchToken((size) => {
      sizes.push(size)
      return new Uint8Array(size).fill(0xff)
    })
    expect(sizes).toEqual([32])
    expect(token.value).toBe(`${'_'.repeat(42)}8`)
  })

  it('is another one every time', () => {
    const values = Array.from({ length: 100 }, () => createLaunchToken(randomBytes).value)
    expect(new Set(values).size).toBe(100)
  })

  it('matches itself and nothing near it', () => {
    const token = createLaunchToken(randomBytes)
    expect(token.matches(token.value)).toBe(true)
    const near = ['', token.value.slice(1), token.value.slice(0, -1), `${token.value}A`, ` ${token.value}`]
    expect(near.filter((candidate) => token.matches(candidate))).toEqual([])
  })

  it.each(['', 'short', 'a'.repeat(42), 'a'.repeat(257), `${'a'.repeat(43)}=`, `${'a'.repeat(43)} `])(
    'refuses %j when a host brings it along',
    (value) => {
      expect(() => launchTokenFrom(value)).toThrow('43 to 256')
    },
  )

  it('is taken out of a text that is to be logged', () => {
    const token = launchTokenFrom('t'.repeat(43))
    expect(token.redact(`/a/${token.value}/b/${token.value}`)).toBe('/a/[token]/b/[token]')
  })
})

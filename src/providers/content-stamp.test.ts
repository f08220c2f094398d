import { expect, it } from 'vitest'
import { contentStamp } from './content-stamp.ts'

const stampOf = (text: string) => contentStamp(Buffer.from(text))

it('gives the same content the same name', () => {
  expect(stampOf('{"a":1}')).toBe(stampOf('{"a":1}'))
})

it('gives 100,000 contents that differ by little as many names', () => {
  const names = Array.from({ length: 100_000 }, (_, number) => stampOf(`{"a":${100_000 + number}}`))
  expect(new Set(names).size).toBe(names.length)
})

it('tells contents apart by their order and by zeros', () => {
  const names = ['', '\0', '\0\0', 'ab', 'ba'].map(stampOf)
  expect(new Set(names).size).toBe(names.length)
})

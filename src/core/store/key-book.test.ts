import { describe, expect, it } from 'vitest'
import { KeyBook } from './key-book.ts'
import { responseKey } from './response-codec.ts'

describe('a book of keys', () => {
  it('names all files that hold a key, each once, however many there are', () => {
    const book = new KeyBook()
    for (let round = 0; round < 2; round++)
      for (let index = 0; index < 20_000; index++) book.add(responseKey(`msg_${index}`), 1 + (index >> 6))
    for (let index = 0; index < 20_000; index += 97) {
      book.add(responseKey(`msg_${index}`), 1_000)
      expect(book.holdersOf(responseKey(`msg_${index}`))).toEqual([1 + (index >> 6), 1_000])
    }
    expect(book.holdersOf(responseKey('msg_20000'))).toEqual([])
  })

  it('names a file too many rather than one too few: it tells keys apart by 32 bits', () => {
    const book = new KeyBook()
    book.add(5, 1)
    book.add(5 + 2 ** 32, 2)
    book.add(6, 3)
    expect(book.holdersOf(5)).toEqual([1, 2])
    expect(book.sharing()).toEqual(new Set([1, 2]))
  })

  it('finds files that share a key across the end of its memory', () => {
    const book = new KeyBook()
    for (const fileId of [1, 2, 3]) book.add(-1, fileId)
    book.add(-1 + 2 ** 31, 4)
    book.add(0, 5)
    expect(book.holdersOf(-1)).toEqual([1, 2, 3])
    expect(book.sharing()).toEqual(new Set([1, 2, 3]))
    expect(new KeyBook().sharing()).toEqual(new Set())
  })
})

import { expect, it } from 'vitest'
import { wrap, wrapBehind } from './wrap.ts'

it('breaks between words', () => {
  expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  expect(wrap('one two three four', 18)).toEqual(['one two three four'])
  expect(wrap('', 5)).toEqual([''])
})

it('leaves a word whole that is longer than a line', () => {
  expect(wrap('see /a/rather/long/path there', 8)).toEqual(['see', '/a/rather/long/path', 'there'])
})

it('counts columns, not characters', () => {
  expect(wrap('漢字 漢字 漢字', 9)).toEqual(['漢字 漢字', '漢字'])
})

it('puts further lines below the first', () => {
  expect(wrapBehind('State ', 6, 'idle: it is your turn', 16)).toEqual([
    'State idle: it',
    '      is your',
    '      turn',
  ])
})

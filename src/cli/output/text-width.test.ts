import { describe, expect, it } from 'vitest'
import { fit, padEnd, padStart, textWidth } from './text-width.ts'

describe('the width of a text', () => {
  it.each([
    ['plain', 5],
    ['Größe – naïve …', 15],
    ['○ idle █▏░', 10],
    ['日本語', 6],
    ['a👍b', 4],
    ['👨‍👩‍👧 family', 9],
    ['◽', 2],
    ['e\u0301', 1],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns)
  })
})

describe('fitting a text', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer text', 8, 'longer…'],
    ['Übergröße', 5, 'Über…'],
    ['日本語テキスト', 6, '日本…'],
    ['ab👨‍👩‍👧cd', 5, 'ab👨‍👩‍👧…'],
    ['anything', 0, ''],
  ])('%j in %i columns is %j', (text, columns, expected) => {
    expect(fit(text, columns)).toBe(expected)
  })

  it('pads to a width on either side', () => {
    expect(padEnd('日本', 6)).toBe('日本  ')
    expect(padStart('42', 4)).toBe('  42')
    expect(padStart('too long', 4)).toBe('too long')
  })
})

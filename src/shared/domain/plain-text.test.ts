import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

const escape = '\u001b'

describe('plain text', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['fix the bug', 'é ü ß', '修复错误', '🎉 done', 'a-b_c/d.ts'])
      expect(plainText(text)).toBe(text)
  })

  it('drops colours, cursor moves and titles with their arguments', () => {
    expect(plainText(`${escape}[31mred${escape}[0m`)).toBe('red')
    expect(plainText(`a${escape}[2J${escape}[1;1Hb`)).toBe('ab')
    expect(plainText(`${escape}]0;owned\u0007title`)).toBe('title')
    expect(plainText(`${escape}]8;;http://evil.test${escape}\\link${escape}]8;;${escape}\\`)).toBe('link')
    expect(plainText('\u009b31mred')).toBe('red')
    expect(plainText(`${escape}P+q544e${escape}\\x`)).toBe('x')
  })

  it('drops what overwrites or rings, and an escape that was cut off', () => {
    expect(plainText('safe\b\b\b\bevil')).toBe('safeevil')
    expect(plainText('a\rb')).toBe('a b')
    expect(plainText('bell\u0007')).toBe('bell')
    expect(plainText(`cut${escape}`)).toBe('cut')
    expect(plainText(`cut${escape}]0;never ended`)).not.toContain(escape)
  })

  it('drops what turns the reading direction', () => {
    expect(plainText('a\u202egnp.exe')).toBe('agnp.exe')
    expect(plainText('\u2066x\u2069')).toBe('x')
  })

  it('makes one line of many', () => {
    expect(plainText(' one\n\n\ttwo ')).toBe('one two')
  })
})

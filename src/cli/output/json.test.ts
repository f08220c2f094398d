import { expect, it } from 'vitest'
import { printableJson } from './json.ts'

it.each([true, false])(
  'escapes what could steer a terminal, and means the same (indented: %s)',
  (indented) => {
    const value = { title: 'a\u001b[2J\u009b2J\u007f\u202eb\u{e0041}c\u2028d\n', list: ['é', '漢', '🚀'] }
    const text = printableJson(value, { indented })
    expect(JSON.parse(text)).toEqual(value)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(text).toContain('\\u009b2J\\u007f\\u202eb\\udb40\\udc41c')
    expect(text).toContain('"漢"')
  },
)

it('is one line where it is not indented', () => {
  expect(printableJson({ title: 'a\nb', list: [1] }, { indented: false })).toBe(
    '{"title":"a\\nb","list":[1]}',
  )
})

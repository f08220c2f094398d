import { describe, expect, it } from 'vitest'
import { recordsOf } from './records.ts'

function read(text: string): ReturnType<typeof recordsOf> {
  const block = Buffer.from(`before${text}behind`)
  return recordsOf(block, 'before'.length, block.length - 'behind'.length)
}

describe('the records of a line', () => {
  it.each(['{"a":1}', '{"a":1}\r', '{"a":"}{\\"b"}'])('are one: %j', (line) => {
    const { records, isWhole } = read(line)
    expect(records).toHaveLength(1)
    expect(isWhole).toBe(true)
  })

  it('are several without a line feed between them', () => {
    expect(read('{"a":1}{"b":{"c":2}}{"d":3}')).toEqual({
      records: [{ a: 1 }, { b: { c: 2 } }, { d: 3 }],
      isWhole: true,
    })
  })

  it('are those that can be read where a part is lost', () => {
    expect(read('{"a":{"b":1}{"c":2}')).toEqual({ records: [{ c: 2 }], isWhole: false })
  })

  it.each(['', 'null', '[]', '"a"', '{"a":', '[{"a":1}]', ' '.repeat(9 * 1024 * 1024)])(
    'are none in what is no record',
    (line) => {
      expect(read(line)).toEqual({ records: [], isWhole: false })
    },
  )
})

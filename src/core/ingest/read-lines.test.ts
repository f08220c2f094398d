import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LineParser } from '../../providers/provider.ts'
import { LineReader, type ReadResult } from './read-lines.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-lines-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function parserOf(lines: string[]): LineParser {
  return {
    line(block, start, end) {
      const text = block.toString('utf8', start, end)
      lines.push(text.length > 200 ? `${text.slice(0, 20)}…${text.slice(-20)} (${text.length})` : text)
      return text.startsWith('{') ? 'used' : 'malformed'
    },
    checkpoint: () => null,
  }
}

function read(content: string | Buffer, from = 0): { lines: string[]; result: ReadResult } {
  const path = join(folder, 'transcript.jsonl')
  writeFileSync(path, content)
  const fd = openSync(path, 'r')
  const lines: string[] = []
  try {
    return { lines, result: new LineReader().read(fd, from, parserOf(lines)) }
  } finally {
    closeSync(fd)
  }
}

describe('reading lines', () => {
  it('splits on a line feed only, not on other line separators', () => {
    const { lines, result } = read('{"a":"x\u2028y\u2029z\rw"}\n{"b":1}\r\n')
    expect(lines).toEqual(['{"a":"x\u2028y\u2029z\rw"}', '{"b":1}'])
    expect(result).toMatchObject({ lines: 2, skipped: {} })
  })

  it('keeps an unfinished last line for the next time', () => {
    const { lines, result } = read('{"a":1}\n{"b":')
    expect(lines).toEqual(['{"a":1}'])
    expect(result.end).toBe(8)
  })

  it('takes a last line without a line feed that is a whole record, and never twice', () => {
    const first = read('{"a":1}\n{"b":2}')
    expect(first.lines).toEqual(['{"a":1}', '{"b":2}'])
    expect(first.result.end).toBe(15)
    for (const lineEnd of ['\n', '\r\n']) {
      const later = read(`{"a":1}\n{"b":2}${lineEnd}{"c":3}\n`, first.result.end)
      expect(later.lines).toEqual(['{"c":3}'])
      expect(later.result, 'its line feed is no line of its own').toMatchObject({ lines: 1, skipped: {} })
    }
    expect(read('{"a":1}\n\n{"c":3}\n', 8).result).toMatchObject({ lines: 2, skipped: { empty: 1 } })
  })

  it('counts every line that does not count, with its reason', () => {
    const { result } = read('{"a":1}\n\nnonsense\n{"b":2}\n')
    expect(result).toMatchObject({ lines: 4, skipped: { empty: 1, malformed: 1 } })
  })

  it('reads lines that lie across its blocks, in whole', () => {
    const long = `{"text":"${'é'.repeat(1_500_000)}"}`
    const { lines, result } = read(`{"a":1}\n${long}\n{"b":2}\n`)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(`(${long.length})`)
    expect(result.end).toBe(Buffer.byteLength(long) + 17)
  })

  it('hands over the two ends of a line that is too long to hold, and goes on behind it', () => {
    const size = 40 << 20
    const huge = Buffer.alloc(size, 'x')
    huge.write('{"head":1')
    huge.write('"tail":2}', size - 9)
    const { lines, result } = read(Buffer.concat([huge, Buffer.from('\n{"b":2}\n')]))
    expect(lines[0]).toMatch(/^\{"head":1x+…x+"tail":2\} \(524288\)$/)
    expect(lines[1]).toBe('{"b":2}')
    expect(result).toMatchObject({ lines: 2, end: size + 9 })
  })

  it('keeps the whole of a huge line back while it is being written', () => {
    const start = '{"a":1}\n'
    const { lines, result } = read(Buffer.concat([Buffer.from(start), Buffer.alloc(40 << 20, 'x')]))
    expect(lines).toEqual(['{"a":1}'])
    expect(result.end).toBe(start.length)
  })

  it('reads nothing of a file that shrank below the offset', () => {
    const path = join(folder, 'transcript.jsonl')
    read('{"a":1}\n{"b":2}\n')
    truncateSync(path, 4)
    const fd = openSync(path, 'r')
    expect(new LineReader().read(fd, 16, parserOf([]))).toMatchObject({ lines: 0, bytesRead: 0, end: 16 })
    closeSync(fd)
  })
})

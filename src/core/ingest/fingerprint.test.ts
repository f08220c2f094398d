import { appendFileSync, closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { fingerprint, onlyGrew } from './fingerprint.ts'

const LONG = `{"text":"${'long '.repeat(1_000)}"}\n`

/** Says whether a file that held `before`, which was read to its end, only grew when it holds `after`. */
function grew(before: string, after: string): boolean {
  const path = join(temporaryFolder(), 'transcript.jsonl')
  writeFileSync(path, before)
  const fd = openSync(path, 'r')
  try {
    const known = fingerprint(fd, before.length, Buffer.from(before.slice(-100)))
    writeFileSync(path, after)
    return onlyGrew(fd, before.length, known)
  } finally {
    closeSync(fd)
  }
}

describe('a fingerprint of what was read', () => {
  it('holds while lines are added', () => {
    expect(grew('{"a":1}\n', '{"a":1}\n{"b":2}\n')).toBe(true)
    expect(grew(LONG, LONG + LONG)).toBe(true)
    expect(grew('', '{"a":1}\n')).toBe(true)
  })

  it('differs where the beginning or the end of what was read differs, or is gone', () => {
    expect(grew('{"a":1}\n', '{"a":2}\n{"b":2}\n')).toBe(false)
    expect(grew(LONG, `{${LONG}`)).toBe(false)
    expect(grew(LONG, LONG.slice(0, -9))).toBe(false)
  })

  it.each(['\n', '\r\n', '\r', ''])('holds where a last record gets its line end: %j', (lineEnd) => {
    expect(grew('{"a":1}', `{"a":1}${lineEnd}`)).toBe(true)
  })

  it.each(['{"b":2}\n', ' {"b":2}\n', '\r{"b":2}\n'])(
    'does not hold where a last record goes on in its line: %j',
    (rest) => {
      expect(grew('{"a":1}', `{"a":1}${rest}`)).toBe(false)
    },
  )

  it('is none of the file where that was rewritten after it was read', () => {
    const path = join(temporaryFolder(), 'transcript.jsonl')
    const read = '{"a":1}\n{"b":2}\n'
    writeFileSync(path, read.replaceAll(/\d/g, '7'))
    const fd = openSync(path, 'r')
    const known = fingerprint(fd, read.length, Buffer.from(read))
    expect(onlyGrew(fd, read.length, known)).toBe(false)
    appendFileSync(path, '{"c":3}\n')
    expect(onlyGrew(fd, read.length, known)).toBe(false)
    closeSync(fd)
  })
})

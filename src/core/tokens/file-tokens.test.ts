import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TextCounter } from './count-text.ts'
import { countFileTokens, type FileTokenCache } from './file-tokens.ts'
import { inMemoryFileTokenCache } from './testing/file-token-cache.ts'

describe('tokens of a file', () => {
  let folder = ''
  let read: string[] = []
  const wordCounter: TextCounter = {
    encoding: 'o200k_base',
    count(text) {
      read.push(text)
      return text.split(' ').length
    },
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'file-tokens-'))
    read = []
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function file(name: string, content: string | Buffer): string {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  it('are those of its text', () => {
    const path = file('a.txt', 'three small wörds')
    expect(countFileTokens(path, wordCounter, inMemoryFileTokenCache())).toEqual({
      kind: 'counted',
      tokens: 3,
    })
    expect(read).toEqual(['three small wörds'])
  })

  it('are counted once as long as the file stays the same', () => {
    const cache = inMemoryFileTokenCache()
    const path = file('a.txt', 'one two')
    countFileTokens(path, wordCounter, cache)
    expect(countFileTokens(path, wordCounter, cache)).toEqual({ kind: 'counted', tokens: 2 })
    expect(read).toHaveLength(1)
  })

  it('are counted again when its time or its size changes', () => {
    const cache = inMemoryFileTokenCache()
    const path = file('a.txt', 'one two')
    const { mtime } = statSync(path)
    countFileTokens(path, wordCounter, cache)
    file('a.txt', 'one two three')
    utimesSync(path, mtime, mtime)
    expect(countFileTokens(path, wordCounter, cache)).toEqual({ kind: 'counted', tokens: 3 })
    file('a.txt', 'four by four!')
    utimesSync(path, mtime, new Date(mtime.getTime() + 1_000))
    expect(countFileTokens(path, wordCounter, cache)).toEqual({ kind: 'counted', tokens: 3 })
    expect(read).toEqual(['one two', 'one two three', 'four by four!'])
  })

  it('are not remembered when the file changes while it is read', () => {
    const path = file('a.txt', 'one two')
    let remembered = 0
    const cache: FileTokenCache = {
      get() {
        writeFileSync(path, 'one two and more')
        return undefined
      },
      set() {
        remembered++
      },
    }
    expect(countFileTokens(path, wordCounter, cache)).toEqual({ kind: 'skipped', reason: 'being written' })
    expect(remembered).toBe(0)
  })

  it('are nothing in an empty file', () => {
    const counter: TextCounter = { encoding: 'o200k_base', count: (text) => text.length }
    expect(countFileTokens(file('empty', ''), counter, inMemoryFileTokenCache())).toEqual({
      kind: 'counted',
      tokens: 0,
    })
  })

  it('are not counted in a file that is too large, and it is not read', () => {
    const path = file('large.txt', 'x'.repeat(101))
    expect(countFileTokens(path, wordCounter, inMemoryFileTokenCache(), 100)).toEqual({
      kind: 'skipped',
      reason: 'too large',
    })
    expect(countFileTokens(path, wordCounter, inMemoryFileTokenCache(), 101).kind).toBe('counted')
    expect(read).toHaveLength(1)
  })

  it('are not counted in a file that is not text', () => {
    const path = file('picture.png', Buffer.from([0x89, 0x50, 0, 0x4e]))
    expect(countFileTokens(path, wordCounter, inMemoryFileTokenCache())).toEqual({
      kind: 'skipped',
      reason: 'not text',
    })
  })

  it('are not looked for in what is no plain file, or not there', () => {
    const cache = inMemoryFileTokenCache()
    symlinkSync(file('a.txt', 'one'), join(folder, 'link'))
    const reasonOf = (name: string): unknown => countFileTokens(join(folder, name), wordCounter, cache)
    expect(reasonOf('missing')).toEqual({ kind: 'skipped', reason: 'gone' })
    expect(reasonOf('')).toEqual({ kind: 'skipped', reason: 'not a regular file' })
    expect(reasonOf('link')).toEqual({ kind: 'skipped', reason: 'symbolic link' })
    expect(read).toEqual([])
  })

  it.runIf(process.platform !== 'win32')('do not make it wait for the other end of a pipe', () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    expect(countFileTokens(path, wordCounter, inMemoryFileTokenCache())).toEqual({
      kind: 'skipped',
      reason: 'not a regular file',
    })
  })
})

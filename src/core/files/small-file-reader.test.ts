import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileProblem } from './file-trouble.ts'
import { createSmallFileReader } from './small-file-reader.ts'
import { runAsOrdinaryUser } from './testing/ordinary-user.ts'

const onUnix = process.platform !== 'win32'
let folder: string
let problems: FileProblem[]
const reader = createSmallFileReader((problem) => problems.push(problem))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'small-file-reader-'))
  chmodSync(folder, 0o755)
  problems = []
})
afterEach(() => {
  if (onUnix) execFileSync('chmod', ['-R', 'u+rwX', folder])
  rmSync(folder, { recursive: true, force: true })
})

describe('list', () => {
  it('names the plain files of a folder in one order', () => {
    writeFileSync(join(folder, '20.json'), '')
    writeFileSync(join(folder, '10.json'), '')
    mkdirSync(join(folder, '30.json'))
    expect(reader.list(folder)).toEqual(['10.json', '20.json'])
    expect(problems).toEqual([])
  })

  it('tells an absent folder from an empty one', () => {
    expect(reader.list(folder)).toEqual([])
    expect(reader.list(join(folder, 'none'))).toBeUndefined()
    expect(problems).toEqual([])
  })

  it.runIf(onUnix)('leaves out links and pipes', () => {
    writeFileSync(join(folder, 'a'), '')
    symlinkSync(join(folder, 'a'), join(folder, 'link'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(reader.list(folder)).toEqual(['a'])
  })

  it.runIf(onUnix)('tells that a folder may not be read', () => {
    chmodSync(folder, 0o000)
    const body = `
      const problems = []
      const names = module.createSmallFileReader((problem) => problems.push(problem)).list(args[0])
      return { found: names !== undefined, problems }`
    expect(runAsOrdinaryUser(join(import.meta.dirname, 'small-file-reader.ts'), body, folder)).toEqual({
      found: false,
      problems: [{ path: folder, reason: 'permission denied' }],
    })
  })
})

describe('read', () => {
  it('gives the text of a file of exactly 1 MiB', () => {
    const text = 'ä'.repeat(512 * 1024)
    writeFileSync(join(folder, 'a'), text)
    expect(reader.read(join(folder, 'a'))).toBe(text)
  })

  it('gives nothing of a larger file, and tells it', () => {
    writeFileSync(join(folder, 'a'), Buffer.alloc(1024 * 1024 + 1, 'a'))
    expect(reader.read(join(folder, 'a'))).toBeUndefined()
    expect(problems).toEqual([{ path: join(folder, 'a'), reason: 'larger than 1 MiB' }])
  })

  it('gives an empty text for an empty file', () => {
    writeFileSync(join(folder, 'a'), '')
    expect(reader.read(join(folder, 'a'))).toBe('')
  })

  it('takes a file that is gone for nothing special', () => {
    expect(reader.read(join(folder, 'none'))).toBeUndefined()
    expect(problems).toEqual([])
  })

  it.runIf(onUnix)('follows no link to a secret, and tells it', () => {
    writeFileSync(join(folder, 'secret'), 'x')
    symlinkSync(join(folder, 'secret'), join(folder, '1.json'))
    expect(reader.read(join(folder, '1.json'))).toBeUndefined()
    expect(problems).toEqual([{ path: join(folder, '1.json'), reason: 'symbolic link' }])
  })

  it('takes a text that can be no path as data', () => {
    expect(reader.read('a\0b')).toBeUndefined()
    expect(reader.list('a\0b')).toBeUndefined()
    expect(problems).toEqual([
      { path: 'a\0b', reason: 'not a path' },
      { path: 'a\0b', reason: 'not a path' },
    ])
  })
})

describe('modifiedAt', () => {
  it('gives the last change', () => {
    writeFileSync(join(folder, 'a'), '')
    const at = new Date('2026-11-20T10:00:00Z')
    utimesSync(join(folder, 'a'), at, at)
    expect(reader.modifiedAt(join(folder, 'a'))).toEqual(at)
    expect(reader.modifiedAt(join(folder, 'none'))).toBeUndefined()
  })
})

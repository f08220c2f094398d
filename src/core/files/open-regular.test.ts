import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRegular } from './open-regular.ts'
import { runAsOrdinaryUser } from './testing/ordinary-user.ts'

const onUnix = process.platform !== 'win32'
const source = join(import.meta.dirname, 'open-regular.ts')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-regular-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function listenOn(path: string): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(path, () => resolve(server))
  })
}

describe('openRegular', () => {
  it('opens a plain file and tells what it is', () => {
    const path = join(folder, 'a.jsonl')
    writeFileSync(path, 'hello')
    const outcome = openRegular(path)
    if (outcome.kind !== 'opened') throw new Error(outcome.reason)
    expect(outcome.stat.size).toBe(5)
    expect(fstatSync(outcome.fd).ino).toBe(outcome.stat.ino)
    closeSync(outcome.fd)
  })

  it('says that a file is gone', () => {
    expect(openRegular(join(folder, 'none'))).toEqual({ kind: 'refused', reason: 'gone' })
  })

  it('says that a part of the path is no folder', () => {
    writeFileSync(join(folder, 'a'), '')
    expect(openRegular(join(folder, 'a', 'b'))).toEqual({ kind: 'refused', reason: 'not a folder' })
  })

  it('refuses a folder', () => {
    mkdirSync(join(folder, 'a.jsonl'))
    expect(openRegular(join(folder, 'a.jsonl'))).toEqual({ kind: 'refused', reason: 'not a regular file' })
  })

  it('refuses a text that can be no path instead of throwing', () => {
    expect(openRegular('a\0b')).toEqual({ kind: 'refused', reason: 'not a path' })
  })

  it.runIf(onUnix)('refuses a link, even one to a plain file', () => {
    writeFileSync(join(folder, 'a'), 'secret')
    symlinkSync(join(folder, 'a'), join(folder, 'b'))
    expect(openRegular(join(folder, 'b'))).toEqual({ kind: 'refused', reason: 'symbolic link' })
  })

  it.runIf(onUnix)('does not wait for the other end of a FIFO', () => {
    const path = join(folder, 'pipe.jsonl')
    execFileSync('mkfifo', [path])
    expect(openRegular(path)).toEqual({ kind: 'refused', reason: 'not a regular file' })
  })

  it.runIf(onUnix)('refuses devices', () => {
    expect(openRegular('/dev/zero')).toEqual({ kind: 'refused', reason: 'not a regular file' })
  })

  it.runIf(onUnix)('refuses a socket', async () => {
    const path = join(folder, 'socket.jsonl')
    const server = await listenOn(path)
    expect(openRegular(path)).toEqual({ kind: 'refused', reason: 'not a regular file' })
    server.close()
  })

  it.runIf(onUnix)('says that permission was denied', () => {
    const path = join(folder, 'a.jsonl')
    writeFileSync(path, 'secret')
    chmodSync(path, 0o000)
    expect(runAsOrdinaryUser(source, 'return module.openRegular(args[0])', path)).toEqual({
      kind: 'refused',
      reason: 'permission denied',
    })
  })

  it.runIf(process.platform === 'linux')('leaves no file open when it refuses', () => {
    const before = openFileCount()
    for (let i = 0; i < 50; i++) openRegular(folder)
    // Others in this process open and close files meanwhile; fifty that stay open are ours.
    expect(openFileCount()).toBeLessThan(before + 25)
  })
})

function openFileCount(): number {
  return Number(execFileSync('sh', ['-c', `ls /proc/${process.pid}/fd | wc -l`], { encoding: 'utf8' }))
}

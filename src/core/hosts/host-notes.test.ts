import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProcess, snapshotOf } from '../discovery/testing/processes.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { type HostReach, noteHost } from './host-notes.ts'
import { runningHosts } from './running-hosts.ts'

const server: HostReach = { kind: 'server', url: 'http://127.0.0.1:1/#token=x' }
const desktop: HostReach = { kind: 'desktop', command: ['/bin/app', '--flag'] }
const table = (...pids: readonly number[]) => ({
  snapshot: async () => snapshotOf(...pids.map((pid) => makeProcess({ pid }))),
})

describe('hosts that run', () => {
  it('are found by their notes, which only their owner reads, until they take them back', async () => {
    const folder = temporaryFolder()
    expect(await runningHosts(folder, table(1))).toEqual([])
    const end = await noteHost(folder, 1, table(1), server)
    await noteHost(folder, 2, table(2), desktop)
    expect(statSync(join(folder, 'hosts')).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'hosts', '1.json')).mode & 0o777).toBe(0o600)
    expect(await runningHosts(folder, table(1, 2))).toEqual([server, desktop])
    end()
    expect(await runningHosts(folder, table(1, 2))).toEqual([desktop])
  })

  it('are not those that were killed, nor whoever got their pid since', async () => {
    const folder = temporaryFolder()
    await noteHost(folder, 1, table(1), server)
    await noteHost(folder, 2, table(2), desktop)
    const reused = { snapshot: async () => snapshotOf({ ...makeProcess({ pid: 2 }), startToken: 'another' }) }
    expect(await runningHosts(folder, reused)).toEqual([])
    expect(readdirSync(join(folder, 'hosts'))).toEqual([])
  })

  it.each(['', '{', '[]', '{"pid":1}', '{"pid":1,"startToken":"1","reach":{"kind":"shell","command":"rm"}}'])(
    'are told by no other file: %j',
    async (text) => {
      const folder = temporaryFolder()
      mkdirSync(join(folder, 'hosts'))
      writeFileSync(join(folder, 'hosts', '1.json'), text)
      expect(await runningHosts(folder, table(1))).toEqual([])
    },
  )
})

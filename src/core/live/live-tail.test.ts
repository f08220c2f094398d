import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Change } from '../../shared/contract/contract.ts'
import { createApp } from '../app.ts'
import { NO_LOOPBACK } from '../loopback/loopback.ts'
import type { Ports, Power } from '../ports.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { writeDatabase } from '../store/testing/foreign-database.ts'
import { systemClock } from '../system-clock.ts'
import { growingTranscript } from './testing/growing-transcript.ts'

function portsOf(home: string, kind: Ports['host']['kind']): Ports {
  return {
    clock: systemClock,
    logger: {
      debug() {},
      warn() {},
      error(message, cause) {
        throw new Error(message, { cause })
      },
    },
    environment: { platform: 'linux', home, env: {} },
    dataFolder: join(home, 'data'),
    host: { kind, capabilities: [] },
    loopback: NO_LOOPBACK,
    version: '0.0.0-test',
    demo: false,
    processes: {
      snapshot: async () => ({ bootId: 'boot', takenAt: new Date(), processes: [], unreadable: 0 }),
      someEnded: async () => false,
      openFiles: async () => [],
    },
  }
}

/** A running application that somebody looks at, once it has read all there is. */
async function running(home: string, kind: Ports['host']['kind'] = 'cli', power?: Power) {
  const app = await createApp({ ...portsOf(home, kind), ...(power && { power }) })
  onTestFinished(() => app.stop())
  const changes = app.service.changes(undefined)
  await app.start()
  await app.look()
  // Once more: what the first walk found is watched from here on.
  await app.look()
  return { app, changes }
}

/** Reads changes until one names this session. */
async function until(changes: AsyncIterator<Change>, kind: 'changed' | 'removed', id: string): Promise<void> {
  for (;;) {
    const next = await changes.next()
    if (next.done) throw new Error('the stream ended')
    if (next.value[kind].includes(id)) return
  }
}

describe('the power of the machine, as a host tells it', () => {
  it('slows the looks on battery, and brings one as soon as the machine wakes', async () => {
    let tell: Parameters<Power['follow']>[0] | undefined
    let onBattery = true
    const { app } = await running(temporaryFolder(), 'cli', {
      onBattery: () => onBattery,
      follow(listener) {
        tell = listener
        return () => (tell = undefined)
      },
    })
    const reasons = () => app.service.bill().paces.map(({ reason }) => reason)
    expect(reasons().join('\n')).toContain('on battery')
    onBattery = false
    tell?.('power changed')
    await vi.waitFor(() => expect(reasons().join('\n')).not.toContain('on battery'))
    const { walks } = app.service.bill().sinceStart
    tell?.('woke')
    await vi.waitFor(() => expect(app.service.bill().sinceStart.walks).toBeGreaterThan(walks))
    await app.stop()
    expect(tell).toBeUndefined()
  })
})

describe('a running application', () => {
  it('tells of an append, a deletion, and a transcript in a new folder, with no walk for any of them', async () => {
    const home = temporaryFolder()
    const first = growingTranscript(home, 1)
    first.begin()
    const { app, changes } = await running(home)
    const { walks } = app.service.bill().sinceStart
    first.grow(1)
    await until(changes, 'changed', first.id)
    rmSync(dirname(first.path), { recursive: true })
    await until(changes, 'removed', first.id)
    const second = growingTranscript(home, 2)
    second.begin()
    await until(changes, 'changed', second.id)
    expect(app.service.bill().sinceStart.walks).toBe(walks)
    expect(app.service.list({ scope: 'all', limit: 10, offset: 0 })).toMatchObject({
      sessions: [{ id: second.id }],
      sources: expect.arrayContaining([expect.objectContaining({ files: 1, status: 'ok' })]),
    })
  })

  it('reads what was appended and nothing else', async () => {
    const home = temporaryFolder()
    const session = growingTranscript(home, 1)
    session.begin()
    const { app, changes } = await running(home)
    const before = app.service.bill().sinceStart
    const appended = session.grow(1)
    await until(changes, 'changed', session.id)
    const after = app.service.bill().sinceStart
    expect(after.transcriptBytes - before.transcriptBytes).toBe(appended)
    expect(after.tails).toBeGreaterThan(before.tails)
  })

  it('tells the same through the thread of a host', { timeout: 30_000 }, async () => {
    const home = temporaryFolder()
    const session = growingTranscript(home, 1)
    session.begin()
    const { app, changes } = await running(home, 'server')
    const { walks } = app.service.bill().sinceStart
    session.grow(1)
    await until(changes, 'changed', session.id)
    expect(app.service.bill().sinceStart.walks).toBe(walks)
  })

  it('tells of what a database gets through its log', async () => {
    const home = temporaryFolder()
    const path = join(home, '.local', 'share', 'opencode', 'opencode.db')
    mkdirSync(dirname(path), { recursive: true })
    const database = writeDatabase(path)
    onTestFinished(() => database.close())
    database.exec(`
      CREATE TABLE session (id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT, title TEXT, version TEXT, time_created INTEGER, time_updated INTEGER);
      CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);
      CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)`)
    const { app, changes } = await running(home)
    const { walks } = app.service.bill().sinceStart
    const now = Date.now()
    database.exec(
      `INSERT INTO session VALUES ('ses_one', NULL, '/home/dev', 'Fix it', '1.0', ${now}, ${now})`,
    )
    await until(changes, 'changed', 'opencode:ses_one')
    expect(app.service.bill().sinceStart.walks).toBe(walks)
  })
})

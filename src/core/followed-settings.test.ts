import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProvider } from '../providers/registry.ts'
import type { Change } from '../shared/contract/contract.ts'
import { type App, createApp } from './app.ts'
import { NO_LOOPBACK } from './loopback/loopback.ts'
import type { Ports } from './ports.ts'
import { UserKeeper } from './store/user-keeper.ts'
import { systemClock } from './system-clock.ts'

const SESSION = '01a1fc50-aa9d-7000-8000-000000000001'
const ID = `codex:${SESSION}`

let home: string
let app: App
const errors: string[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'followed-'))
  errors.length = 0
})
afterEach(async () => {
  await app.stop()
  rmSync(home, { recursive: true })
  expect(errors).toEqual([])
})

async function open(kind: Ports['host']['kind']): Promise<void> {
  const environment = { platform: 'linux' as const, home, env: { LLM_SESSION_HOME: join(home, 'data') } }
  app = await createApp({
    clock: systemClock,
    logger: { debug() {}, warn() {}, error: (message) => void errors.push(message) },
    environment,
    dataFolder: join(home, 'data'),
    host: { kind, capabilities: [] },
    version: '0.0.0-test',
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: () => Promise.resolve({ bootId: 'boot', takenAt: new Date(), processes: [], unreadable: 0 }),
      someEnded: async () => false,
      openFiles: () => Promise.resolve([]),
    },
  })
}

function writeSession(): void {
  const writer = findProvider('codex')?.sample
  if (!writer) throw new Error('no sample writer')
  const at = new Date(Date.now() - 600_000)
  const story = {
    sessionId: SESSION,
    title: 'Fix it',
    cwd: join(home, 'shop'),
    branch: 'main',
    model: 'gpt-5.5',
    startedAt: at,
  }
  const path = writer.transcriptPath({ platform: 'linux', home, env: {} }, story)
  mkdirSync(dirname(path), { recursive: true })
  const turn = {
    at,
    prompt: 'Fix it',
    answer: 'Done',
    tools: [],
    contextTokens: 10_000,
    outputTokens: 100,
    ending: 'answered' as const,
  }
  writeFileSync(path, writer.opening(story) + writer.turn(story, turn, 0))
}

function set(text: string): void {
  writeFileSync(join(home, 'data', 'config.yaml'), text)
}

const listed = () => app.service.list({ scope: 'all', limit: 10, offset: 0 }).sessions

async function changes(): Promise<{ next(): Promise<Change> }> {
  const stream = app.service.changes(undefined)
  await stream.next()
  return {
    async next() {
      const { value, done } = await stream.next()
      if (done === true) throw new Error('the stream ended')
      return value
    },
  }
}

describe.each(['cli', 'server'] as const)('an assistant that is switched off and on (%s)', (kind) => {
  it('is gone with the next look, and back with the labels of its sessions', async () => {
    writeSession()
    await open(kind)
    await app.look()
    app.service.tag(ID, ['urgent'])
    const told = await changes()
    set('providers: { codex: { enabled: false } }')
    await app.look()
    expect(listed()).toEqual([])
    expect(await told.next()).toMatchObject({ removed: [ID], settings: true })
    expect((await app.service.info()).providers.map(({ id }) => id)).not.toContain('codex')
    const { sources, providers } = await app.service.doctor()
    expect([...sources.map(({ provider }) => provider), ...providers.map(({ id }) => id)]).not.toContain(
      'codex',
    )
    expect(app.service.overview(1).today.tokens).toBe(0)
    set('')
    await app.look()
    expect(listed().map(({ id, tags }) => ({ id, tags }))).toEqual([{ id: ID, tags: ['urgent'] }])
    expect(app.service.overview(1).today.tokens).toBeGreaterThan(0)
  })
})

it('a session whose assistant was switched off is not kept as one whose transcript is gone', async () => {
  writeSession()
  await open('server')
  await app.look()
  set('providers: { codex: { enabled: false } }')
  await app.look()
  const user = new UserKeeper(join(home, 'data'), systemClock)
  expect(user.ask((store) => store.retired.all())).toEqual([])
  user.close()
})

describe("a person's own prices", () => {
  it('count for sessions that were there before, and in every sum', async () => {
    writeSession()
    await open('cli')
    await app.look()
    const listPrice = listed()[0]?.costUsd.value ?? 0
    expect(listPrice).toBeGreaterThan(0)
    set('prices: { gpt-5.5: { input: 1000, output: 0, cache_read: 1000 } }')
    await app.look()
    const { uncachedInput, cacheRead, cacheWrite } = listed()[0]?.tokens ?? {}
    const cost = ((uncachedInput ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0)) / 1000
    expect(listed()[0]?.costUsd).toEqual({ value: expect.closeTo(cost, 6), source: 'estimated' })
    expect(app.service.detail(ID)?.usageByModel[0]?.costUsd).toBeCloseTo(cost, 6)
    expect(app.service.overview(1).today.costUsd).toBeCloseTo(cost, 6)
    expect((await app.service.info()).prices.own).toBe(1)
    set('')
    await app.look()
    expect(listed()[0]?.costUsd.value).toBe(listPrice)
  })
})

describe('a mistake in the settings', () => {
  it('is told to who listens, and leaves what was in force', async () => {
    await open('cli')
    set('dashboard: { theme: minimal, refresh_seconds: 30 }')
    await app.look()
    const told = await changes()
    set('dashboard: { theme: plaid }')
    await app.look()
    expect(await told.next()).toMatchObject({ changed: [], settings: true })
    const { settings } = await app.service.info()
    expect(settings.dashboard).toEqual({ theme: 'minimal', refreshMs: 30_000 })
    expect(settings.problems.join('\n')).toContain('config.yaml:1:14: dashboard.theme')
    expect(app.settingsProblems()).toEqual(settings.problems)
  })
})

import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SampleStory, SampleTurn, SampleWriter } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import type { ProcessInfo } from '../shared/domain/process.ts'
import { createRouter } from './api/router.ts'
import { type App, createApp } from './app.ts'
import { NO_LOOPBACK } from './loopback/loopback.ts'
import type { Logger, Ports } from './ports.ts'
import { INDEX_FILE, StoreRefused } from './store/open-stores.ts'
import { writeDatabase } from './store/testing/foreign-database.ts'
import { systemClock } from './system-clock.ts'

const SESSION = '01a1fc50-aa9d-7000-8000-000000000001'
const ID = `codex:${SESSION}`

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

let home: string
let processes: ProcessInfo[]
let openFiles: Map<number, string[]>
let apps: App[]
const errors: string[] = []
const logger: Logger = {
  debug() {},
  warn() {},
  error: (message, cause) => void errors.push(`${message}: ${String(cause)}`),
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'app-'))
  processes = []
  openFiles = new Map()
  apps = []
  errors.length = 0
})
afterEach(async () => {
  for (const app of apps) await app.stop()
  rmSync(home, { recursive: true })
  expect(errors).toEqual([])
})

function ports(kind: Ports['host']['kind']): Mutable<Ports> {
  return {
    clock: systemClock,
    logger,
    environment: { platform: 'linux', home, env: { LLM_SESSION_HOME: join(home, 'data') } },
    dataFolder: join(home, 'data'),
    host: { kind, capabilities: [] },
    version: '0.0.0-test',
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: () => Promise.resolve({ bootId: 'boot', takenAt: new Date(), processes, unreadable: 0 }),
      someEnded: (known) =>
        Promise.resolve(known.some(({ pid }) => !processes.some((process) => process.pid === pid))),
      openFiles: (pid) => Promise.resolve(openFiles.get(pid) ?? []),
    },
  }
}

async function open(kind: Ports['host']['kind'] = 'cli', host: Ports = ports(kind)) {
  const app = await createApp(host)
  apps.push(app)
  return { app, client: createRouterClient(createRouter(app.service)) }
}

async function close(app: App): Promise<void> {
  apps = apps.filter((other) => other !== app)
  await app.stop()
}

function writer(): SampleWriter {
  const sample = findProvider('codex')?.sample
  if (!sample) throw new Error('no sample writer')
  return sample
}

function story(sessionId = SESSION): SampleStory {
  const startedAt = new Date(Date.now() - 600_000)
  return {
    sessionId,
    title: 'Fix it',
    cwd: join(home, 'code', 'shop'),
    branch: 'main',
    model: 'gpt-5.5',
    startedAt,
  }
}

function turn(at: Date, ending: SampleTurn['ending'] = 'answered'): SampleTurn {
  return { at, prompt: 'Fix it', answer: 'Done', tools: [], contextTokens: 10_000, outputTokens: 100, ending }
}

/** A transcript with one turn, and its path. */
function writeSession(sessionId = SESSION, ending: SampleTurn['ending'] = 'answered'): string {
  const told = story(sessionId)
  const path = writer().transcriptPath({ platform: 'linux', home, env: {} }, told)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, writer().opening(told) + writer().turn(told, turn(new Date(), ending), 0))
  return path
}

function run(pid: number, transcript: string): void {
  const { exe, argv } = writer().process(story())
  processes.push({
    pid,
    parentPid: 1,
    exe,
    argv,
    cwd: join(home, 'code', 'shop'),
    startedAt: new Date(Date.now() - 700_000),
    startToken: String(pid),
    zombie: false,
    inContainer: false,
    cpuSeconds: 1,
    residentBytes: 1,
  })
  openFiles.set(pid, [transcript])
}

describe('a transcript that lies in a project', () => {
  it('is shown by the first look at the process that writes it', async () => {
    const cwd = join(home, 'code', 'shop')
    mkdirSync(cwd, { recursive: true })
    const startedAt = new Date(Date.now() - 690_000).toLocaleString('sv-SE')
    writeFileSync(
      join(cwd, '.aider.chat.history.md'),
      `# aider chat started at ${startedAt}\n\n#### Fix it  \n`,
    )
    run(4711, 'none')
    processes = processes.map((process) => ({
      ...process,
      exe: '/usr/bin/python3',
      argv: ['python3', '-m', 'aider'],
    }))
    const { app, client } = await open()
    await app.look()
    const { sessions } = await client.sessions.list({})
    expect(sessions).toMatchObject([{ provider: 'aider', cwd, pid: 4711, title: 'Fix it' }])
  })
})

describe('tags', () => {
  it('are put on a session, told to everybody, found again by the next start, and taken off', async () => {
    writeSession()
    const { app, client } = await open()
    await app.look()
    const changes = await client.sessions.changes()
    await changes.next()
    const tagged = await client.sessions.tag({ id: SESSION.slice(0, 12), tags: ['urgent', 'billing'] })
    expect(tagged).toEqual({ id: ID, tags: ['billing', 'urgent'] })
    expect((await changes.next()).value).toMatchObject({ changed: [ID] })
    await changes.return()
    expect((await client.sessions.list({})).sessions[0]?.tags).toEqual(['billing', 'urgent'])
    await close(app)

    const second = await open()
    await second.app.look()
    expect((await second.client.sessions.byIds({ ids: [ID] })).sessions[0]?.tags).toEqual([
      'billing',
      'urgent',
    ])
    expect(await second.client.sessions.untag({ id: ID, tags: ['urgent', 'none'] })).toEqual({
      id: ID,
      tags: ['billing'],
    })
  })

  it('are refused where they are no line of text, where they are too many, and where no session is meant', async () => {
    writeSession()
    const { app, client } = await open()
    await app.look()
    for (const tag of ['', ' ', 'a\nb', '\u202egnp', 'x'.repeat(41)])
      await expect(client.sessions.tag({ id: ID, tags: [tag] })).rejects.toThrow('Input validation failed')
    const tags = Array.from({ length: 32 }, (_, index) => `tag ${index}`)
    await client.sessions.tag({ id: ID, tags })
    await expect(client.sessions.tag({ id: ID, tags: ['one more'] })).rejects.toMatchObject({
      code: 'TOO_MANY_TAGS',
    })
    await expect(client.sessions.tag({ id: 'codex:nobody', tags: ['a'] })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
  })

  it('may be given while another process keeps the data, which then tells its own listeners', async () => {
    writeSession()
    const keeper = await open('desktop')
    await keeper.app.look()
    const other = await open('cli')
    await other.app.look()
    expect(await other.client.sessions.tag({ id: ID, tags: ['from outside'] })).toEqual({
      id: ID,
      tags: ['from outside'],
    })
    const changes = await keeper.client.sessions.changes()
    await changes.next()
    await keeper.app.look()
    expect((await changes.next()).value).toMatchObject({ changed: [ID] })
    await changes.return()
    expect((await keeper.client.sessions.list({})).sessions[0]?.tags).toEqual(['from outside'])
  })

  it('come by themselves where the settings say so', async () => {
    writeSession()
    mkdirSync(join(home, 'data'), { mode: 0o700 })
    const file = join(home, 'data', 'config.yaml')
    writeFileSync(file, 'auto_tags: [{ tag: openai, provider: codex }, { tag: never, branch: no/such/* }]')
    const { app, client } = await open()
    await app.look()
    await client.sessions.tag({ id: ID, tags: ['mine'] })
    expect((await client.sessions.list({ tag: 'openai' })).sessions[0]?.tags).toEqual(['mine', 'openai'])
    expect((await client.sessions.list({ tag: 'never' })).sessions).toEqual([])
    writeFileSync(file, 'auto_tags: []')
    await app.look()
    expect((await client.sessions.list({})).sessions[0]?.tags).toEqual(['mine'])
  })
})

describe('a project name and a note', () => {
  it('stay with a session until they are taken back', async () => {
    writeSession()
    const { app, client } = await open()
    await app.look()
    const folder = (await client.sessions.list({})).sessions[0]?.project
    expect(await client.sessions.setProject({ id: ID, project: 'Billing' })).toEqual({
      id: ID,
      project: 'Billing',
    })
    await client.sessions.setNote({ id: ID, text: 'Ask Ada about the schema.' })
    await close(app)

    const second = await open()
    await second.app.look()
    expect((await second.client.sessions.list({ project: 'Billing' })).sessions).toHaveLength(1)
    expect((await second.client.sessions.get({ id: ID })).note).toMatchObject({
      text: 'Ask Ada about the schema.',
    })
    expect(await second.client.sessions.setProject({ id: ID, project: null })).toEqual({
      id: ID,
      project: folder,
    })
    await second.client.sessions.setNote({ id: ID, text: null })
    expect((await second.client.sessions.get({ id: ID })).note).toBeNull()
  })
})

describe('the overview', () => {
  it('counts each response once, today, in its hour, and under its model and project', async () => {
    writeSession()
    writeSession(SESSION.replace(/1$/, '2'))
    const { app, client } = await open()
    await app.look()
    const [session] = (await client.sessions.list({})).sessions
    const overview = await client.overview({ days: 7 })
    const both = 2 * (session?.tokens.total ?? 0)
    expect(both).toBeGreaterThan(0)
    expect(overview.days).toHaveLength(7)
    expect(overview.today).toMatchObject({ tokens: both, responses: 2, unpricedTokens: 0 })
    expect(overview.today.costUsd).toBeCloseTo(2 * (session?.costUsd.value ?? 0), 6)
    expect(overview.hours.at(-1)?.usage.tokens).toBe(both)
    expect(overview.models.map(({ model, usage }) => [model, usage.tokens])).toEqual([['gpt-5.5', both]])
    expect(overview.projects).toMatchObject([{ project: 'shop', sessions: 2 }])
    expect(overview.states.ended).toBe(2)
    expect(overview.limits).toEqual([])
  })

  it('is empty, not absent, where there is nothing', async () => {
    const { app, client } = await open()
    await app.look()
    expect(await client.overview({})).toMatchObject({
      today: { tokens: 0, costUsd: 0 },
      projects: [],
      models: [],
    })
  })
})

describe('the application', () => {
  it('shows a session with the process that runs it, and as ended when that is gone', async () => {
    run(4711, writeSession())
    const { app, client } = await open()
    await app.look()
    const { sessions } = await client.sessions.list({})
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({
      id: ID,
      state: 'idle',
      pid: 4711,
      certainty: 'certain',
      title: 'Fix it',
      project: 'shop',
    })
    processes.length = 0
    await app.look()
    const { session } = await client.sessions.get({ id: SESSION.slice(0, 8) })
    expect(session).toMatchObject({ state: 'ended', pid: null, certainty: 'none' })
  })

  it('tells who listens which session changed: by its transcript, by its process, by its end', async () => {
    const path = writeSession()
    const { app, client } = await open()
    await app.look()
    const changes = await client.sessions.changes()
    expect((await changes.next()).value).toMatchObject({ changed: [], removed: [] })

    appendFileSync(path, writer().turn(story(), turn(new Date(), 'quota'), 1))
    await app.look()
    expect((await changes.next()).value).toMatchObject({ changed: [ID], removed: [] })

    run(4711, path)
    await app.look()
    expect((await changes.next()).value).toMatchObject({ changed: [ID], removed: [] })
    expect((await client.sessions.byIds({ ids: [ID, 'codex:gone'] })).missing).toEqual(['codex:gone'])

    processes.length = 0
    rmSync(path)
    await app.look()
    expect((await changes.next()).value).toMatchObject({ changed: [], removed: [ID] })
    await changes.return?.()
  })

  it('says nothing when nothing changed', async () => {
    run(4711, writeSession())
    const { app, client } = await open()
    await app.look()
    const before = await client.system.refresh()
    expect(await client.system.refresh()).toEqual(before)
  })

  it('shows a process whose transcript is not known, with no number made up', async () => {
    run(4711, '/nowhere')
    processes = processes.map((process) => ({ ...process, argv: ['codex'] }))
    const { app, client } = await open()
    await app.look()
    const { sessions } = await client.sessions.list({})
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ id: 'codex:pid-4711', title: null, pid: 4711, transcript: null })
    expect(sessions[0]?.tokens).toMatchObject({ total: null, source: 'unknown' })
    expect(sessions[0]?.costUsd).toEqual({ value: null, source: 'unknown' })
  })

  it('advises two live sessions on one code base to know of each other', async () => {
    run(4711, writeSession())
    const other = '01a1fc50-aa9d-7000-8000-000000000002'
    run(4712, writeSession(other))
    const { app, client } = await open()
    await app.look()
    const { session } = await client.sessions.get({ id: SESSION })
    expect(session.recommendations.find(({ kind }) => kind === 'merge')?.sessionIds).toEqual([
      `codex:${other}`,
    ])
  })

  it('explains an id that is unknown or means several', async () => {
    writeSession()
    writeSession('01a1fc50-aa9d-7000-8000-000000000002')
    const { app, client } = await open()
    await app.look()
    await expect(client.sessions.get({ id: 'zzz' })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
      data: { id: 'zzz' },
    })
    await expect(client.sessions.get({ id: '01a1fc50' })).rejects.toMatchObject({ code: 'AMBIGUOUS_ID' })
    expect((await client.sessions.get({ id: SESSION })).session.id).toBe(ID)
  })

  it('reads along while another process keeps the index, and takes over when that is gone', async () => {
    writeSession()
    const keeper = await open('server')
    await keeper.app.look()
    const reader = await open('cli')
    await reader.app.look()
    expect((await reader.client.system.info()).ownsIndex).toBe(false)
    expect((await reader.client.sessions.list({ scope: 'all' })).total).toBe(1)
    await close(keeper.app)
    writeSession('01a1fc50-aa9d-7000-8000-000000000002')
    await reader.app.look()
    expect((await reader.client.system.info()).ownsIndex).toBe(true)
    expect((await reader.client.sessions.list({ scope: 'all' })).total).toBe(2)
  })

  it('tells in the next look what one found that failed on its way', async () => {
    const path = writeSession()
    const host = ports('cli')
    const { app, client } = await open('cli', host)
    await app.look()
    const changes = await client.sessions.changes()
    await changes.next()
    const table = host.processes
    host.processes = { ...table, snapshot: () => Promise.reject(new Error('no process table')) }
    appendFileSync(path, writer().turn(story(), turn(new Date()), 1))
    await expect(app.look()).rejects.toThrow('no process table')
    host.processes = table
    await app.look()
    expect((await changes.next()).value).toMatchObject({ changed: [ID] })
    await changes.return?.()
  })

  it('waits for a look that goes on before it stops', async () => {
    run(4711, writeSession())
    const host = ports('cli')
    const { app } = await open('cli', host)
    await app.look()
    const table = host.processes
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    const snapshot = async () => {
      asked.resolve()
      await answer.promise
      return table.snapshot()
    }
    host.processes = { ...table, snapshot }
    const order: string[] = []
    const looked = app.look().then(() => order.push('looked'))
    await asked.promise
    const stopped = close(app).then(() => order.push('stopped'))
    answer.resolve()
    await Promise.all([looked, stopped])
    expect(order).toEqual(['looked', 'stopped'])
  })

  it('answers all the time while it takes over the index', async () => {
    writeSession()
    const keeper = await open('cli')
    await keeper.app.look()
    await close(keeper.app)
    const first = await open('server')
    await first.app.look()
    const second = await open('server')
    await second.app.look()
    await close(first.app)
    const end = new AbortController()
    const looked = second.app.look().finally(() => end.abort())
    while (!end.signal.aborted) {
      expect((await second.client.sessions.list({ scope: 'all' })).total).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await looked
    expect((await second.client.system.info()).ownsIndex).toBe(true)
  })

  it.each(['cli', 'server'] as const)(
    'refuses an index of a newer version with a sentence (%s)',
    async (kind) => {
      mkdirSync(join(home, 'data'), { mode: 0o700 })
      const newer = writeDatabase(join(home, 'data', INDEX_FILE))
      newer.exec('CREATE TABLE t (n INTEGER); PRAGMA user_version = 99')
      newer.close()
      await expect(createApp(ports(kind))).rejects.toThrow(StoreRefused)
      await expect(createApp(ports(kind))).rejects.toThrow(/newer version/)
    },
  )

  it('keeps its files to itself', async () => {
    writeSession()
    const { app } = await open()
    await app.look()
    expect(statSync(join(home, 'data')).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'data', INDEX_FILE)).mode & 0o777).toBe(0o600)
  })

  it('says what a settings file gets wrong and goes on with the rest', async () => {
    writeSession()
    mkdirSync(join(home, 'data'), { mode: 0o700 })
    writeFileSync(
      join(home, 'data', 'config.yaml'),
      '{"health_weight": 1, "token_limits": {"models": {"gpt-5.5": 20000}}}',
    )
    const { app, client } = await open()
    await app.look()
    expect((await client.system.doctor()).store.join('\n')).toContain('health_weights')
  })
})

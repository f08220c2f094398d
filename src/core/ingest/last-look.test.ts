import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findProvider } from '../../providers/registry.ts'
import { createApp } from '../app.ts'
import { NO_LOOPBACK } from '../loopback/loopback.ts'
import type { Ports } from '../ports.ts'
import { INDEX_FILE } from '../store/open-stores.ts'

const calls = vi.hoisted(() => ({ looks: 0, listings: 0 }))
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const isOfHome = (path: unknown) => String(path).includes('.codex')
  const counted =
    <Parameters extends readonly unknown[], Result>(
      what: keyof typeof calls,
      call: (...parameters: Parameters) => Result,
    ) =>
    (...parameters: Parameters): Result => {
      if (isOfHome(parameters[0])) calls[what]++
      return call(...parameters)
    }
  return {
    ...fs,
    lstatSync: counted('looks', fs.lstatSync),
    readdirSync: counted('listings', fs.readdirSync),
  }
})

const SESSION = '01a1fc50-aa9d-7000-8000-000000000001'
const DATABASE = join(import.meta.dirname, '../../providers/opencode/fixtures/generated/v1.18.33/opencode.db')
const OTHER_SESSION = '01a1fc50-aa9d-7000-8000-000000000002'

let home: string
let version: string
/** Every start is an hour after the last one: a folder that has just changed is not trusted. */
let now: number

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'last-look-'))
  version = '1.0.0'
  now = Date.now()
})
afterEach(() => rmSync(home, { recursive: true }))

function ports(): Ports {
  now += 3_600_000
  const started = now
  const quiet = () => {}
  return {
    clock: { now: () => new Date(started), monotonicMs: () => 0 },
    logger: { debug: quiet, warn: quiet, error: quiet },
    environment: { platform: 'linux', home, env: {} },
    dataFolder: join(home, 'data'),
    host: { kind: 'cli', capabilities: [] },
    version,
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: async () => ({ bootId: 'boot', takenAt: new Date(started), processes: [], unreadable: 0 }),
      someEnded: async () => false,
      openFiles: async () => [],
    },
  }
}

function write(sessionId: string, cwd = '/code'): string {
  const sample = findProvider('codex')?.sample
  if (!sample) throw new Error('no sample writer')
  const startedAt = new Date('2026-11-20T10:00:00Z')
  const story = { sessionId, title: 'Fix it', cwd, branch: 'main', model: 'gpt-5.5', startedAt }
  const turn = {
    at: startedAt,
    prompt: 'Fix it',
    answer: 'Done',
    tools: [],
    contextTokens: 10_000,
    outputTokens: 100,
    ending: 'answered' as const,
  }
  const path = sample.transcriptPath({ platform: 'linux', home, env: {} }, story)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, sample.opening(story) + sample.turn(story, turn, 0))
  return path
}

/** The same content, size and time in another file. */
function replaceWithEqual(path: string): void {
  writeFileSync(`${path}.new`, readFileSync(path))
  const { atime, mtime } = statSync(path)
  utimesSync(`${path}.new`, atime, mtime)
  renameSync(`${path}.new`, path)
}

function replaceFolder(folder: string): void {
  cpSync(folder, `${folder}.new`, { recursive: true, preserveTimestamps: true })
  rmSync(folder, { recursive: true })
  renameSync(`${folder}.new`, folder)
}

function writeSettings(text: string): void {
  mkdirSync(join(home, '.config/llm-session-manager'), { recursive: true })
  writeFileSync(join(home, '.config/llm-session-manager/config.yaml'), text)
}

/** What a command that only asks finds out, and whether it kept the index for it. */
async function ask() {
  const app = await createApp(ports(), { onlyAsks: true })
  try {
    await app.look()
    const { scan, info } = await app.service.doctor()
    const { sessions, sources } = app.service.list({ scope: 'all', limit: 100, offset: 0 })
    return { kept: info.ownsIndex, scan, ids: sessions.map(({ id }) => id), sources }
  } finally {
    await app.stop()
  }
}

describe('a command that only asks, where nothing has changed', () => {
  it('answers the same without keeping the index, looks once at each folder and file, and lists and reads none', async () => {
    write(SESSION)
    write(OTHER_SESSION)
    const first = await ask()
    expect(first.kept).toBe(true)
    Object.assign(calls, { looks: 0, listings: 0 })
    const second = await ask()
    expect(second.kept).toBe(false)
    expect(second.ids).toEqual(first.ids)
    expect(second.sources).toEqual(first.sources)
    expect(second.scan).toMatchObject({ filesStatted: 2, filesRead: 0, bytesRead: 0, rowsWritten: 0 })
    // sessions, year, month, day, and two transcripts.
    expect(calls).toEqual({ looks: 6, listings: 0 })
  })

  it('writes nothing into our data', async () => {
    write(SESSION)
    await ask()
    const before = ['', '.clean', '.look'].map((ending) =>
      readFileSync(join(home, 'data', `${INDEX_FILE}${ending}`)),
    )
    await ask()
    const after = ['', '.clean', '.look'].map((ending) =>
      readFileSync(join(home, 'data', `${INDEX_FILE}${ending}`)),
    )
    expect(after).toEqual(before)
    expect(existsSync(join(home, 'data/lock.json'))).toBe(false)
  })

  it('keeps the index as usual where a folder had just changed when it was listed', async () => {
    const path = write(SESSION)
    now -= 3_600_000
    await ask()
    expect((await ask()).kept).toBe(true)
    expect((await ask()).kept).toBe(false)
    expect(existsSync(path)).toBe(true)
  })
})

describe('a command that only asks notices', () => {
  const changes: readonly (readonly [string, (path: string) => void])[] = [
    ['a transcript that grew', (path) => appendFileSync(path, '{"type":"new"}\n')],
    ['a transcript that was written anew at its length', (path) => utimesSync(path, 1, 1)],
    ['a transcript that another file has replaced', replaceWithEqual],
    ['a new transcript', () => void write(OTHER_SESSION)],
    ['a transcript that is gone', (path) => rmSync(path)],
    ['a transcript with another name', (path) => renameSync(path, path.replace('0001.jsonl', '0003.jsonl'))],
    ['a new folder', (path) => mkdirSync(join(dirname(path), '../21'))],
    ['other rights of a folder', (path) => chmodSync(dirname(path), 0o711)],
    ['a folder that another one has replaced', (path) => replaceFolder(dirname(path))],
    ['a home for another assistant', () => mkdirSync(join(home, '.claude/projects'), { recursive: true })],
    ['another version of the program', () => (version = '1.0.1')],
    ['an assistant that is switched off', () => writeSettings('providers: { codex: { enabled: false } }')],
    ['an index that its keeper has not closed', () => rmSync(join(home, 'data', `${INDEX_FILE}.clean`))],
    ['an index that another program wrote to', () => appendFileSync(join(home, 'data', INDEX_FILE), '\0')],
    ['a look that is no JSON', () => writeFileSync(join(home, 'data', `${INDEX_FILE}.look`), '{')],
    [
      'a look of another shape',
      () => writeFileSync(join(home, 'data', `${INDEX_FILE}.look`), '{"format":1}'),
    ],
  ]

  it.each(changes)('%s', async (_what, change) => {
    const path = write(SESSION)
    await ask()
    expect((await ask()).kept).toBe(false)
    change(path)
    expect((await ask()).kept).toBe(true)
  })

  it('a link that leads to a folder by now', async () => {
    const path = write(SESSION)
    const target = join(home, 'elsewhere')
    symlinkSync(target, join(dirname(path), '../link'))
    await ask()
    expect((await ask()).kept).toBe(false)
    mkdirSync(target)
    const { kept, sources } = await ask()
    expect(kept).toBe(true)
    expect(sources.find(({ provider, files }) => provider === 'codex' && files > 0)?.status).toBe('partial')
  })

  it('the log of a database that grew, though the database did not', async () => {
    const folder = join(home, '.local/share/opencode')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'opencode.db'), readFileSync(DATABASE))
    const log = join(folder, 'opencode.db-wal')
    writeFileSync(log, '')
    await ask()
    expect((await ask()).kept).toBe(false)
    appendFileSync(log, 'a record')
    expect((await ask()).kept).toBe(true)
  })

  it('a history that an assistant begins in a folder that a session ran in', async () => {
    const project = join(home, 'code/shop')
    mkdirSync(project, { recursive: true })
    write(SESSION, project)
    await ask()
    expect((await ask()).kept).toBe(false)
    writeFileSync(join(project, '.aider.chat.history.md'), '# aider chat started at 2026-11-20 10:00:00\n')
    expect((await ask()).kept).toBe(true)
    expect((await ask()).kept).toBe(false)
    rmSync(join(project, '.aider.chat.history.md'))
    expect((await ask()).kept).toBe(true)
  })

  it('what could not be read, again and again', async () => {
    const path = write(SESSION)
    symlinkSync(path, join(dirname(path), `rollout-2026-11-20T10-00-00-${OTHER_SESSION}.jsonl`))
    expect((await ask()).kept).toBe(true)
    expect((await ask()).kept).toBe(true)
  })
})

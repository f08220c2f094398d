import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProvider } from '../../providers/registry.ts'
import type { Logger } from '../ports.ts'
import { openIndexQueries } from '../store/index-queries.ts'
import { openIndex } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import { createInlineIngest } from './inline-ingest.ts'
import { projectRoots, withFoldersAbove } from './project-folders.ts'

const HISTORY = '.aider.chat.history.md'
const CHAT = '# aider chat started at 2026-11-20 10:00:00\n\n#### fix it  \n'
const logger: Logger = { debug() {}, warn() {}, error: (message) => expect.fail(message) }

let home: string
let stop: (() => Promise<void>)[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'projects-'))
  stop = []
})
afterEach(async () => {
  for (const one of stop) await one()
  rmSync(home, { recursive: true })
})

describe('folders that people work in', () => {
  it('are those and some above each, up to the home', () => {
    const above = withFoldersAbove(['/home/dev/code/app/src', '/home/dev/code/lib'], '/home/dev')
    expect(above).toEqual([
      '/home/dev/code/app/src',
      '/home/dev/code/app',
      '/home/dev/code',
      '/home/dev/code/lib',
    ])
  })

  it('may be the home, and folders that are not in it', () => {
    expect(withFoldersAbove(['/home/dev', '/srv/app'], '/home/dev')).toEqual([
      '/home/dev',
      '/srv/app',
      '/srv',
    ])
  })

  it.each(['//server/share/app', '\\\\server\\share\\app', 'app', ''])(
    'are none on other machines, and none that are no whole path: %j',
    (folder) => {
      expect(withFoldersAbove([folder], '/home/dev')).toEqual([])
    },
  )

  it('are so many and no more, the first ones first', () => {
    const folders = Array.from({ length: 2000 }, (_, index) => `/home/dev/${index}`)
    expect(withFoldersAbove(folders, '/home/dev')).toEqual(folders.slice(0, 500))
  })
})

describe('roots in them', () => {
  it('are those that hold a file of the assistant, and those that did', () => {
    writeFileSync(join(folder('a'), HISTORY), CHAT)
    const folders = [folder('a'), folder('b'), join(home, 'gone')]
    expect(
      projectRoots({ projectFiles: [HISTORY] }, folders, [join(home, 'c')]).map(({ path }) => path),
    ).toEqual([join(home, 'c'), join(home, 'a')])
  })

  it('are none of an assistant that keeps no files there', () => {
    writeFileSync(join(folder('a'), HISTORY), CHAT)
    expect(projectRoots({}, [folder('a')], [])).toEqual([])
  })
})

describe('a scan', () => {
  it('finds the history of a project in which another assistant ran, at once', async () => {
    writeFileSync(join(folder('code/shop'), HISTORY), CHAT)
    writeCodexSession(join(home, 'code/shop/src'))
    const { scan, sessions } = start()
    const report = await scan()
    expect(sessions().map(({ provider, cwd }) => [provider, cwd])).toEqual(
      expect.arrayContaining([
        ['codex', join(home, 'code/shop/src')],
        ['aider', join(home, 'code/shop')],
      ]),
    )
    expect(new Set(report.changed)).toEqual(new Set(sessions().map(({ id }) => id)))
  })

  it('finds the history where a process runs, and goes on following it', async () => {
    writeFileSync(join(folder('app'), HISTORY), CHAT)
    const { scan, sessions } = start()
    expect((await scan()).changed).toEqual([])
    const [id] = (await scan([join(home, 'app')])).changed
    expect(sessions()).toMatchObject([{ id, provider: 'aider', messages: 1 }])
    writeFileSync(join(home, 'app', HISTORY), `${CHAT}\nDone.\n\n#### go on  \n`)
    expect((await scan()).changed).toEqual([id])
    rmSync(join(home, 'app', HISTORY))
    expect((await scan()).removed).toEqual([id])
  })

  it('reads nothing of a history that did not change', async () => {
    writeFileSync(join(folder('app'), HISTORY), CHAT)
    const { scan } = start()
    await scan([join(home, 'app')])
    expect(await scan([join(home, 'app')])).toMatchObject({ changed: [], filesRead: 0, rowsWritten: 0 })
  })

  it('neither follows a link that stands for a history, nor walks the project', async () => {
    writeFileSync(join(folder('app/sub'), HISTORY), CHAT)
    symlinkSync(join(home, 'app/sub', HISTORY), join(home, 'app', HISTORY))
    const { scan, sessions, sources } = start()
    await scan([join(home, 'app')])
    expect(sessions()).toEqual([])
    expect(sources().find(({ path }) => path === join(home, 'app'))?.problems).toMatchObject([
      { reason: 'symbolic link' },
    ])
  })
})

function folder(path: string): string {
  mkdirSync(join(home, path), { recursive: true })
  return join(home, path)
}

function start() {
  const data = join(home, 'data')
  mkdirSync(data, { mode: 0o700 })
  const opened = openIndex(data, 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  const ingest = createInlineIngest({
    opened,
    providers: ['aider', 'codex'].flatMap((id) => findProvider(id) ?? []),
    environment: { platform: 'linux', home, env: {} },
    clock: systemClock,
    logger,
  })
  stop.push(() => ingest.close())
  const queries = openIndexQueries(opened.database)
  return {
    scan: (running?: readonly string[]) => ingest.scan(running),
    sessions: () => queries.all(),
    sources: () => queries.sources(),
  }
}

function writeCodexSession(cwd: string): void {
  const sample = findProvider('codex')?.sample
  if (!sample) throw new Error('no sample writer')
  const startedAt = new Date('2026-11-20T10:00:00Z')
  const sessionId = '01a1fc50-aa9d-7000-8000-000000000001'
  const story = { sessionId, title: 'Fix it', cwd, branch: 'main', model: 'gpt-5.5', startedAt }
  const path = sample.transcriptPath({ platform: 'linux', home, env: {} }, story)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, sample.opening(story))
}

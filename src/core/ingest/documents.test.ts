import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Provider } from '../../providers/provider.ts'
import { findProvider } from '../../providers/registry.ts'
import type { Logger } from '../ports.ts'
import { type IndexQueries, openIndexQueries } from '../store/index-queries.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openIndex } from '../store/open-stores.ts'
import { type WrittenDatabase, writeDatabase } from '../store/testing/foreign-database.ts'
import { systemClock } from '../system-clock.ts'
import type { Ingest } from './ingest.ts'
import { createInlineIngest } from './inline-ingest.ts'

let home: string
let opened: OpenedDatabase | undefined
let queries: IndexQueries
let written: WrittenDatabase
let reads: string[]
let problems: string[]

const logger: Logger = { debug() {}, warn() {}, error: (message) => void problems.push(message) }
const row = z.object({ id: z.string(), tokens: z.number(), changed: z.number() })

/** An assistant that keeps all of its sessions in one database. */
function databaseProvider(): Provider {
  const like = findProvider('codex')
  if (!like) throw new Error('no provider to begin with')
  return {
    manifest: like.manifest,
    roots: () => [{ path: join(home, 'assistant'), maxDepth: 0 }],
    transcript: (path) =>
      path === 'sessions.db' ? { sessionId: undefined, subagentOf: undefined, form: 'document' } : undefined,
    parser: () => {
      throw new Error('a document has no lines')
    },
    modelWindow: () => undefined,
    documents: {
      sessions: (file) =>
        file.rows('SELECT id, tokens, changed FROM session ORDER BY id').map((found) => {
          const { id, changed } = row.parse(found)
          return { sessionId: id, subagentOf: undefined, stamp: String(changed) }
        }),
      read(file, session, sink) {
        reads.push(session.sessionId)
        const [found] = file.rows('SELECT id, tokens, changed FROM session WHERE id = ?', session.sessionId)
        const { id, tokens } = row.parse(found)
        sink.prompt('Do it', 1_000)
        sink.seen(1_000)
        sink.response({
          key: id,
          model: 'gpt-5.5',
          at: 1_000,
          counts: { uncachedInput: tokens, cacheRead: 0, cacheWrite: 0, output: 1 },
          cacheWrite1h: 0,
          reasoning: 0,
          contextUsed: tokens,
          sidechain: false,
        })
        return { used: 2 }
      },
    },
  }
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'documents-'))
  mkdirSync(join(home, 'assistant'))
  written = writeDatabase(join(home, 'assistant', 'sessions.db'))
  written.exec(
    "CREATE TABLE session (id TEXT, tokens INTEGER, changed INTEGER); INSERT INTO session VALUES ('a', 10, 1), ('b', 20, 1)",
  )
  reads = []
  problems = []
})
afterEach(() => {
  opened?.close()
  opened = undefined
  written.close()
  rmSync(home, { recursive: true })
})

function start(provider = databaseProvider()): Ingest {
  opened?.close()
  opened = openIndex(home, 'own', () => new Date())
  if (!opened) throw new Error('no index')
  queries = openIndexQueries(opened.database)
  const environment = { platform: 'linux', home, env: {} } as const
  return createInlineIngest({
    opened,
    providers: [provider],
    environment,
    clock: systemClock,
    logger,
  })
}

/** Total tokens by session. */
const totals = () =>
  Object.fromEntries(queries.all().map(({ sessionId, tokens }) => [sessionId, tokens.total]))

describe('a database of sessions', () => {
  it('is read while its assistant writes it, with what only its log holds', async () => {
    await start().scan()
    expect(totals()).toEqual({ a: 11, b: 21 })
  })

  it('is not opened again while nothing changed, and then only for the sessions that did', async () => {
    await start().scan()
    reads = []
    expect(await start().scan()).toMatchObject({ filesRead: 0, rowsWritten: 0, changed: [] })
    expect(reads).toEqual([])
    written.exec("UPDATE session SET tokens = 30, changed = 2 WHERE id = 'b'")
    const report = await start().scan()
    expect(reads).toEqual(['b'])
    expect(report.changed).toEqual(['codex:b'])
    expect(totals()).toEqual({ a: 11, b: 31 })
  })

  it('has what the files beside it tell of its sessions', async () => {
    const asked: string[] = []
    const beside = (path: string) => {
      asked.push(path)
      return { cwd: '/home/dev/app', model: 'gpt-5.5' }
    }
    await start({ ...databaseProvider(), beside }).scan()
    expect(new Set(asked)).toEqual(new Set([join(home, 'assistant', 'sessions.db')]))
    expect(queries.all().map(({ cwd }) => cwd)).toEqual(['/home/dev/app', '/home/dev/app'])
    expect(queries.all().map(({ model }) => model)).toEqual(['gpt-5.5', 'gpt-5.5'])
  })

  it('loses the sessions that were deleted from it, and gains those that were added', async () => {
    await start().scan()
    written.exec("DELETE FROM session WHERE id = 'a'; INSERT INTO session VALUES ('c', 5, 1)")
    const report = await start().scan()
    expect(report.removed).toEqual(['codex:a'])
    expect(totals()).toEqual({ b: 21, c: 6 })
  })

  it('comes back whole after it was gone', async () => {
    const ingest = start()
    await ingest.scan()
    written.close()
    const path = join(home, 'assistant', 'sessions.db')
    renameSync(path, `${path}.away`)
    expect((await ingest.scan()).removed).toHaveLength(2)
    renameSync(`${path}.away`, path)
    await ingest.scan()
    expect(totals()).toEqual({ a: 11, b: 21 })
    written = writeDatabase(path)
  })

  it('keeps what was known of it when it cannot be read, and says so', async () => {
    const ingest = start()
    await ingest.scan()
    written.close()
    const path = join(home, 'assistant', 'sessions.db')
    rmSync(`${path}-wal`, { force: true })
    writeFileSync(path, 'this is no database, and it is long enough to be taken for one at first sight')
    await ingest.scan()
    expect(totals()).toEqual({ a: 11, b: 21 })
    expect(queries.sources()[0]).toMatchObject({ status: 'partial' })
    expect(queries.sources()[0]?.problems[0]?.path).toBe(path)
    expect(problems).toHaveLength(1)
    await ingest.scan()
    expect(problems, 'the same state is not tried and logged again').toHaveLength(1)
    expect(queries.sources()[0]?.problems).toHaveLength(1)
    rmSync(path)
    written = writeDatabase(path)
  })
})

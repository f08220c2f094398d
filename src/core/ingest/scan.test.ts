import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { providers } from '../../providers/registry.ts'
import type { Logger } from '../ports.ts'
import { type IndexQueries, openIndexQueries } from '../store/index-queries.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openIndex } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import type { Ingest } from './ingest.ts'
import { createInlineIngest } from './inline-ingest.ts'
import type { ScanProgress } from './scan-report.ts'

const MAIN = '11111111-1111-4111-8111-111111111111'
const FORK = 'e8e93cd0-efe2-4513-b189-751861fadd40'
const CLAUDE = fileURLToPath(new URL('../../providers/claude-code/fixtures/generated/', import.meta.url))

const errors: string[] = []
const logger: Logger = {
  debug() {},
  warn() {},
  error: (message, cause) => void errors.push(`${message}: ${String(cause)}`),
}

let home: string
let opened: OpenedDatabase | undefined
let queries: IndexQueries

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'scan-'))
  errors.length = 0
})
afterEach(() => {
  opened?.close()
  opened = undefined
  rmSync(home, { recursive: true })
  expect(errors).toEqual([])
})

/** A process that keeps the index: opened anew, it knows only what is stored. */
function start(data = 'data', onProgress?: (progress: ScanProgress) => void): Ingest {
  opened?.close()
  mkdirSync(join(home, data), { recursive: true, mode: 0o700 })
  opened = openIndex(join(home, data), 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  queries = openIndexQueries(opened.database)
  return createInlineIngest({
    opened,
    providers,
    environment: { platform: 'linux', home, env: {} },
    clock: systemClock,
    logger,
    ...(onProgress && { onProgress }),
  })
}

function place(fixture: string): string {
  const to = join(home, '.claude', 'projects')
  cpSync(join(CLAUDE, fixture, 'projects'), to, { recursive: true })
  return join(to, '-home-dev-my-app-v2---x')
}

function tokensOf(sessionId: string): (number | string | null)[] {
  const tokens = queries.session(`claude-code:${sessionId}`)?.tokens
  return tokens
    ? [tokens.uncachedInput, tokens.output, tokens.cacheRead, tokens.cacheWrite, tokens.source]
    : []
}

describe('a scan', () => {
  it('takes the total that the assistant wrote down, with its sub-agent and its compaction', async () => {
    place('v2.1.329-resume-subagent-compact')
    await start().scan()
    expect(tokensOf(MAIN)).toEqual([116, 436, 160_036, 8036, 'reported'])
    const session = queries.session(`claude-code:${MAIN}`)
    expect(session).toMatchObject({
      subagents: 1,
      compactions: 1,
      context: { used: 21_034, source: 'reported' },
    })
    expect(session?.cost).toEqual({ value: 0.0957712, source: 'reported' })
    expect(queries.all()).toHaveLength(1)
  })

  it('counts a copied history once: a fork has only what it did itself, in whatever order it comes', async () => {
    place('v2.1.329-fork')
    const ingest = start()
    await ingest.scan()
    expect(tokensOf(FORK)[0], 'without its parent the fork owns the rows').toBeGreaterThan(20)
    place('v2.1.329-resume-subagent-compact')
    const report = await ingest.scan()
    expect(report.changed).toContain(`claude-code:${FORK}`)
    expect(tokensOf(MAIN)).toEqual([116, 436, 160_036, 8036, 'reported'])
    expect(tokensOf(FORK)).toEqual([20, 60, 20_010, 1010, 'reported'])
    expect(queries.session(`claude-code:${FORK}`)?.forkedFrom).toBe(`claude-code:${MAIN}`)
  })

  it('gives a fork the rows of a parent that is deleted, and says what the parent had been', async () => {
    const folder = place('v2.1.329-fork')
    place('v2.1.329-resume-subagent-compact')
    const ingest = start()
    await ingest.scan()
    rmSync(join(folder, `${MAIN}.jsonl`))
    rmSync(join(folder, MAIN), { recursive: true })
    const report = await ingest.scan()
    expect(report.removed).toEqual([`claude-code:${MAIN}`])
    expect(report.retired[0]?.tokens.total).toBe(168_624)
    expect(queries.all().map((session) => session.sessionId)).toEqual([FORK])
    const alone = readAlone(join(folder, `${FORK}.jsonl`))
    expect(tokensOf(FORK)).toEqual(await alone)
  })

  it('reads nothing and writes nothing the second time, in the same process and in another one', async () => {
    place('v2.1.329-resume-subagent-compact')
    const ingest = start()
    expect((await ingest.scan()).filesRead).toBe(2)
    expect(await ingest.scan()).toMatchObject({ filesRead: 0, bytesRead: 0, rowsWritten: 0, changed: [] })
    expect(await start().scan()).toMatchObject({
      filesStatted: 2,
      filesRead: 0,
      bytesRead: 0,
      rowsWritten: 0,
      changed: [],
    })
  })

  it('ends in the same sessions when a transcript grows line by line, over restarts', async () => {
    const folder = place('v2.1.329-resume-subagent-compact')
    const path = join(folder, `${MAIN}.jsonl`)
    const lines = readFileSync(path, 'utf8').split(/(?<=\n)/)
    writeFileSync(path, '')
    for (const [index, line] of lines.entries()) {
      const ingest = index % 3 === 0 ? start() : undefined
      // Half a line first: what is being written is left alone.
      appendFileSync(path, line.slice(0, line.length >> 1))
      await ingest?.scan()
      appendFileSync(path, line.slice(line.length >> 1))
    }
    const ingest = start()
    await ingest.scan()
    const grown = queries.all()
    start('fresh')
    await start('fresh').scan()
    expect(grown).toEqual(queries.all())
  })

  it('reads an append from where it ended, not from the beginning', async () => {
    const path = join(place('v2.1.329-resume-subagent-compact'), `${MAIN}.jsonl`)
    const ingest = start()
    await ingest.scan()
    const line = `${JSON.stringify({ type: 'custom-title', customTitle: 'Renamed', sessionId: MAIN })}\n`
    appendFileSync(path, line)
    expect(await ingest.scan()).toMatchObject({ filesRead: 1, bytesRead: line.length })
    expect(queries.session(`claude-code:${MAIN}`)?.title).toBe('Renamed')
  })

  it.each([
    ['truncated', (path: string) => truncateSync(path, statSync(path).size >> 1)],
    [
      'rewritten in place and longer',
      (path: string) => writeFileSync(path, `{"type":"mode","mode":"x"}\n${readFileSync(path, 'utf8')}`),
    ],
    [
      'replaced by another',
      (path: string) => {
        rmSync(path)
        writeFileSync(
          path,
          readFileSync(join(dirname(path), MAIN, 'subagents', 'agent-a3b7aa068e70ae8e3.jsonl')),
        )
      },
    ],
  ])('counts a transcript that was %s as one clean reading does', async (_how, change) => {
    const path = join(place('v2.1.329-resume-subagent-compact'), `${MAIN}.jsonl`)
    await start().scan()
    change(path)
    await start().scan()
    const after = queries.all()
    await start('fresh').scan()
    expect(after).toEqual(queries.all())
  })

  it('counts tokens of text where an assistant reports no usage, and calls the total unknown', async () => {
    const folder = join(home, '.codex', 'sessions', '2026', '11', '21')
    mkdirSync(folder, { recursive: true })
    cpSync(
      fileURLToPath(new URL('../../providers/codex/fixtures/generated/v0.20.0-flat/', import.meta.url)),
      folder,
      { recursive: true },
    )
    await start().scan()
    const [session] = queries.all()
    expect(session?.tokens).toMatchObject({ total: null, source: 'unknown' })
    expect(session?.context.source).toBe('counted')
    expect(session?.context.used).toBeGreaterThan(10)
    expect(await start().scan()).toMatchObject({ filesRead: 0, rowsWritten: 0 })
  })

  it('shows the first sessions before the last are read, and loses nothing when it is ended in between', async () => {
    const folder = place('v2.1.329-resume-subagent-compact')
    place('v2.1.329-fork')
    const line = readFileSync(join(folder, `${FORK}.jsonl`), 'utf8').split('\n')[2] ?? ''
    for (let index = 0; index < 300; index++) {
      const id = `33333333-3333-4333-8333-${String(index).padStart(12, '0')}`
      writeFileSync(join(folder, `${id}.jsonl`), `${line.replaceAll(FORK, id)}\n`)
    }
    const ended = start('data', (progress) => {
      expect(progress).toMatchObject({ filesDone: 100, filesTotal: 303 })
      expect(queries.all()).toHaveLength(progress.changed.length)
      throw new Error('ended')
    })
    await expect(ended.scan()).rejects.toThrow('ended')
    const seen: ScanProgress[] = []
    const report = await start('data', (progress) => void seen.push(progress)).scan()
    expect(report.filesRead).toBe(203)
    const restarted = queries.all()
    await start('fresh').scan()
    expect(restarted).toEqual(queries.all())
    expect(tokensOf(FORK)).toEqual([20, 60, 20_010, 1010, 'reported'])
  })

  it('keeps the sessions of a linked folder whose link cannot be followed for a while', async () => {
    place('v2.1.329-resume-subagent-compact')
    const link = join(home, '.claude')
    renameSync(link, join(home, 'elsewhere'))
    symlinkSync(join(home, 'elsewhere'), link)
    const ingest = start()
    await ingest.scan()
    rmSync(link)
    symlinkSync(link, link)
    expect((await ingest.scan()).removed).toEqual([])
    expect(queries.all()).toHaveLength(1)
  })

  it('names what it could not read and goes on with the rest', async () => {
    const folder = place('v2.1.329-resume-subagent-compact')
    mkdirSync(join(folder, '22222222-2222-4222-8222-222222222222.jsonl'))
    await start().scan()
    const source = queries.sources().find((candidate) => candidate.path === join(home, '.claude', 'projects'))
    expect(source).toMatchObject({ status: 'ok', files: 2 })
    expect(queries.all()).toHaveLength(1)
  })

  it('adds up every line that it read, with the reason for each that did not count', async () => {
    const path = join(place('v2.1.329-resume-subagent-compact'), `${MAIN}.jsonl`)
    appendFileSync(path, 'not json\n\n{"type":"from-the-future"}\n')
    await start().scan()
    const source = queries.sources().find((candidate) => candidate.files > 0)
    expect(source?.linesSkipped).toMatchObject({ malformed: 1, empty: 1, 'unknown type': 1 })
    const skipped = Object.values(source?.linesSkipped ?? {}).reduce((sum, count) => sum + count, 0)
    expect(skipped).toBeLessThan(source?.linesRead ?? 0)
  })
})

async function readAlone(path: string): Promise<(number | string | null)[]> {
  const content = readFileSync(path)
  const folder = join(home, 'alone', '.claude', 'projects', 'x')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${FORK}.jsonl`), content)
  const database = openIndex(folder, 'own', systemClock.now)
  if (!database) throw new Error('no index')
  const environment = { platform: 'linux', home: join(home, 'alone'), env: {} } as const
  await createInlineIngest({
    opened: database,
    providers,
    environment,
    clock: systemClock,
    logger,
  }).scan()
  const tokens = openIndexQueries(database.database).session(`claude-code:${FORK}`)?.tokens
  database.close()
  return tokens
    ? [tokens.uncachedInput, tokens.output, tokens.cacheRead, tokens.cacheWrite, tokens.source]
    : []
}

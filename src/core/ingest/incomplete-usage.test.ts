import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProvider } from '../../providers/registry.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { openIndexQueries } from '../store/index-queries.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openIndex } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import { createInlineIngest } from './inline-ingest.ts'

const FIXTURES = resolve(import.meta.dirname, '../../providers/cursor/fixtures/User')

let home: string
let opened: OpenedDatabase | undefined
let sessions: ReadonlyMap<string | null, IndexedSession>

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'incomplete-usage-'))
  cpSync(FIXTURES, join(home, '.config/Cursor/User'), { recursive: true })
  const cursor = findProvider('cursor')
  opened = openIndex(home, 'own', () => new Date())
  if (!cursor || !opened) throw new Error('nothing to read with')
  await createInlineIngest({
    opened,
    providers: [cursor],
    environment: { platform: 'linux', home, env: {} },
    clock: systemClock,
    logger: { debug() {}, warn() {}, error() {} },
  }).scan()
  sessions = new Map(
    openIndexQueries(opened.database)
      .all()
      .map((session) => [session.title, session]),
  )
})
afterAll(() => {
  opened?.close()
  rmSync(home, { recursive: true })
})

describe('a session whose assistant reports the usage of only some answers', () => {
  it('has what was reported, said to be incomplete, and no cost', () => {
    expect(sessions.get('Fix login bug')).toMatchObject({
      tokens: { uncachedInput: 24_581, output: 512, total: 25_093, source: 'reported' },
      cost: { value: null, source: 'unknown' },
      context: { used: 80_448, source: 'reported', statedWindow: 200_000 },
    })
    expect(sessions.get('Fix login bug')?.tokens.caveat).toMatch(/^Incomplete: /)
  })

  it('has no tokens where none was reported, which is not zero', () => {
    expect(sessions.get('what is this?')).toMatchObject({
      tokens: { uncachedInput: null, output: null, total: null, source: 'unknown' },
      cost: { value: null, source: 'unknown' },
      context: { used: 1_500, source: 'reported' },
    })
  })
})

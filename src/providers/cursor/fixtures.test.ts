import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentFile } from '../provider.ts'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { cursorDatabase } from './documents.ts'

const path = join(import.meta.dirname, 'fixtures/User/globalStorage/state.vscdb')
const FINISHED = 'aaaaaaaa-0000-4000-8000-000000000001'
const AT_WORK = 'bbbbbbbb-0000-4000-8000-000000000002'

function readAll(file: DocumentFile = documentFile(path)) {
  return new Map(
    cursorDatabase.sessions(file).map((session) => {
      const { sink, recording } = recordingSink()
      const outcomes = cursorDatabase.read(file, session, sink)
      return [session.sessionId, { outcomes, recording }]
    }),
  )
}

describe('the database of the editor', () => {
  const told = readAll()

  it('holds one session for each composer', () => {
    expect([...told.keys()]).toEqual([FINISHED, AT_WORK])
    for (const { recording } of told.values()) expect(complaintsAbout(recording.calls)).toEqual([])
  })

  it('tells a finished conversation', () => {
    const { outcomes, recording } = told.get(FINISHED) ?? {}
    expect(outcomes).toEqual({ used: 4, ignored: 0, unknown: 0, malformed: 0 })
    expect(recording?.of('title')).toEqual([['assistant', 'Fix login bug']])
    expect(recording?.of('workingDirectory')).toEqual([['/home/dev/app']])
    expect(recording?.of('branch')).toEqual([['main']])
    expect(recording?.of('model')).toEqual([['claude-4.5-sonnet']])
    expect(recording?.of('prompt')).toEqual([['fix the login bug', Date.parse('2026-11-20T10:00:00Z')]])
    expect(recording?.of('file')).toEqual([['/home/dev/app/src/auth.ts', 'write']])
    expect(recording?.lastPhase).toBe('done')
    expect(recording?.errors).toEqual([])
  })

  it('tells the gauge of the context, and the usage that stands there as incomplete', () => {
    const { recording } = told.get(FINISHED) ?? {}
    expect(recording?.of('context').at(-1)?.[0]).toBe(80_448)
    expect(recording?.of('contextWindow')).toEqual([[200_000]])
    expect(recording?.sums).toEqual({ uncachedInput: 24_581, cacheRead: 0, cacheWrite: 0, output: 512 })
    expect(recording?.of('usageIncomplete')).toHaveLength(1)
  })

  it('tells one that is at work, and claims no usage and no model for it', () => {
    const { recording } = told.get(AT_WORK) ?? {}
    expect(recording?.lastPhase).toBe('model-working')
    expect(recording?.of('context').at(-1)?.[0]).toBe(1_500)
    expect(recording?.responses.size).toBe(0)
    expect(recording?.of('usageIncomplete')).toHaveLength(1)
    expect(recording?.of('model')).toEqual([])
  })

  it('is never asked for the table of tokens, nor searched without a key', () => {
    const asked: string[] = []
    const file = documentFile(path)
    const answers: unknown[] = []
    readAll({
      ...file,
      rows(sql, ...parameters) {
        asked.push(sql)
        const rows = file.rows(sql, ...parameters)
        answers.push(rows)
        return rows
      },
    })
    expect(asked.filter((sql) => /from\s+itemtable|\blike\b|\bglob\b/i.test(sql))).toEqual([])
    expect(JSON.stringify(answers)).not.toContain('cursorAuth')
    const plans = asked.flatMap((sql) =>
      file.rows(`EXPLAIN QUERY PLAN ${sql}`, ...(sql.match(/\?/g)?.map(() => 1) ?? [])),
    )
    const scans = plans.map(({ detail }) => String(detail)).filter((detail) => detail.startsWith('SCAN'))
    expect(scans.filter((detail) => detail !== 'SCAN sqlite_schema')).toEqual([])
  })
})

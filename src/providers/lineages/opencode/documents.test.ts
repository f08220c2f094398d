import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentFile } from '../../provider.ts'
import { recordingSink } from '../../testing/recording-sink.ts'
import { sessionDatabase } from './documents.ts'
import { answer, BEGIN, request, SESSION_ID, type TestDatabase, testDatabase } from './testing/database.ts'

let database: TestDatabase

beforeEach(() => {
  database = testDatabase()
})
afterEach(() => database.remove())

describe('the sessions of a database', () => {
  it('name the root of all that started them', () => {
    database.session()
    database.session({ id: 'ses_child', parent_id: SESSION_ID })
    database.session({ id: 'ses_grandchild', parent_id: 'ses_child' })
    database.session({ id: 'ses_orphan', parent_id: 'ses_deleted' })
    expect(database.sessions().map(({ sessionId, subagentOf }) => [sessionId, subagentOf])).toEqual([
      ['ses_child', SESSION_ID],
      ['ses_grandchild', SESSION_ID],
      ['ses_one', undefined],
      ['ses_orphan', 'ses_deleted'],
    ])
  })

  it('come to an end where parents go round in a circle', () => {
    database.session({ id: 'ses_a', parent_id: 'ses_b' })
    database.session({ id: 'ses_b', parent_id: 'ses_a' })
    expect(database.sessions()).toHaveLength(2)
    expect(database.read('ses_a').recording.of('session')).toEqual([['ses_a']])
  })

  it('are none in a database that is something else', () => {
    const other = testDatabase('CREATE TABLE songs (title TEXT)')
    expect(() => other.sessions()).toThrow('the table session has no id')
    other.remove()
  })

  it('are known without the columns of later versions', () => {
    const old = testDatabase(`
      CREATE TABLE session (id TEXT, title TEXT);
      CREATE TABLE message (id TEXT, session_id TEXT, data TEXT);
      CREATE TABLE part (id TEXT, message_id TEXT, session_id TEXT, data TEXT);
    `)
    old.exec(`INSERT INTO session VALUES ('${SESSION_ID}', 'Old')`)
    old.exec(`INSERT INTO message VALUES ('msg_1', '${SESSION_ID}', '${JSON.stringify(answer())}')`)
    expect(old.sessions()).toHaveLength(1)
    const { recording } = old.read()
    expect(recording.of('title')).toEqual([['assistant', 'Old']])
    expect(recording.sums.output).toBe(100)
    expect(recording.reportedTotals).toEqual([])
    old.remove()
  })

  it('tell nothing once they are gone', () => {
    const { sink, recording } = recordingSink()
    const gone = { sessionId: 'ses_gone', subagentOf: undefined, stamp: '' }
    expect(sessionDatabase.read(database.file, gone, sink)).toEqual({})
    expect(recording.calls).toEqual([])
  })
})

describe('a stamp', () => {
  const stampOf = (sessionId = SESSION_ID) =>
    database.sessions().find((session) => session.sessionId === sessionId)?.stamp

  it.each<[string, () => void]>([
    ['a message comes', () => database.message(answer())],
    ['a message is done', () => database.exec(`UPDATE message SET time_updated = ${BEGIN + 5}`)],
    ['a part comes', () => database.exec("INSERT INTO part VALUES ('x', 'm', 'ses_one', 1, 1, '{}')")],
    ['a running tool goes on', () => database.exec(`UPDATE part SET time_updated = ${BEGIN + 5}`)],
    ['the session is renamed', () => database.exec(`UPDATE session SET time_updated = ${BEGIN + 5}`)],
    ['a message is taken back', () => database.exec('DELETE FROM message')],
  ])('changes when %s', (_what, change) => {
    database.session()
    database.message(request(), [{ type: 'text', text: 'Go' }])
    const before = stampOf()
    expect(stampOf()).toBe(before)
    change()
    expect(stampOf()).not.toBe(before)
  })

  it('of a root changes with the sums of what it started, and not with another session', () => {
    database.session()
    database.session({ id: 'ses_child', parent_id: SESSION_ID })
    database.session({ id: 'ses_other' })
    const before = [stampOf(), stampOf('ses_other')]
    database.exec("UPDATE session SET tokens_input = 7 WHERE id = 'ses_child'")
    expect(stampOf()).not.toBe(before[0])
    expect(stampOf('ses_other')).toBe(before[1])
  })
})

describe('the session row', () => {
  it('tells where and when it began, by which version, and its title', () => {
    database.session({ directory: '/home/dev/app', version: '1.18.33', title: 'Fix it', model: '{"id":"m"}' })
    const { recording } = database.read()
    expect(recording.calls.slice(0, 7)).toEqual([
      ['session', SESSION_ID],
      ['born', BEGIN],
      ['seen', BEGIN],
      ['workingDirectory', '/home/dev/app'],
      ['version', '1.18.33'],
      ['model', 'm'],
      ['title', 'assistant', 'Fix it'],
    ])
  })

  it.each(['New session - 2026-11-21T00:40:07.806Z', 'Child session - 2026-11-21T00:40:07.806Z', ''])(
    'has no title where it is called %j',
    (title) => {
      database.session({ title })
      expect(database.read().recording.of('title')).toEqual([])
    },
  )
})

describe('what the assistant added up', () => {
  const sums = { tokens_input: 700, tokens_output: 60, tokens_reasoning: 40, tokens_cache_read: 200 }
  const counts = { uncachedInput: 700, cacheRead: 200, cacheWrite: 0, output: 100 }

  it('holds for the session and all that it started', () => {
    database.session({ ...sums, cost: 0.5, time_updated: BEGIN + 1 })
    database.session({ ...sums, cost: 0.25, id: 'ses_child', parent_id: SESSION_ID, time_updated: BEGIN + 9 })
    database.message(answer())
    expect(database.read().recording.reportedTotals).toEqual([
      {
        at: BEGIN + 9,
        counts: { uncachedInput: 1400, cacheRead: 400, cacheWrite: 0, output: 200 },
        costUsd: 0.75,
      },
    ])
    expect(database.read('ses_child').recording.reportedTotals).toEqual([])
  })

  it('has no cost where one answer has none: its price may not be known', () => {
    database.session({ ...sums, cost: 0.01 })
    database.message(answer())
    database.message(answer({ cost: 0 }))
    expect(database.read().recording.reportedTotals).toEqual([{ at: BEGIN, counts, costUsd: undefined }])
  })

  it('keeps its cost beside an answer that has neither tokens nor cost', () => {
    database.session({ ...sums, cost: 0.01 })
    database.message(answer())
    database.message(answer({ cost: 0, tokens: { input: 0, output: 0 } }))
    expect(database.read().recording.reportedTotals[0]?.costUsd).toBe(0.01)
  })
})

describe('a fork', () => {
  it('counts what it copied as the original, and tells nothing else of it', () => {
    const copied = answer({ error: { name: 'APIError' } }, BEGIN - 5000)
    const tool = { type: 'tool', tool: 'bash', callID: 'c', state: { status: 'completed' } }
    database.session({ id: 'ses_parent', time_created: BEGIN - 9000 })
    database.session({ tokens_input: 700 })
    database.message(request(BEGIN - 6000), [], { session_id: 'ses_parent' })
    const original = database.message(copied, [tool], { session_id: 'ses_parent' })
    database.message(request(BEGIN - 6000), [{ type: 'text', text: 'Old' }])
    database.message({ ...copied, cost: 0 }, [tool])
    database.message(request(BEGIN + 1), [{ type: 'text', text: 'New' }])
    const own = database.message(answer({}, BEGIN + 2))
    const { recording } = database.read()
    expect([...recording.responses.keys()]).toEqual([original, own])
    expect(recording.of('prompt')).toEqual([['New', BEGIN + 1]])
    const told = database.read('ses_parent').recording.responses.get(original)
    expect(recording.responses.get(original)).toEqual(told)
    expect(recording.of('toolCall')).toEqual([])
    expect(recording.errors).toEqual([])
    expect(recording.reportedTotals).toEqual([])
  })

  it('counts an older message as its own where no other one is like it', () => {
    database.session({ id: 'ses_parent', time_created: BEGIN - 9000 })
    database.session()
    database.message(answer({ tokens: { input: 1 } }, BEGIN - 5000), [], { session_id: 'ses_parent' })
    const own = database.message(answer({}, BEGIN - 5000))
    expect([...database.read().recording.responses.keys()]).toEqual([own])
  })
})

describe('the questions to a database', () => {
  it('never touch a table of accounts, credentials or shares', () => {
    database.session()
    database.session({ id: 'ses_child', parent_id: SESSION_ID })
    database.message(answer({}, BEGIN - 1))
    const asked: string[] = []
    const watched: DocumentFile = {
      ...database.file,
      rows(sql, ...parameters) {
        asked.push(sql)
        return database.file.rows(sql, ...parameters)
      },
    }
    for (const session of sessionDatabase.sessions(watched)) {
      sessionDatabase.read(watched, session, recordingSink().sink)
    }
    const tables = asked.flatMap((sql) =>
      [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)].map(([, name]) => name),
    )
    expect(new Set(tables)).toEqual(new Set(['family', 'message', 'part', 'pragma_table_info', 'session']))
  })
})

import { describe, expect, it } from 'vitest'
import { at, instant, user } from './testing/rows.ts'
import { readRows, SESSION } from './testing/transcripts.ts'

describe('a session', () => {
  it('is the one that its path names, else the one that its first record names', () => {
    expect(readRows([user(1, 'hi', { sessionId: 'another' })]).of('session')).toEqual([[SESSION]])
    const unnamed = { sessionId: undefined, subagentOf: undefined }
    expect(
      readRows(
        [{ type: 'custom-title', customTitle: 'T', sessionId: 'recorded' }, user(1, 'hi')],
        unnamed,
      ).of('session'),
    ).toEqual([['recorded']])
  })

  it('tells its folder, branch and version only where they change', () => {
    const recording = readRows([
      user(1, 'a'),
      user(2, 'b'),
      user(3, 'c', { cwd: 'C:\\Users\\dev', gitBranch: 'HEAD', version: '2.1.330' }),
      user(4, 'd', { gitBranch: '' }),
    ])
    expect(recording.of('workingDirectory')).toEqual([
      ['/home/dev/app'],
      ['C:\\Users\\dev'],
      ['/home/dev/app'],
    ])
    expect(recording.of('branch')).toEqual([['main']])
    expect(recording.of('version')).toEqual([['2.1.329'], ['2.1.330'], ['2.1.329']])
  })

  it('takes its titles from the person and from the program', () => {
    const recording = readRows([
      { type: 'ai-title', aiTitle: 'Fix login', sessionId: SESSION },
      { type: 'custom-title', customTitle: ' Mine ', sessionId: SESSION },
      { type: 'custom-title', customTitle: '', sessionId: SESSION },
      { type: 'agent-name', agentName: 'app-6e', sessionId: SESSION },
    ])
    expect(recording.of('title')).toEqual([
      ['assistant', 'Fix login'],
      ['person', 'Mine'],
      ['assistant', 'app-6e'],
    ])
  })

  it('is titled by a summary only if it holds the record that the summary names', () => {
    const recording = readRows([
      { type: 'summary', summary: 'Somebody else', leafUuid: 'uuid-elsewhere' },
      { type: 'summary', summary: 'Still to come', leafUuid: 'uuid-user-2' },
      user(1, 'a'),
      { type: 'summary', summary: 'Just said', leafUuid: 'uuid-user-1' },
      user(2, 'b'),
    ])
    expect(recording.of('title')).toEqual([
      ['assistant', 'Just said'],
      ['assistant', 'Still to come'],
    ])
  })

  it('was born with a record that is never copied', () => {
    const born = (row: object) => readRows([row]).of('born')
    expect(born({ type: 'queue-operation', timestamp: at(1), sessionId: SESSION })).toEqual([[instant(1)]])
    expect(
      born({ type: 'api-request', timestamp: at(1), sessionId: SESSION, params: { model: 'm' } }),
    ).toEqual([[instant(1)]])
    expect(born(user(1, 'a', { session_id: SESSION }))).toEqual([[instant(1)]])
    expect(born(user(1, 'a', { session_id: 'another' }))).toEqual([])
    expect(born(user(1, 'a'))).toEqual([])
  })

  it('is no fork after /clear, though its rows name the session before', () => {
    const recording = readRows([
      user(1, 'a', { session_id: 'before-clear' }),
      { type: 'queue-operation', timestamp: at(50), sessionId: SESSION },
      user(51, 'b', { session_id: 'before-clear' }),
    ])
    expect(recording.of('forkedFrom')).toEqual([])
    expect(recording.of('prompt')).toHaveLength(2)
  })

  it('reports the total that the program wrote down last, at the time of the record before', () => {
    const models = {
      a: {
        inputTokens: 1,
        outputTokens: 2,
        cacheReadInputTokens: 3,
        cacheCreationInputTokens: 4,
        costUSD: 1,
      },
    }
    const state = {
      type: 'cost-state',
      sessionId: SESSION,
      totalCostUSD: 1.5,
      modelUsage: { ...models, b: models.a },
    }
    const recording = readRows([user(7, 'a'), state, { ...state, hasUnknownModelCost: true }])
    const counts = { uncachedInput: 2, cacheRead: 6, cacheWrite: 8, output: 4 }
    expect(recording.reportedTotals).toEqual([
      { at: instant(7), counts, costUsd: 1.5 },
      { at: instant(7), counts, costUsd: undefined },
    ])
  })
})

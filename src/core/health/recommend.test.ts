import { describe, expect, it } from 'vitest'
import { recommendationSchema } from '../../shared/contract/session.ts'
import { defaultSettings } from '../settings/default-settings.ts'
import { recommend, type RecommendationInputs } from './recommend.ts'

const { recommendations: thresholds } = defaultSettings()
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const QUIET: RecommendationInputs = {
  live: true,
  contextRatio: 0.2,
  durationMs: 10 * MINUTE,
  idleMs: MINUTE,
  neighbours: [],
}

function kindsOf(inputs: Partial<RecommendationInputs>): string[] {
  return recommend({ ...QUIET, ...inputs }, thresholds).map(({ kind }) => kind)
}

describe('a session with nothing wrong', () => {
  it('gets no recommendation', () => {
    expect(recommend(QUIET, thresholds)).toEqual([])
  })

  it('gets none for what is not known', () => {
    expect(kindsOf({ contextRatio: null, durationMs: null, idleMs: null })).toEqual([])
  })
})

describe('a context that fills up', () => {
  it('is to be exported above 85 %, and urgently when it is nearly full', () => {
    expect(kindsOf({ contextRatio: 0.85 })).toEqual([])
    expect(recommend({ ...QUIET, contextRatio: 0.86 }, thresholds)).toEqual([
      {
        kind: 'export-and-restart',
        severity: 'warning',
        text: 'Context is 86% full: export it and go on in a new session.',
        sessionIds: [],
      },
    ])
    expect(recommend({ ...QUIET, contextRatio: 0.96 }, thresholds)[0]?.severity).toBe('critical')
  })
})

describe('a session that runs long', () => {
  it('may be getting worse after four hours', () => {
    expect(kindsOf({ durationMs: 4 * HOUR })).toEqual([])
    expect(recommend({ ...QUIET, durationMs: 4 * HOUR + MINUTE }, thresholds)[0]).toMatchObject({
      kind: 'long-running',
      severity: 'warning',
      text: expect.stringContaining('4h 1m'),
    })
    expect(kindsOf({ durationMs: 9 * HOUR, live: false })).toEqual([])
  })
})

describe('an idle session', () => {
  it('is to be closed after half an hour, and archived after two hours', () => {
    expect(kindsOf({ idleMs: 30 * MINUTE })).toEqual([])
    expect(kindsOf({ idleMs: 31 * MINUTE })).toEqual(['close-idle'])
    expect(kindsOf({ idleMs: 2 * HOUR + MINUTE })).toEqual(['archive'])
    expect(recommend({ ...QUIET, idleMs: 3 * HOUR }, thresholds)[0]?.text).toBe(
      'Idle for 3h: close and archive it.',
    )
  })

  it('needs no closing when it has ended', () => {
    expect(kindsOf({ idleMs: 31 * MINUTE, live: false })).toEqual([])
    expect(recommend({ ...QUIET, idleMs: 3 * HOUR, live: false }, thresholds)[0]?.text).toBe(
      'Nothing has happened for 3h: archive it.',
    )
  })

  it('is history a day after its end, however full it was', () => {
    expect(kindsOf({ live: false, idleMs: 24 * HOUR, contextRatio: 0.99 })).toEqual([
      'export-and-restart',
      'archive',
    ])
    expect(kindsOf({ live: false, idleMs: 25 * HOUR, contextRatio: 0.99 })).toEqual([])
    expect(kindsOf({ live: false, idleMs: null, contextRatio: 0.99 })).toEqual([])
  })
})

describe('several sessions on one code base', () => {
  const neighbour = (n: number): { id: string; name: string } => ({ id: `codex:${n}`, name: `Task ${n}` })

  it('are to be merged or to agree, and the others are named', () => {
    expect(recommend({ ...QUIET, neighbours: [neighbour(1), neighbour(2)] }, thresholds)).toEqual([
      {
        kind: 'merge',
        severity: 'warning',
        text: 'Works on the same code base as “Task 1” and “Task 2”: merge them, or agree on who changes what.',
        sessionIds: ['codex:1', 'codex:2'],
      },
    ])
  })

  it('are named up to three, and counted beyond', () => {
    const neighbours = [1, 2, 3, 4, 5].map(neighbour)
    const [merge] = recommend({ ...QUIET, neighbours }, thresholds)
    expect(merge?.text).toContain('“Task 1”, “Task 2”, “Task 3” and 2 more:')
    expect(merge?.sessionIds).toHaveLength(5)
  })

  it('are named in a few words, on one line', () => {
    const neighbours = [{ id: 'codex:1', name: `Fix\n\u001b[31m${'the login '.repeat(30)}` }]
    const [merge] = recommend({ ...QUIET, neighbours }, thresholds)
    expect(merge?.text).toMatch(/as “Fix the login .*…”:/)
    expect(merge?.text.length).toBeLessThan(130)
  })

  it('do not concern one that has ended', () => {
    expect(kindsOf({ live: false, neighbours: [neighbour(1)] })).toEqual([])
  })
})

describe('several recommendations', () => {
  const all = {
    contextRatio: 0.99,
    durationMs: 5 * HOUR,
    idleMs: HOUR,
    neighbours: [{ id: 'codex:1', name: 'Other' }],
  }

  it('come with the most urgent first, and fit the contract', () => {
    expect(kindsOf(all)).toEqual(['export-and-restart', 'long-running', 'merge', 'close-idle'])
    const found = recommend({ ...QUIET, ...all }, thresholds)
    expect(found.map((one) => recommendationSchema.parse(one))).toEqual(found)
  })

  it('follow the limits that are set', () => {
    const strict = { tokenUsageRatio: 0.1, longRunningMs: 1, closeIdleMs: 1, archiveIdleMs: HOUR }
    expect(recommend(QUIET, strict).map(({ kind }) => kind)).toEqual([
      'export-and-restart',
      'long-running',
      'close-idle',
    ])
  })
})

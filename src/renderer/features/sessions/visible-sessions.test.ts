import { describe, expect, it } from 'vitest'
import { sampleSession } from './testing/sample-session.ts'
import { countByState, groupSessions, visibleSessions } from './visible-sessions.ts'

const EVERYTHING = { text: '', state: null }
const parser = sampleSession({ id: 'a:1', title: 'Parse the transcript', gitBranch: 'parser' })
const critical = sampleSession({
  id: 'a:2',
  title: null,
  health: { score: 12, level: 'critical', parts: [] },
})
const waiting = sampleSession({ id: 'a:3', provider: 'codex', state: 'waiting' })

describe('visible sessions', () => {
  it('stand in order of urgency', () => {
    const ids = visibleSessions([parser, critical, waiting], EVERYTHING).map((session) => session.id)
    expect(ids).toEqual(['a:3', 'a:2', 'a:1'])
  })

  it('contain every word of the filter, in any of their texts and any case', () => {
    const find = (text: string) => visibleSessions([parser, critical, waiting], { text, state: null })
    expect(find('PARSER transcript')).toEqual([parser])
    expect(find('codex')).toEqual([waiting])
    expect(find('codex parser')).toEqual([])
    expect(find('   ')).toHaveLength(3)
  })

  it('have the state that is asked for', () => {
    expect(visibleSessions([parser, waiting], { text: '', state: 'waiting' })).toEqual([waiting])
  })
})

describe('groups of sessions', () => {
  it('follow the order and join urgencies of one kind', () => {
    const stuck = sampleSession({ id: 'a:4', state: 'stuck' })
    const ordered = visibleSessions([parser, critical, waiting, stuck], EVERYTHING)
    const labels = groupSessions(ordered).map((group) => [group.label, group.sessions.length])
    expect(labels).toEqual([
      ['Needs you', 2],
      ['At risk', 1],
      ['Working', 1],
    ])
  })
})

describe('counts', () => {
  it('count every session under its state', () => {
    expect(countByState([parser, critical, waiting])).toEqual({
      stuck: 0,
      waiting: 1,
      working: 2,
      idle: 0,
      ended: 0,
    })
  })
})

import { describe, expect, it } from 'vitest'
import type { Session } from '../contract/session.ts'
import { NO_FILTER, readFilter } from './session-filter.ts'
import { sampleSession } from '../contract/testing/sample-session.ts'
import { countByState, groupSessions, visibleSessions } from './visible-sessions.ts'

const parser = sampleSession({ id: 'a:1', title: 'Parse the transcript', gitBranch: 'parser' })
const critical = sampleSession({
  id: 'a:2',
  title: null,
  health: { score: 12, level: 'critical', parts: [] },
})
const waiting = sampleSession({ id: 'a:3', provider: 'codex', state: 'waiting' })

const mapOf = (...sessions: Session[]) => new Map(sessions.map((session) => [session.id, session]))

describe('sessions that were put away', () => {
  const away = sampleSession({ id: 'a:4', state: 'ended', tags: ['archived'] })
  const ids = (...given: Parameters<typeof visibleSessions>) => visibleSessions(...given).map(({ id }) => id)

  it('are left out of the recent ones while nothing goes on in them', () => {
    expect(ids(mapOf(parser, away), NO_FILTER)).toEqual(['a:1'])
    expect(ids(mapOf(parser, { ...away, state: 'waiting' }), NO_FILTER)).toEqual(['a:4', 'a:1'])
  })

  it('are among all, and where their tag is asked for', () => {
    expect(ids(mapOf(parser, away), NO_FILTER, 'all')).toEqual(['a:1', 'a:4'])
    expect(ids(mapOf(parser, away), { ...NO_FILTER, tag: 'archived' })).toEqual(['a:4'])
  })
})

describe('visible sessions', () => {
  it('stand in order of urgency', () => {
    const ids = visibleSessions(mapOf(parser, critical, waiting), NO_FILTER).map((session) => session.id)
    expect(ids).toEqual(['a:3', 'a:2', 'a:1'])
  })

  it('contain every word of the filter, in any of their texts and any case', () => {
    const find = (text: string) => visibleSessions(mapOf(parser, critical, waiting), { ...NO_FILTER, text })
    expect(find('PARSER transcript')).toEqual([parser])
    expect(find('codex')).toEqual([waiting])
    expect(find('codex parser')).toEqual([])
    expect(find('   ')).toHaveLength(3)
  })

  it('have the state that is asked for', () => {
    expect(visibleSessions(mapOf(parser, waiting), { ...NO_FILTER, state: 'waiting' })).toEqual([waiting])
  })
})

describe('a filter', () => {
  it('narrows to an assistant, a project, a tag and a level', () => {
    const tagged = sampleSession({ id: 'a:5', project: 'shop', tags: ['urgent'] })
    const all = mapOf(parser, critical, waiting, tagged)
    const find = (part: object) => visibleSessions(all, { ...NO_FILTER, ...part })
    expect(find({ provider: 'codex' })).toEqual([waiting])
    expect(find({ project: 'shop' })).toEqual([tagged])
    expect(find({ tag: 'urgent' })).toEqual([tagged])
    expect(find({ level: 'critical' })).toEqual([critical])
    expect(find({ text: 'urgent' })).toEqual([tagged])
  })

  it('that was kept is read part by part', () => {
    expect(readFilter({ text: 'x', level: 'critical', state: 'asleep', tag: 7 })).toEqual({
      ...NO_FILTER,
      text: 'x',
      level: 'critical',
    })
    expect(readFilter(null)).toEqual(NO_FILTER)
  })
})

describe('groups of sessions', () => {
  it('follow the order and join urgencies of one kind', () => {
    const stuck = sampleSession({ id: 'a:4', state: 'stuck' })
    const ordered = visibleSessions(mapOf(parser, critical, waiting, stuck), NO_FILTER)
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

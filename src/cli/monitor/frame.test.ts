import { describe, expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { NO_FILTER } from '../../shared/domain/session-filter.ts'
import { textWidth } from '../output/text-width.ts'
import { type Frame, frameOf, sortAt } from './frame.ts'
import { firstState, type MonitorState, settle } from './model.ts'
import { themeOf } from './themes.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
/** Without escape sequences, but for the selected row's. */
const PLAIN = themeOf('minimal', 0)
const ESCAPES = /\u001b\[[\d;]*m/g

function stateOf(changes: Partial<MonitorState> = {}, count = 40): MonitorState {
  const sessions = new Map(
    Array.from({ length: count }, (_, index) => {
      const session = sampleSession({
        id: `a:${String(index).padStart(2, '0')}`,
        title: index % 2 === 0 ? `Session ${index}` : `漢字のとても長い題名 🚀 ${index}`,
        burn: {
          windowMinutes: 10,
          tokensPerHour: 1_234_567,
          costUsdPerHour: 3,
          answersLeft: 4,
          minutesLeft: 9,
          sentence: 'Full in 9 minutes.',
        },
      })
      return [session.id, session]
    }),
  )
  const first = firstState({
    columns: 80,
    lines: 24,
    now: NOW,
    theme: 'minimal',
    themeIsChosen: false,
    scope: 'recent',
    demo: false,
  })
  return settle({ ...first, busy: false, sessions, ...changes })
}

function linesOf({ above, main, below }: Frame): string[] {
  return [...above, ...main, ...below].map((line) => line.replaceAll(ESCAPES, ''))
}

describe('a frame', () => {
  it.each([
    [24, 6],
    [40, 12],
    [80, 24],
    [100, 50],
    [130, 30],
    [220, 60],
  ])('of %i × %i fits, in every view', (columns, lines) => {
    for (const view of ['list', 'session', 'overview', 'help'] as const) {
      const frame = frameOf(stateOf({ columns, lines, view }), PLAIN)
      const beside = frame.beside ? frame.beside.columns + 3 : 0
      expect(linesOf(frame), view).toHaveLength(lines - 1)
      const widest = Math.max(...linesOf({ ...frame, main: [] }).map(textWidth))
      expect(widest, view).toBeLessThanOrEqual(columns)
      if (view === 'list')
        expect(
          Math.max(...frame.main.map((line) => textWidth(line.replaceAll(ESCAPES, '')))),
        ).toBeLessThanOrEqual(columns - beside)
    }
  })

  it('shows the rows in sight and no other, with the numbers that open them', () => {
    const frame = frameOf(stateOf({ top: 20, selected: 'a:25', showsPane: false, lines: 16 }), PLAIN)
    const rows = frame.main.slice(1).map((line) => line.replaceAll(ESCAPES, ''))
    expect(rows).toHaveLength(11)
    expect(rows.map((row) => row.slice(0, 1)).join('')).toBe('12345▸789  ')
  })

  it('keeps the columns where they are while rows go by', () => {
    const titles = [0, 1, 17].map((top) => frameOf(stateOf({ top }), PLAIN).main[0])
    expect(new Set(titles).size).toBe(1)
  })

  it('says why there is no row', () => {
    const empty = (changes: Partial<MonitorState>, count = 0) =>
      linesOf(frameOf(stateOf(changes, count), PLAIN)).join('\n')
    expect(empty({ filter: { ...NO_FILTER, text: 'nothing' } }, 3)).toContain('No session passes the filter.')
    expect(empty({})).toContain('none was active in the last day')
    expect(empty({ scope: 'all' })).toContain('llm-session doctor')
    expect(empty({ busy: true })).toContain('Looking for sessions')
  })

  it('tells what could not be read', () => {
    const frame = frameOf(stateOf({ trouble: ['2 places could not be read'] }), PLAIN)
    expect(frame.above[1]).toContain('2 places could not be read')
    const unset = frameOf(stateOf({ settingsTrouble: ['line 3: no such key'] }), PLAIN)
    expect(unset.above[1]).toContain('settings: line 3: no such key')
  })

  it('says in words what colours say', () => {
    const waiting = sampleSession({
      id: 'a:w',
      state: 'waiting',
      question: 'Permission for rm -rf build?',
      health: { score: 12, level: 'critical', parts: [] },
    })
    const text = linesOf(frameOf(settle({ ...stateOf({}, 0), sessions: new Map([['a:w', waiting]]) }), PLAIN))
    expect(text.join('\n')).toContain('◆ waiting: Permission for rm -rf build?')
    expect(text.join('\n')).toContain('health 12, critical')
  })

  it('says that sample data is none, and counts states by their signs where words have no room', () => {
    expect(linesOf(frameOf(stateOf({ demo: true }), PLAIN))[0]).toMatch(
      /^Sample data {2}● 40 working .*live$/,
    )
    expect(linesOf(frameOf(stateOf({ columns: 24 }), PLAIN))[0]).toMatch(/^LLM sessions {2}● 40 +live$/)
  })

  it('says how large a terminal must be that is too small', () => {
    expect(linesOf(frameOf(stateOf({ columns: 20 }), PLAIN))).toEqual(['24 × 6 at least'])
  })
})

it('sorts by the title that stands at a column, and by none beside the list', () => {
  const state = stateOf()
  const titles = frameOf(state, PLAIN).main[0]?.replaceAll(ESCAPES, '') ?? ''
  expect(sortAt(state, titles.indexOf('STATE'))).toBe('urgency')
  expect(sortAt(state, titles.indexOf('CONTEXT') + 3)).toBe('context')
  expect(sortAt(state, titles.indexOf('AGE') + 2)).toBe('age')
  expect(sortAt({ ...state, columns: 200 }, 190)).toBeUndefined()
})

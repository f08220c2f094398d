import { describe, expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import type { Input, Key } from './input.ts'
import { firstState, layoutOf, type MonitorState, settle } from './model.ts'
import { respond } from './respond.ts'

const NOW = new Date('2026-01-02T12:00:00Z')

function stateOf(count: number, changes: Partial<MonitorState> = {}): MonitorState {
  const sessions = new Map(
    Array.from({ length: count }, (_, index) => {
      const lastActivityAt = new Date(NOW.getTime() - index * 60_000)
      const session = sampleSession({ id: `a:${index}`, title: `Session ${index}`, lastActivityAt })
      return [session.id, session]
    }),
  )
  const first = firstState({
    columns: 80,
    lines: 24,
    now: NOW,
    theme: 'dark',
    themeIsChosen: false,
    scope: 'recent',
    demo: false,
  })
  return settle({ ...first, sessions, ...changes })
}

const text = (letter: string): Input => ({ kind: 'text', text: letter })
const key = (name: Key): Input => ({ kind: 'key', key: name })

/** After several inputs, of which the last may ask for something. */
function after(state: MonitorState, ...inputs: readonly Input[]) {
  return inputs.reduce<ReturnType<typeof respond>>(
    ([now], input) => respond(now, input, (_state, column) => (column < 10 ? 'title' : undefined)),
    [state, null],
  )
}

describe('keys in the list', () => {
  it('move the selection, stop at both ends, and keep it in sight', () => {
    const state = stateOf(100)
    const { rows } = layoutOf(state)
    expect(state.selected).toBe('a:0')
    expect(after(state, text('k'))[0].selected).toBe('a:0')
    expect(after(state, text('j'), key('down'))[0].selected).toBe('a:2')
    const [below] = after(state, key('page-down'), key('page-down'))
    expect(below.selected).toBe(`a:${2 * rows}`)
    expect(below.top).toBe(rows + 1)
    const [end] = after(state, text('G'))
    expect([end.selected, end.top]).toEqual(['a:99', 100 - rows])
    expect(after(end, text('j'))[0]).toEqual(end)
    expect(after(end, text('g'))[0].top).toBe(0)
  })

  it('open the row of a number, counted from the first in sight', () => {
    const [scrolled] = after(stateOf(100), text('G'))
    const [opened] = after(scrolled, text('2'))
    expect([opened.view, opened.selected]).toEqual(['session', scrolled.rows[scrolled.top + 1]?.id])
    const [nothing] = after(stateOf(3), text('9'))
    expect(nothing.view).toBe('list')
  })

  it('ask to quit, to look again and to stop', () => {
    expect(after(stateOf(1), text('q'))[1]).toBe('quit')
    expect(after(stateOf(1), text('r'))[1]).toBe('refresh')
    expect(after(stateOf(1), key('suspend'))[1]).toBe('suspend')
    expect(after(stateOf(1), text('/'), key('interrupt'))[1]).toBe('quit')
  })

  it('go one step back from a page, before they quit', () => {
    const [page] = after(stateOf(2), key('enter'))
    expect(page.view).toBe('session')
    const [back, wish] = after(page, text('q'))
    expect([back.view, wish]).toEqual(['list', null])
  })

  it('do nothing where there is no session', () => {
    const empty = stateOf(0)
    expect(empty.selected).toBeNull()
    for (const input of [text('j'), text('G'), key('enter'), text('1'), key('page-up')])
      expect(after(empty, input)[0]).toMatchObject({ view: 'list', selected: null, top: 0 })
  })
})

describe('the filter', () => {
  it('takes letters that are commands elsewhere, and gives the list back at Esc', () => {
    const [typing] = after(stateOf(30), text('/'), text('q'), key('backspace'), text('2'), text('7'))
    expect([typing.typing, typing.filter.text, typing.rows.length]).toEqual([true, '27', 1])
    expect(typing.selected).toBe('a:27')
    const [kept] = after(typing, key('enter'))
    expect([kept.typing, kept.rows.length]).toEqual([false, 1])
    expect(after(kept, key('escape'))[0].rows).toHaveLength(30)
    expect(after(typing, key('escape'))[0]).toMatchObject({ typing: false, filter: { text: '' } })
  })

  it('takes pasted text as one line, and only while it is open', () => {
    const paste: Input = { kind: 'paste', text: '\u001b[2Jq\nq' }
    expect(after(stateOf(1), paste)).toEqual([stateOf(1), null])
    expect(after(stateOf(1), text('/'), paste)[0].filter.text).toBe('q q')
  })

  it('goes through states, levels and assistants one by one, and then lets all through', () => {
    const state = stateOf(3)
    const sessions = new Map(state.sessions).set('b:1', sampleSession({ id: 'b:1', provider: 'codex' }))
    const both = settle({ ...state, sessions })
    const providers = [1, 2, 3].map((presses) => {
      const [pressed] = after(both, ...Array.from({ length: presses }, () => text('p')))
      return [pressed.filter.provider, pressed.rows.length]
    })
    expect(providers).toEqual([
      ['claude-code', 3],
      ['codex', 1],
      [null, 4],
    ])
    expect(after(both, text('f'))[0].filter.state).toBe('stuck')
    expect(after(both, text('l'))[0].filter.level).toBe('critical')
  })
})

describe('a selected session', () => {
  it('stays selected where it goes, and is followed by its neighbour when it is gone', () => {
    const [state] = after(stateOf(5), text('j'), text('j'))
    const stuck = new Map(state.sessions).set('a:2', sampleSession({ id: 'a:2', state: 'stuck' }))
    const moved = settle({ ...state, sessions: stuck })
    expect([moved.rows[0]?.id, moved.selected]).toEqual(['a:2', 'a:2'])
    const without = new Map([...state.sessions].filter(([id]) => id !== 'a:2'))
    expect(settle({ ...state, sessions: without }).selected).toBe('a:3')
  })

  it('is still in sight when the terminal gets smaller', () => {
    const [state] = after(stateOf(100), ...Array.from({ length: 8 }, () => text('j')))
    const small = settle({ ...state, lines: 10 })
    expect(small.rows[small.top + layoutOf(small).rows - 1]?.id).toBe('a:8')
  })
})

describe('the mouse', () => {
  it('selects a row, opens it at the second click, and sorts by a title', () => {
    const click = (line: number, column = 20): Input => ({ kind: 'click', line, column })
    const [selected] = after(stateOf(5), click(5))
    expect([selected.view, selected.selected]).toEqual(['list', 'a:2'])
    expect(after(selected, click(5))[0].view).toBe('session')
    expect(after(stateOf(5), click(2, 3))[0].sort).toBe('title')
    expect(after(stateOf(5), click(2, 60))[0].sort).toBe('urgency')
    expect(after(stateOf(5), click(9))[0]).toEqual(stateOf(5))
  })

  it('scrolls a page as far as it goes', () => {
    const wheel: Input = { kind: 'wheel', by: 1 }
    const page: MonitorState = { ...stateOf(1), view: 'session', pageLength: 23 }
    expect(after(page, wheel, wheel, wheel)[0].scroll).toBe(3)
    expect(after({ ...page, pageLength: 5 }, wheel)[0].scroll).toBe(0)
  })
})

describe('switches', () => {
  it('change theme, pane, mouse and scope, and back again', () => {
    const state = stateOf(1)
    const [changed] = after(state, text('c'), text('d'), text('m'), text('a'))
    expect(changed).toMatchObject({ theme: 'light', showsPane: false, takesMouse: false, scope: 'all' })
    expect(layoutOf(changed).rows).toBeGreaterThan(layoutOf(state).rows)
    const [back] = after(changed, text('c'), text('c'), text('c'), text('d'), text('m'), text('a'))
    expect(back).toEqual({ ...state, themeIsChosen: true })
  })
})

import type { HealthLevel, SessionState } from '../../shared/contract/session.ts'
import { filterOptions } from '../../shared/domain/filter-options.ts'
import {
  isFiltering,
  LONGEST_FILTER_TEXT,
  NO_FILTER,
  type SessionFilter,
} from '../../shared/domain/session-filter.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { withoutLast } from '../output/text-width.ts'
import type { Input } from './input.ts'
import { type Change, type Command, commandOfKey, commandOfLetter, isWish, type Wish } from './keys.ts'
import { LINES_ABOVE_ROWS } from './layout.ts'
import { type MonitorState, moved, opened, rowInSight, settle, steppedTo, type View } from './model.ts'
import { type Sort, SORTS } from './rows.ts'
import { THEMES } from './themes.ts'

const WHEEL_STEPS = 3
const STATES: readonly SessionState[] = ['stuck', 'waiting', 'working', 'idle', 'ended']
const LEVELS: readonly HealthLevel[] = ['critical', 'warning', 'healthy', 'unscored']

/** The sort that the column's title at this column of the terminal stands for. */
export type SortAt = (state: MonitorState, column: number) => Sort | undefined

/** The state after an input, and what the input asks of the outside. */
export function respond(
  state: MonitorState,
  input: Input,
  sortAt: SortAt,
): readonly [MonitorState, Wish | null] {
  if (input.kind === 'paste') return [state.typing ? typed(state, plainText(input.text)) : state, null]
  if (input.kind === 'wheel') return [moved(state, input.by * WHEEL_STEPS), null]
  if (input.kind === 'click') return [clicked(state, input, sortAt), null]
  if (input.kind === 'key') return obeyed(state, commandOfKey(input.key))
  return state.typing ? [typed(state, input.text), null] : obeyed(state, commandOfLetter(input.text))
}

function obeyed(state: MonitorState, command: Command | undefined): readonly [MonitorState, Wish | null] {
  if (command === undefined) return [state, null]
  if (typeof command === 'object') return [went(state, command), null]
  if (isWish(command)) return [state, command]
  if (command === 'back' && state.view === 'list') return [state, 'quit']
  return [CHANGES[command](state), null]
}

function went(state: MonitorState, command: Exclude<Command, string>): MonitorState {
  if ('move' in command) return moved(state, command.move)
  const session = rowInSight(state, command.openPlace)
  return session ? opened({ ...state, selected: session.id }) : state
}

/** A click on a row selects it, a second one opens it; one on a column's title sorts. */
function clicked(
  state: MonitorState,
  { line, column }: { readonly line: number; readonly column: number },
  sortAt: SortAt,
): MonitorState {
  if (state.view !== 'list') return state
  if (line === LINES_ABOVE_ROWS - 1) {
    const sort = sortAt(state, column)
    return sort === undefined ? state : settle({ ...state, sort })
  }
  const session = rowInSight(state, line - LINES_ABOVE_ROWS)
  if (!session) return state
  return session.id === state.selected ? opened(state) : { ...state, selected: session.id }
}

type Changes = Readonly<Record<Change, (state: MonitorState) => MonitorState>>

const CHANGES: Changes = {
  back: (state) => shown(state, 'list'),
  dismiss: dismissed,
  open: (state) =>
    state.typing ? { ...state, typing: false } : state.view === 'list' ? opened(state) : state,
  help: (state) => shown(state, state.view === 'help' ? 'list' : 'help'),
  overview: (state) => shown(state, state.view === 'overview' ? 'list' : 'overview'),
  filter: (state) => ({ ...shown(state, 'list'), typing: true }),
  erase: (state) => (state.typing ? filtered(state, { text: withoutLast(state.filter.text) }) : state),
  'erase-all': (state) => (state.typing ? filtered(state, { text: '' }) : state),
  'next-sort': (state) => settle({ ...state, sort: next(SORTS, state.sort) ?? SORTS[0] }),
  'next-state': (state) => filtered(state, { state: next(STATES, state.filter.state) }),
  'next-level': (state) => filtered(state, { level: next(LEVELS, state.filter.level) }),
  'next-provider': (state) =>
    filtered(state, { provider: next(optionsOf(state).providers, state.filter.provider) }),
  'next-project': (state) =>
    filtered(state, { project: next(optionsOf(state).projects, state.filter.project) }),
  'next-tag': (state) => filtered(state, { tag: next(optionsOf(state).tags, state.filter.tag) }),
  'next-theme': (state) => ({
    ...state,
    theme: next(THEMES, state.theme) ?? THEMES[0],
    themeIsChosen: true,
  }),
  'next-session': (state) => (state.view === 'session' ? steppedTo(state, 1) : state),
  'previous-session': (state) => (state.view === 'session' ? steppedTo(state, -1) : state),
  'toggle-scope': (state) => ({ ...state, scope: state.scope === 'all' ? 'recent' : 'all' }),
  'toggle-pane': (state) => settle({ ...state, showsPane: !state.showsPane }),
  'toggle-mouse': (state) => ({ ...state, takesMouse: !state.takesMouse }),
}

function optionsOf({ sessions }: MonitorState) {
  return filterOptions(sessions.values())
}

function shown(state: MonitorState, view: View): MonitorState {
  return { ...state, view, scroll: 0, typing: false }
}

function dismissed(state: MonitorState): MonitorState {
  if (state.typing) return filtered({ ...state, typing: false }, { text: '' })
  if (state.view !== 'list') return shown(state, 'list')
  return isFiltering(state.filter) ? settle({ ...state, filter: NO_FILTER }) : state
}

function typed(state: MonitorState, text: string): MonitorState {
  return filtered(state, { text: (state.filter.text + text).slice(0, LONGEST_FILTER_TEXT) })
}

function filtered(state: MonitorState, part: Partial<SessionFilter>): MonitorState {
  return settle({ ...state, view: 'list', filter: { ...state.filter, ...part } })
}

/** One value after the other, and after the last one none. */
function next<Value>(values: readonly Value[], current: Value | null): Value | null {
  return values[current === null ? 0 : values.indexOf(current) + 1] ?? null
}

import type { Indexing } from '../../shared/contract/contract.ts'
import type { Overview } from '../../shared/contract/overview.ts'
import type { Session } from '../../shared/contract/session.ts'
import { NO_FILTER, type SessionFilter } from '../../shared/domain/session-filter.ts'
import { type Layout, layOutScreen, pageLines } from './layout.ts'
import { rowsOf, type Sort } from './rows.ts'
import type { Course } from './session-lines.ts'
import type { ThemeName } from './themes.ts'

export type View = 'list' | 'session' | 'overview' | 'help'
export type Scope = 'recent' | 'all'

export interface MonitorState {
  readonly sessions: ReadonlyMap<string, Session>
  /** Those that pass the filter, in order. */
  readonly rows: readonly Session[]
  readonly selected: string | null
  /** First row in sight. */
  readonly top: number
  /** First line in sight of a page, and how many lines the page has. */
  readonly scroll: number
  readonly pageLength: number
  readonly view: View
  readonly filter: SessionFilter
  /** Letters go into the filter. */
  readonly typing: boolean
  readonly sort: Sort
  readonly scope: Scope
  readonly theme: ThemeName
  /** By a key or an option; else it follows the settings. */
  readonly themeIsChosen: boolean
  readonly showsPane: boolean
  readonly takesMouse: boolean
  readonly course: Course | null
  readonly overview: Overview | null
  readonly columns: number
  readonly lines: number
  readonly now: Date
  readonly indexing: Indexing | null
  /** What could not be read or done, in sentences. */
  readonly trouble: readonly string[]
  /** What of the settings does not apply. */
  readonly settingsTrouble: readonly string[]
  /** Something that was asked for is being done. */
  readonly busy: boolean
  readonly demo: boolean
}

export function firstState(
  given: Pick<MonitorState, 'columns' | 'lines' | 'now' | 'theme' | 'themeIsChosen' | 'scope' | 'demo'> & {
    readonly filter?: SessionFilter
  },
): MonitorState {
  return {
    sessions: new Map(),
    rows: [],
    selected: null,
    top: 0,
    scroll: 0,
    pageLength: 0,
    view: 'list',
    filter: NO_FILTER,
    typing: false,
    sort: 'urgency',
    showsPane: true,
    takesMouse: true,
    course: null,
    overview: null,
    indexing: null,
    trouble: [],
    settingsTrouble: [],
    busy: true,
    ...given,
  }
}

export function layoutOf({ columns, lines, showsPane }: MonitorState): Layout {
  return layOutScreen(columns, lines, showsPane)
}

export function selectedSession({ sessions, selected }: MonitorState): Session | undefined {
  return selected === null ? undefined : sessions.get(selected)
}

/**
 * Puts rows, selection and what is in sight right after a change. A selected session stays selected where it goes; in
 * place of one that is gone comes the row that took its place.
 */
export function settle(state: MonitorState): MonitorState {
  const rows = rowsOf(state.sessions, state.filter, state.sort)
  const before = state.rows.findIndex(({ id }) => id === state.selected)
  const found = rows.findIndex(({ id }) => id === state.selected)
  const index = found >= 0 ? found : Math.min(Math.max(0, before), rows.length - 1)
  return inSight({ ...state, rows }, index)
}

/** Keeps a row in sight, and moves what is in sight as little as possible. */
function inSight(state: MonitorState, index: number): MonitorState {
  const { rows } = layoutOf(state)
  const lowest = Math.max(0, index - rows + 1)
  const highest = Math.max(0, Math.min(index, state.rows.length - rows))
  const top = Math.min(Math.max(state.top, lowest), Math.max(lowest, highest))
  return { ...state, top, selected: state.rows[index]?.id ?? null }
}

/** How far to go: in rows of the list or lines of a page. */
export type Distance = number | 'page-up' | 'page-down' | 'first' | 'last'

/** Goes through the list, or scrolls the page that stands in its place. */
export function moved(state: MonitorState, by: Distance): MonitorState {
  const layout = layoutOf(state)
  if (state.view === 'list') {
    const steps = stepsOf(by, layout.rows)
    return inSight(state, within(0, indexOfSelected(state) + steps, state.rows.length - 1))
  }
  const last = Math.max(0, state.pageLength - pageLines(layout))
  return { ...state, scroll: within(0, state.scroll + stepsOf(by, pageLines(layout)), last) }
}

function stepsOf(by: Distance, screen: number): number {
  if (typeof by === 'number') return by
  if (by === 'first') return -Number.MAX_SAFE_INTEGER
  if (by === 'last') return Number.MAX_SAFE_INTEGER
  return by === 'page-down' ? screen : -screen
}

function within(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

function indexOfSelected({ rows, selected }: MonitorState): number {
  return rows.findIndex(({ id }) => id === selected)
}

/** Shows the page of the selected session. */
export function opened(state: MonitorState): MonitorState {
  return state.selected === null ? state : { ...state, view: 'session', scroll: 0, typing: false }
}

/** The row that stands so far below the first one in sight. */
export function rowInSight(state: MonitorState, place: number): Session | undefined {
  return place >= 0 && place < layoutOf(state).rows ? state.rows[state.top + place] : undefined
}

/** Selects another session of the list, also while a page is shown. */
export function steppedTo(state: MonitorState, steps: number): MonitorState {
  const index = within(0, indexOfSelected(state) + steps, state.rows.length - 1)
  return { ...inSight(state, index), scroll: 0 }
}

import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { isFiltering } from '../../shared/domain/session-filter.ts'
import { countByState } from '../../shared/domain/visible-sessions.ts'
import { stateCell } from '../output/session-table.ts'
import type { Cell } from '../output/table.ts'
import { fit, padEnd } from '../output/text-width.ts'
import { wrapBehind } from '../output/wrap.ts'
import { KEY_HELP } from './keys.ts'
import { LEAST_COLUMNS, LEAST_LINES, type Layout, pageLines } from './layout.ts'
import { rowLines, sortOfColumn, titleLine } from './list-lines.ts'
import { layoutOf, type MonitorState, selectedSession } from './model.ts'
import { overviewPage } from './overview-lines.ts'
import { paintEnds, paintPieces, widthOf } from './pieces.ts'
import type { Sort } from './rows.ts'
import { placeOf, sessionPage, shortPane, tallPane } from './session-lines.ts'
import type { Theme } from './themes.ts'

/** One picture of the screen: painted lines, none wider than its place. */
export interface Frame {
  readonly above: readonly string[]
  /** List or page, always as many lines as there is room for. */
  readonly main: readonly string[]
  /** What stands at the right of `main`, behind a divider. */
  readonly beside: { readonly lines: readonly string[]; readonly columns: number } | null
  readonly below: readonly string[]
  /** Lines of the page that `main` is a part of, so that scrolling knows its end. */
  readonly pageLength: number
}

const KEY_COLUMNS = 15
/** A key, and what it does there. */
const HINTS: Readonly<Record<MonitorState['view'], readonly (readonly [keys: string, does: string])[]>> = {
  list: [
    ['q', 'quit'],
    ['h', 'help'],
    ['j k', 'move'],
    ['Enter', 'open'],
    ['/', 'filter'],
    ['f', 'state'],
    ['s', 'sort'],
    ['o', 'overview'],
    ['r', 'refresh'],
  ],
  session: [
    ['q', 'back'],
    ['h', 'help'],
    ['j k', 'scroll'],
    ['← →', 'other session'],
  ],
  overview: [
    ['q', 'back'],
    ['h', 'help'],
    ['j k', 'scroll'],
  ],
  help: [
    ['q', 'back'],
    ['j k', 'scroll'],
  ],
}
const TYPING_HINTS = [
  ['Enter', 'keep'],
  ['Esc', 'clear'],
] as const

export function frameOf(state: MonitorState, theme: Theme): Frame {
  if (state.columns < LEAST_COLUMNS || state.lines < LEAST_LINES) return tooSmall(state)
  const layout = layoutOf(state)
  return state.view === 'list' ? listFrame(state, layout, theme) : pageFrame(state, layout, theme)
}

/** What a click on the titles of the columns sorts by. */
export function sortAt(state: MonitorState, column: number): Sort | undefined {
  const { listColumns } = layoutOf(state)
  return column < listColumns ? sortOfColumn(listColumns, column) : undefined
}

function tooSmall({ columns }: MonitorState): Frame {
  const text = `${LEAST_COLUMNS} × ${LEAST_LINES} at least`
  return { above: [], main: [fit(text, columns)], beside: null, below: [], pageLength: 0 }
}

function listFrame(state: MonitorState, layout: Layout, theme: Theme): Frame {
  const { pane, rows: count, listColumns } = layout
  const session = selectedSession(state)
  const rows = state.rows.slice(state.top, state.top + count)
  const { paint } = theme
  const view = { ...state, rows, width: listColumns, theme }
  const list = rows.length > 0 ? rowLines(view) : emptyLines(state, listColumns)
  const shown = session && {
    session,
    course: state.course,
    now: state.now,
    paint,
    width: pane.columns,
  }
  const title = session ? ` ${fit(plainText(session.title ?? session.id), listColumns - 8)} ` : ''
  const rule = paintEnds(
    [
      { text: '──', tone: 'dim' },
      { text: title, tone: 'bold' },
    ],
    {
      text: session ? ` ${fit(placeOf(session), Math.max(0, listColumns - title.length - 10))} ──` : '',
      tone: 'dim',
    },
    listColumns,
    paint,
  )
  return {
    above: [summaryLine(state, theme), statusLine(state, count, theme)],
    main: filled([titleLine(view), ...list], count + 1),
    beside:
      pane.place === 'beside'
        ? { columns: pane.columns, lines: filled(shown ? tallPane(shown, pane.lines) : [], pane.lines) }
        : null,
    below: [
      ...(pane.place === 'below'
        ? [rule, ...filled(shown ? shortPane(shown, pane.lines) : [], pane.lines)]
        : []),
      footer(state, theme),
    ],
    pageLength: 0,
  }
}

function pageFrame(state: MonitorState, layout: Layout, theme: Theme): Frame {
  const room = pageLines(layout)
  const lines = pageOf(state, theme)
  const top = Math.max(0, Math.min(state.scroll, lines.length - room))
  return {
    above: [summaryLine(state, theme), ''],
    main: filled(lines.slice(top, top + room), room),
    beside: null,
    below: [
      footer(state, theme, lines.length > room ? `${Math.round(((top + room) / lines.length) * 100)}%` : ''),
    ],
    pageLength: lines.length,
  }
}

function pageOf(state: MonitorState, { paint }: Theme): string[] {
  const { view, columns: width, overview, course, now } = state
  if (view === 'help') {
    return KEY_HELP.flatMap(({ keys, does }) =>
      wrapBehind(paint('bold', padEnd(keys, KEY_COLUMNS)), KEY_COLUMNS, does, width),
    )
  }
  if (view === 'overview') return overview ? overviewPage(overview, width, paint) : ['Being summed up …']
  const session = selectedSession(state)
  return session
    ? sessionPage({ session, course, now, paint, width })
    : ['This session is gone. q goes back to the list.']
}

const STATES = ['stuck', 'waiting', 'working', 'idle', 'ended'] as const

function summaryLine(state: MonitorState, { paint }: Theme): string {
  const { columns, demo } = state
  const counts = countByState(state.sessions.values())
  const counted = (describe: (glyph: string, count: number, name: string) => string): Cell[] => [
    demo ? { text: 'Sample data', tone: 'warn' } : { text: 'LLM sessions', tone: 'bold' },
    ...STATES.filter((name) => counts[name] > 0).map((name) => {
      const { text, tone } = stateCell(name)
      return { text: describe(text.slice(0, 1), counts[name], name), tone }
    }),
  ]
  const whole = counted((glyph, count, name) => `  ${glyph} ${count} ${name}`)
  const pieces = widthOf(whole) <= columns ? whole : counted((glyph, count) => `  ${glyph} ${count}`)
  return paintEnds(pieces, nowText(state), columns, paint)
}

function nowText({ indexing, busy, takesMouse }: MonitorState): Cell {
  if (indexing) {
    const { filesDone, filesTotal } = indexing
    return { text: `reading ${groupedCount(filesDone)} of ${groupedCount(filesTotal)} files`, tone: 'info' }
  }
  if (busy) return { text: 'looking …', tone: 'dim' }
  return { text: takesMouse ? 'live' : 'mouse off  live', tone: 'dim' }
}

function statusLine(state: MonitorState, count: number, { paint }: Theme): string {
  const { rows, top, filter, typing, sort, scope, columns } = state
  const trouble = [...state.trouble, ...state.settingsTrouble.map((problem) => `settings: ${problem}`)]
  const last = Math.min(rows.length, top + count)
  const place = rows.length === 0 ? '' : `${top + 1}–${last} of ${groupedCount(rows.length)}`
  const right: Cell = { text: place, tone: 'dim' }
  if (typing)
    return paintEnds([{ text: `/ ${plainText(filter.text)}▏`, tone: 'info' }], right, columns, paint)
  const values = [filter.state, filter.level, filter.provider, filter.project, filter.tag, filter.text]
  const only = values.flatMap((value) => (value ? [plainText(value)] : []))
  const pieces: Cell[] = [
    { text: `${scope === 'all' ? 'all sessions' : 'live and last day'}, by ${sort}`, tone: 'dim' },
    ...(isFiltering(filter) ? [{ text: `  only: ${only.join(' · ')}`, tone: 'info' as const }] : []),
    ...trouble.map((text) => ({ text: `  ${plainText(text)}`, tone: 'warn' as const })),
  ]
  return paintEnds(pieces, right, columns, paint)
}

function emptyLines({ sessions, indexing, busy, scope }: MonitorState, width: number): string[] {
  const text =
    sessions.size > 0
      ? 'No session passes the filter. Esc takes it off.'
      : indexing || busy
        ? 'Looking for sessions …'
        : scope === 'recent'
          ? 'No session is live, and none was active in the last day. a shows all of the history.'
          : 'No session was found. llm-session doctor says where was looked.'
  return ['', ...wrapBehind('  ', 2, text, width)]
}

function footer(state: MonitorState, { paint }: Theme, right = ''): string {
  const hints = state.typing ? TYPING_HINTS : HINTS[state.view]
  const pieces = hints.flatMap(([keys, does]): Cell[] => [
    { text: keys, tone: 'bold' },
    { text: ` ${does}  `, tone: 'dim' },
  ])
  return right === ''
    ? paintPieces(pieces, state.columns, paint)
    : paintEnds(pieces, { text: right, tone: 'dim' }, state.columns, paint)
}

function filled(lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => lines[index] ?? '')
}

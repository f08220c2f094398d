import type { Key } from './input.ts'
import type { Distance } from './model.ts'

/** What is asked of the outside. */
export const WISHES = ['quit', 'suspend', 'refresh', 'redraw'] as const
export type Wish = (typeof WISHES)[number]

/** What changes on the screen alone. */
export type Change =
  | 'back'
  | 'dismiss'
  | 'open'
  | 'help'
  | 'overview'
  | 'filter'
  | 'erase'
  | 'erase-all'
  | 'next-sort'
  | 'next-state'
  | 'next-level'
  | 'next-provider'
  | 'next-project'
  | 'next-tag'
  | 'next-theme'
  | 'next-session'
  | 'previous-session'
  | 'toggle-scope'
  | 'toggle-pane'
  | 'toggle-mouse'

export type Command = Wish | Change | { readonly move: Distance } | { readonly openPlace: number }

export function isWish(command: Wish | Change): command is Wish {
  return WISHES.some((wish) => wish === command)
}

const LETTERS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['q', 'back'],
  ['r', 'refresh'],
  ['h', 'help'],
  ['?', 'help'],
  ['j', { move: 1 }],
  ['k', { move: -1 }],
  ['g', { move: 'first' }],
  ['G', { move: 'last' }],
  [' ', { move: 'page-down' }],
  ['/', 'filter'],
  ['s', 'next-sort'],
  ['f', 'next-state'],
  ['l', 'next-level'],
  ['p', 'next-provider'],
  ['w', 'next-project'],
  ['t', 'next-tag'],
  ['c', 'next-theme'],
  ['a', 'toggle-scope'],
  ['d', 'toggle-pane'],
  ['m', 'toggle-mouse'],
  ['o', 'overview'],
])

/** The keys as the help lists them. */
export const KEY_HELP: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'j k ↓ ↑', does: 'next and previous session; a page scrolls' },
  { keys: 'g G Home End', does: 'first and last session' },
  { keys: 'PgUp PgDn', does: 'a screen up or down' },
  { keys: 'Enter', does: 'open the page of the session' },
  { keys: '1 … 9', does: 'open the page of that row' },
  { keys: '← →', does: 'on a page: previous and next session' },
  { keys: '/', does: 'filter by words; Enter keeps the filter, Esc ends it' },
  { keys: 'f l', does: 'only one state, only one level of health; the next one each time' },
  { keys: 'p w t', does: 'only one assistant, one project, one tag' },
  { keys: 'a', does: 'all sessions, or live ones and those of the last day' },
  { keys: 's', does: 'sort by the next column; a click on its title does so, too' },
  { keys: 'o', does: 'overview: what was used by hour and day, and by whom' },
  { keys: 'd', does: 'show or hide the details of the selected session' },
  { keys: 'c', does: 'next theme: dark, light, cyberpunk, minimal' },
  { keys: 'm', does: 'give the mouse back to the terminal, to select text; and take it again' },
  { keys: 'r', does: 'look at everything again now' },
  { keys: 'Esc', does: 'back, or take filters off' },
  { keys: 'q', does: 'one step back; at the list, quit (Ctrl C always does)' },
  { keys: 'h ?', does: 'this help' },
]

const KEYS: Readonly<Record<Key, Command>> = {
  interrupt: 'quit',
  suspend: 'suspend',
  redraw: 'redraw',
  up: { move: -1 },
  down: { move: 1 },
  'page-up': { move: 'page-up' },
  'page-down': { move: 'page-down' },
  home: { move: 'first' },
  end: { move: 'last' },
  left: 'previous-session',
  right: 'next-session',
  enter: 'open',
  escape: 'dismiss',
  backspace: 'erase',
  'clear-line': 'erase-all',
}

export function commandOfKey(key: Key): Command {
  return KEYS[key]
}

export function commandOfLetter(letter: string): Command | undefined {
  if (/^[1-9]$/.test(letter)) return { openPlace: Number(letter) - 1 }
  return LETTERS.get(letter)
}

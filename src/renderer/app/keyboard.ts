/** What a key asks of the page. */
export type KeyCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'open'
  | 'dismiss'
  | 'back'
  | 'filter'
  | 'refresh'
  | 'help'
  | 'palette'
  | 'sessions'
  | 'overview'
  | 'contexts'
  | 'import'
  | 'tag'
  | 'project'
  | 'note'
  | { readonly openPlace: number }

/** Where the focus is when a key is pressed. */
export type FocusPlace =
  /** A row, or nothing in particular. */
  | 'list'
  /** What scrolls by arrows: open details, a session's own page. */
  | 'details'
  /** The filter: arrows lead from it into the list. */
  | 'field'
  /** Any other field that takes text, with keys of its own. */
  | 'text'
  /** A button or a link, which Enter presses. */
  | 'control'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const ANYWHERE: ReadonlyMap<string, KeyCommand> = new Map([
  ['j', 'next'],
  ['k', 'previous'],
  ['g', 'first'],
  ['G', 'last'],
  ['r', 'refresh'],
  ['/', 'filter'],
  ['?', 'help'],
  ['h', 'help'],
  ['q', 'back'],
  ['s', 'sessions'],
  ['o', 'overview'],
  ['c', 'contexts'],
  ['i', 'import'],
  ['t', 'tag'],
  ['p', 'project'],
  ['n', 'note'],
  ['Escape', 'dismiss'],
])

const IN_THE_LIST: ReadonlyMap<string, KeyCommand> = new Map([
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
])

const IN_A_FIELD: ReadonlyMap<string, KeyCommand> = new Map([
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
  ['Escape', 'dismiss'],
])

/** The keys as the help lists them. */
export const KEY_HELP: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['j', '↓'], does: 'next session' },
  { keys: ['k', '↑'], does: 'previous session' },
  { keys: ['g', 'Home'], does: 'first session' },
  { keys: ['G', 'End'], does: 'last session' },
  { keys: ['1', '…', '9'], does: 'open the page of that row' },
  { keys: ['Enter'], does: 'open details, then the whole session' },
  { keys: ['Esc'], does: 'close, or clear the filter' },
  { keys: ['q'], does: 'one step back; at the list, close the window' },
  { keys: ['/'], does: 'filter' },
  { keys: ['t', 'p', 'n'], does: 'tag the session, name its project, write a note' },
  { keys: ['s', 'o', 'c'], does: 'sessions, overview, contexts' },
  { keys: ['i'], does: 'import a context' },
  { keys: ['Ctrl K', '⌘ K'], does: 'every command, every session' },
  { keys: ['r'], does: 'look again now' },
  { keys: ['?', 'h'], does: 'this help' },
]

/** Keys that belong to the system, the browser or the focused control mean nothing here. */
export function commandOf(press: KeyPress, place: FocusPlace): KeyCommand | undefined {
  const { key, ctrlKey, metaKey, altKey } = press
  if (key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey) return 'palette'
  if (ctrlKey || metaKey || altKey) return undefined
  if (place === 'text') return key === 'Escape' ? 'dismiss' : undefined
  if (place === 'field') return IN_A_FIELD.get(key)
  if (/^[1-9]$/.test(key)) return { openPlace: Number(key) - 1 }
  if (key === 'Enter') return place === 'control' ? undefined : 'open'
  return ANYWHERE.get(key) ?? (place === 'list' ? IN_THE_LIST.get(key) : undefined)
}

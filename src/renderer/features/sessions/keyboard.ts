/** What a key asks of the sessions view. */
export type KeyCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'open'
  | 'dismiss'
  | 'filter'
  | 'refresh'
  | 'help'

/** Where the focus is when a key is pressed. */
export type FocusPlace =
  /** A row, or nothing in particular. */
  | 'list'
  /** The open details, which scroll by arrows. */
  | 'details'
  /** A field that takes text. */
  | 'field'
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
  ['Escape', 'dismiss'],
])

const IN_THE_LIST: ReadonlyMap<string, KeyCommand> = new Map([
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Enter', 'open'],
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
  { keys: ['Enter'], does: 'open details' },
  { keys: ['Esc'], does: 'close details, clear the filter' },
  { keys: ['/'], does: 'filter' },
  { keys: ['r'], does: 'look again now' },
  { keys: ['?'], does: 'this help' },
]

/** Keys that belong to the system, the browser or the focused control mean nothing here. */
export function commandOf(press: KeyPress, place: FocusPlace): KeyCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined
  if (place === 'field') return IN_A_FIELD.get(press.key)
  return ANYWHERE.get(press.key) ?? (place === 'list' ? IN_THE_LIST.get(press.key) : undefined)
}

/** What a person did, as a terminal tells it. */
export type Input =
  | { readonly kind: 'key'; readonly key: Key }
  /** One character that was typed. */
  | { readonly kind: 'text'; readonly text: string }
  /** Text that was pasted, which is never a command. */
  | { readonly kind: 'paste'; readonly text: string }
  /** Line and column count from 0. */
  | { readonly kind: 'click'; readonly line: number; readonly column: number }
  | { readonly kind: 'wheel'; readonly by: 1 | -1 }

export type Key =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | 'enter'
  | 'escape'
  | 'backspace'
  | 'clear-line'
  | 'interrupt'
  | 'suspend'
  | 'redraw'

/** Inputs that stand whole in what was received, and the beginning of one that goes on in what comes next. */
export interface InputsRead {
  readonly inputs: readonly Input[]
  readonly rest: string
}

const ESCAPE = '\u001b'
const KEYS: Readonly<Record<string, Key>> = {
  '\u001b[A': 'up',
  '\u001bOA': 'up',
  '\u001b[B': 'down',
  '\u001bOB': 'down',
  '\u001b[C': 'right',
  '\u001bOC': 'right',
  '\u001b[D': 'left',
  '\u001bOD': 'left',
  '\u001b[H': 'home',
  '\u001bOH': 'home',
  '\u001b[1~': 'home',
  '\u001b[7~': 'home',
  '\u001b[F': 'end',
  '\u001bOF': 'end',
  '\u001b[4~': 'end',
  '\u001b[8~': 'end',
  '\u001b[5~': 'page-up',
  '\u001b[6~': 'page-down',
  [ESCAPE]: 'escape',
  '\r': 'enter',
  '\n': 'enter',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0015': 'clear-line',
  '\u0003': 'interrupt',
  '\u001a': 'suspend',
  '\f': 'redraw',
}
const PASTE_BEGINS = '\u001b[200~'
const PASTE_ENDS = '\u001b[201~'
/** A paste that never ends must not hold back what is typed after it. */
const LONGEST_PASTE = 100_000
/** A control sequence, one of the older function keys, a key together with Alt, or any one character. */
const PIECE = /\u001b\[[0-?]*[ -/]*[@-~]|\u001bO[A-Z]|\u001b[^[O\u001b]|[^]/uy
/** What may be the beginning of a control sequence, at the very end. A mouse report has three numbers at most. */
const UNENDED = /^\u001b(?:[[O][0-?]{0,24}[ -/]{0,2})?$/
/** Mouse reports of mode 1006: button, column, line, and whether it was pressed (M) or released (m). */
const MOUSE = /^\u001b\[<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])$/
const LEFT_BUTTON = 0
const WHEEL_UP = 64
const WHEEL_DOWN = 65

/**
 * Takes apart what came from the terminal. What nothing here understands is left out. `isComplete`: nothing follows for
 * now, so that a single escape is the key of that name and not the beginning of a sequence.
 */
export function readInputs(received: string, isComplete: boolean): InputsRead {
  const inputs: Input[] = []
  for (let at = 0; at < received.length; ) {
    const left = received.slice(at, at + 32)
    if (left.startsWith(PASTE_BEGINS)) {
      const end = received.indexOf(PASTE_ENDS, at)
      const isEndless = end < 0 && received.length - at > LONGEST_PASTE
      if (end < 0 && !isComplete && !isEndless) return { inputs, rest: received.slice(at) }
      const text = received.slice(at + PASTE_BEGINS.length, end < 0 ? undefined : end)
      inputs.push({ kind: 'paste', text: text.slice(0, LONGEST_PASTE) })
      at = end < 0 ? received.length : end + PASTE_ENDS.length
      continue
    }
    if (!isComplete && received.length - at === left.length && UNENDED.test(left))
      return { inputs, rest: left }
    PIECE.lastIndex = at
    const piece = PIECE.exec(received)?.[0] ?? received.charAt(at)
    inputs.push(...meaningOf(piece))
    at += piece.length
  }
  return { inputs, rest: '' }
}

function meaningOf(piece: string): Input[] {
  const key = KEYS[piece]
  if (key) return [{ kind: 'key', key }]
  const [, button, column, line, end] = MOUSE.exec(piece) ?? []
  if (button !== undefined) return mouse(Number(button), Number(line) - 1, Number(column) - 1, end === 'M')
  return /^\P{C}$/u.test(piece) ? [{ kind: 'text', text: piece }] : []
}

function mouse(button: number, line: number, column: number, pressed: boolean): Input[] {
  if (!pressed) return []
  if (button === LEFT_BUTTON) return [{ kind: 'click', line, column }]
  if (button === WHEEL_UP) return [{ kind: 'wheel', by: -1 }]
  return button === WHEEL_DOWN ? [{ kind: 'wheel', by: 1 }] : []
}

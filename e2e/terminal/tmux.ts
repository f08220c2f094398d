import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf, PROGRAMS } from './command.ts'
import type { Home } from './home.ts'
import { quoted } from './pseudo-terminal.ts'

/** False where there is no tmux, which is never part of a system by itself. */
export const hasTmux = process.platform !== 'win32' && !spawnSync('tmux', ['-V']).error

export interface TmuxOptions {
  readonly columns: number
  readonly lines: number
  readonly program?: string
  readonly env?: Readonly<Record<string, string>>
  /** A shell command around the program, which stands in it as `PROGRAM`. */
  readonly shell?: string
}

export interface Modes {
  readonly otherScreen: boolean
  readonly mouse: boolean
  readonly cursor: boolean
  /** Lines are edited and echoed by the system, as a shell wants it. */
  readonly lineByLine: boolean
}

/** How a program leaves a terminal that it gives back. */
export const AS_IT_WAS: Modes = { otherScreen: false, mouse: false, cursor: true, lineByLine: true }

/** A terminal whose screen can be read, with one program on it. */
export interface Tmux {
  /** Presses keys, by tmux's names or as letters. */
  readonly press: (...keys: readonly string[]) => void
  /** Sends characters as they are, escape sequences too. */
  readonly send: (text: string) => void
  readonly click: (line: number, column: number) => void
  /** What is on the screen, without spaces at the ends of lines. */
  readonly screen: () => string
  /** The same with colours and weights, as escape sequences. */
  readonly painted: () => string
  readonly resize: (columns: number, lines: number) => void
  /** What the program left switched on. */
  readonly modes: () => Modes
  /** Of the program, while it runs. */
  readonly pid: () => number
  readonly close: () => void
}

/** Around the program, so that what stood there before can be seen again, and the terminal outlives it. */
const SHELL = 'echo before; PROGRAM; echo "code $?"; read -r answer'

export function openTmux(
  home: Home,
  args: readonly string[],
  { columns, lines, program = PROGRAMS.sources, env = {}, shell = SHELL }: TmuxOptions,
): Tmux {
  // A socket's path must be short, and macOS has long temporary folders.
  const folder = mkdtempSync(join(process.platform === 'darwin' ? '/tmp' : tmpdir(), 'tmux-'))
  const run = (...command: readonly string[]) =>
    execFileSync('tmux', ['-S', join(folder, 's'), '-f', '/dev/null', ...command], {
      encoding: 'utf8',
      env: { ...environmentOf(home), LC_ALL: 'C.UTF-8' },
      cwd: home.path,
    })
  const ask = (format: string) => run('display-message', '-p', format).trim()
  const given = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`)
  const command = ['env', ...given, process.execPath, program, ...args.map(quoted)].join(' ')
  const first = ['new-session', '-d', '-x', String(columns), '-y', String(lines)]
  run(
    'set-option',
    '-g',
    'default-terminal',
    'screen-256color',
    ';',
    ...first,
    shell.replace('PROGRAM', command),
  )
  const send = (text: string) => void run('send-keys', '-l', text)
  return {
    press: (...keys) => void run('send-keys', ...keys),
    send,
    click: (line, column) => send(`\u001b[<0;${column + 1};${line + 1}M\u001b[<0;${column + 1};${line + 1}m`),
    screen: () => run('capture-pane', '-p').trimEnd(),
    painted: () => run('capture-pane', '-p', '-e'),
    resize: (width, height) => void run('resize-window', '-x', String(width), '-y', String(height)),
    modes() {
      const format = '#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{pane_tty}'
      const [otherScreen, mouse, cursor, tty = ''] = ask(format).split(' ')
      const file = process.platform === 'darwin' ? '-f' : '-F'
      const settings = execFileSync('stty', [file, tty, '-a'], { encoding: 'utf8' })
      return {
        otherScreen: otherScreen === '1',
        mouse: mouse === '1',
        cursor: cursor === '1',
        lineByLine: /(?<!-)icanon/.test(settings) && /(?<!-)\becho\b/.test(settings),
      }
    },
    pid() {
      const shell = ask('#{pane_pid}')
      const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n')
      const child = processes.map((line) => line.trim().split(/\s+/)).find(([, parent]) => parent === shell)
      return Number(child?.[0])
    },
    close() {
      run('kill-server')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

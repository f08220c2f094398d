import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'
import { columnsOf } from './screen.ts'
import { AS_IT_WAS, hasTmux, openTmux, type Tmux, type TmuxOptions } from './tmux.ts'

/** A machine that is busy with other tests draws late. */
const SOON = { timeout: 20_000, interval: 40 }
const SMALL = { columns: 80, lines: 24 }
const TITLES = ['Mend the importer', 'Count the stars', 'Weigh the anchor', 'Name the streams']

let home: Home
let tmux: Tmux | undefined

function threadOf(index: number): string {
  return `01a1fb7f-0000-7000-8000-${String(index).padStart(12, '0')}`
}

function placeSession(index: number, title: string): void {
  const threadId = threadOf(index)
  const rollout = {
    threadId,
    prompt: title,
    cwd: '/home/dev/sky',
    at: new Date(Date.now() - index * 60_000),
  }
  write(home, rolloutPath(threadId), rolloutText(rollout))
}

function openMonitor(options: Partial<TmuxOptions> = {}, ...args: readonly string[]): Tmux {
  // Other tests start assistants on this machine, which the monitor sees, too.
  tmux = openTmux(home, ['monitor', '--project', 'sky', ...args], { ...SMALL, ...options })
  return tmux
}

function selectedRow(screen: string): string | undefined {
  return screen.split('\n').find((line) => line.startsWith('▸'))
}

describe('the monitor where nothing can be drawn', () => {
  beforeAll(() => {
    home = makeHome()
  })
  afterAll(() => home.remove())

  it('says that a pipe is no terminal, and what prints into one', async () => {
    const { code, stdout, stderr } = await run(home, ['monitor'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'llm-session: the monitor cannot be drawn: its output goes to no terminal.\n' +
        'llm-session list prints the same sessions once; with --json for scripts.\n',
    )
  })

  it.each([
    ['--interval', '0'],
    ['--interval', 'soon'],
    ['--theme', 'mauve'],
  ])('refuses %s %s', async (...args) => {
    expect(await run(home, ['monitor', ...args])).toMatchObject({ code: 2, stdout: '' })
  })
})

if (!hasTmux) console.log('journeys through the monitor are skipped, for tmux is not installed')

// Without tmux nothing here reads a screen; what the monitor writes is looked at in monitor-bytes.test.ts.
describe.runIf(hasTmux)('the monitor in tmux', () => {
  beforeEach(() => {
    home = makeHome()
    for (const [index, title] of TITLES.entries()) placeSession(index, title)
  })
  afterEach(() => {
    tmux?.close()
    tmux = undefined
    home.remove()
  })

  async function ready(terminal: Tmux): Promise<Tmux> {
    await expect.poll(terminal.screen, SOON).toContain('1–4 of 4')
    return terminal
  }

  it('shows the sessions in 80 × 24, and leaves the terminal as it was', async () => {
    const terminal = await ready(openMonitor())
    const lines = terminal.screen().split('\n')
    expect(lines).toHaveLength(SMALL.lines - 1)
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(SMALL.columns)
    expect(lines[0]).toMatch(/^LLM sessions {2}.*live$/)
    expect(lines.at(-1)).toMatch(/^q quit {2}h help/)
    for (const title of TITLES) expect(terminal.screen()).toContain(title)
    expect(terminal.modes()).toEqual({
      otherScreen: true,
      mouse: true,
      cursor: false,
      lineByLine: false,
    })

    terminal.press('q')
    await expect.poll(terminal.screen, SOON).toBe('before\ncode 0')
    expect(terminal.modes()).toEqual(AS_IT_WAS)
  })

  it('goes through the list by keys, opens pages and comes back', async () => {
    const terminal = await ready(openMonitor())
    terminal.press('j', 'j', 'k')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[1])
    terminal.press('Enter')
    await expect.poll(terminal.screen, SOON).toMatch(/\n {0}Count the stars\n[^]*\nHealth /)
    terminal.press('Right')
    await expect.poll(terminal.screen, SOON).toContain(`\n${TITLES[2]}\n`)
    terminal.press('Escape')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[2])
    terminal.press('4')
    await expect.poll(terminal.screen, SOON).toContain(`\n${TITLES[3]}\n`)
    terminal.press('h')
    await expect.poll(terminal.screen, SOON).toContain('next and previous session')
    terminal.press('o')
    await expect.poll(terminal.screen, SOON).toContain('Tokens by hour')
    terminal.press('q')
    await expect.poll(terminal.screen, SOON).toContain('1–4 of 4')
  })

  it('filters by what is typed, and pastes no commands', async () => {
    const terminal = await ready(openMonitor())
    terminal.send('\u001b[200~qqq\u001b[201~')
    terminal.press('/')
    terminal.send('THE st')
    await expect.poll(terminal.screen, SOON).toContain('/ THE st▏')
    await expect.poll(terminal.screen, SOON).toContain('1–2 of 2')
    expect(terminal.screen()).not.toContain(TITLES[0])
    terminal.press('Enter')
    await expect.poll(terminal.screen, SOON).toContain('only: sky · THE st')
    terminal.press('Escape')
    await expect.poll(terminal.screen, SOON).toContain(TITLES[0])
    expect(terminal.screen()).not.toContain('only:')
  })

  it('follows the mouse: a click selects, a second one opens, one on a title sorts, the wheel moves', async () => {
    const terminal = await ready(openMonitor())
    terminal.click(5, 20)
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[2])
    terminal.send('\u001b[<64;10;10M')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[0])
    terminal.click(2, 16)
    await expect.poll(terminal.screen, SOON).toContain('by title')
    expect(terminal.screen().split('\n')[3]).toContain('Count the stars')
    terminal.click(3, 20)
    terminal.click(3, 20)
    await expect.poll(terminal.screen, SOON).toContain('\nCount the stars\n')
  })

  it('fits every size that the terminal gets', async () => {
    const terminal = await ready(openMonitor())
    const sizes = [
      { columns: 150, lines: 40, holds: '│ State' },
      { columns: 50, lines: 14, holds: '1–4 of 4' },
      { columns: 20, lines: 5, holds: '24 × 6 at least' },
      { columns: 100, lines: 30, holds: '── Mend the importer' },
    ]
    for (const { columns, lines, holds } of sizes) {
      terminal.resize(columns, lines)
      await expect.poll(terminal.screen, SOON).toContain(holds)
      const drawn = terminal.screen().split('\n')
      expect(drawn.length).toBeLessThan(lines)
      expect(Math.max(...drawn.map(columnsOf))).toBeLessThanOrEqual(columns)
      expect(drawn.filter((line) => line.startsWith('LLM sessions')).length).toBe(columns < 24 ? 0 : 1)
    }
  })

  it('shows a new session, and an old one that goes on, by itself', async () => {
    const terminal = await ready(openMonitor())
    placeSession(7, 'Turn the page')
    await expect.poll(terminal.screen, SOON).toContain('Turn the page')
    expect(terminal.screen()).toContain('1–5 of 5')
  })

  it('stops at Ctrl Z with the terminal as it was, and goes on where it stopped', async () => {
    const shell = 'set -m; PROGRAM; echo "stopped"; read -r answer; fg; echo "ended $?"; read -r answer'
    const terminal = await ready(openMonitor({ shell }))
    terminal.press('j')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[1])
    terminal.press('C-z')
    await expect.poll(terminal.screen, SOON).toMatch(/stopped$/)
    expect(terminal.modes()).toEqual(AS_IT_WAS)
    terminal.press('Enter')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[1])
    terminal.press('j')
    await expect.poll(() => selectedRow(terminal.screen()), SOON).toContain(TITLES[2])
    terminal.press('C-c')
    await expect.poll(terminal.screen, SOON).toMatch(/ended 0$/)
  })

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('gives the terminal back at %s', async (signal) => {
    const terminal = await ready(openMonitor())
    process.kill(terminal.pid(), signal)
    await expect.poll(terminal.screen, SOON).toBe('before\ncode 0')
    expect(terminal.modes()).toEqual(AS_IT_WAS)
  })

  it.each(['throw', 'reject', 'exit'])('gives the terminal back when the program ends by %s', async (how) => {
    const program = resolve(import.meta.dirname, 'failing-screen.ts')
    const terminal = openTmux(home, [how], { ...SMALL, program })
    tmux = terminal
    await expect.poll(terminal.screen, SOON).toBe('Press a key.')
    expect(terminal.modes().otherScreen).toBe(true)
    terminal.press('x')
    await expect.poll(terminal.screen, SOON).toMatch(/^before\n[^]*code [17]$/)
    if (how !== 'exit') expect(terminal.screen()).toContain('the screen failed')
    expect(terminal.modes()).toEqual(AS_IT_WAS)
  })

  it('has no colour with NO_COLOR, and the selected row stands out all the same', async () => {
    const terminal = await ready(openMonitor({ env: { NO_COLOR: '1' } }))
    expect(terminal.painted()).not.toMatch(COLOURS)
    expect(terminal.painted()).toMatch(INVERSE)
    terminal.press('c')
    await expect.poll(terminal.painted, SOON).not.toMatch(COLOURS)
  })

  it('has the colours of the theme that is asked for, and of the next one at a key', async () => {
    const terminal = await ready(openMonitor({}, '--theme', 'cyberpunk'))
    expect(terminal.painted()).toContain('38;5;141')
    terminal.press('c')
    await expect.poll(terminal.painted, SOON).not.toMatch(COLOURS)
  })

  it('follows the settings file while it runs, and says what of it does not apply', async () => {
    const settings = write(home, 'settings.yaml', 'dashboard:\n  theme: minimal\n')
    const terminal = await ready(openMonitor({}, '--config', settings))
    expect(terminal.painted()).not.toMatch(COLOURS)
    write(home, 'settings.yaml', 'dashboard:\n  theme: cyberpunk\n  colour: red\n')
    await expect.poll(terminal.painted, SOON).toContain('38;5;141')
    await expect.poll(terminal.screen, SOON).toContain('settings: ')
  })

  it('says at once that a dumb terminal cannot show it', async () => {
    const terminal = openMonitor({ env: { TERM: 'dumb' } })
    await expect.poll(terminal.screen, SOON).toContain('code 2')
    expect(terminal.screen()).toContain('(TERM=dumb)')
    expect(terminal.screen()).toContain('llm-session list')
  })
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const COLOURS = /\u001b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m/
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const INVERSE = /\u001b\[(?:[\d;]*;)?7m▸/

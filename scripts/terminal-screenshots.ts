import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { launchBrowser } from '../e2e/browser.ts'
import { PROGRAMS } from '../e2e/terminal/command.ts'
import { makeHome } from '../e2e/terminal/home.ts'
import { openTmux, type Tmux } from '../e2e/terminal/tmux.ts'
import { DARK_TERMINAL, LIGHT_TERMINAL, terminalPage } from './pictures/terminal-picture.ts'

/*
 * Draws the monitor with sample data, as tmux shows it: `node scripts/terminal-screenshots.ts` makes the picture of the
 * README; with a folder, every view in every theme and at several sizes goes there, to be looked at. Needs tmux and a
 * browser.
 */
const THEMES = ['dark', 'light', 'cyberpunk', 'minimal'] as const
const SIZES = [
  { name: 'wide', columns: 150, lines: 34 },
  { name: 'usual', columns: 80, lines: 24 },
  { name: 'narrow', columns: 44, lines: 20 },
] as const
const GRAPH = 'Context over'
const VIEWS: readonly {
  readonly name: string
  readonly keys: readonly string[]
  /** What is on the screen when it is whole. */
  readonly holds: string
}[] = [
  { name: 'list', keys: ['j', 'j'], holds: GRAPH },
  { name: 'page', keys: ['Enter'], holds: GRAPH },
  { name: 'overview', keys: ['o'], holds: 'Tokens by hour' },
  { name: 'help', keys: ['h'], holds: 'this help' },
]
/** Between two looks at the screen; it is finished when two are the same. */
const PAUSE_MS = 400
const TRIES = 20

const folder = process.argv[2]
const launched = await launchBrowser()
const home = makeHome()
try {
  if (folder === undefined) await drawReadme(launched)
  else await drawAll(launched, resolve(folder))
} finally {
  home.remove()
  await launched.close()
}

async function drawReadme(browser: Browser): Promise<void> {
  const tmux = open('dark', { columns: 150, lines: 34 })
  await settled(tmux)
  tmux.press('j', 'j')
  const painted = await settled(tmux, GRAPH)
  const path = join(import.meta.dirname, '../docs/screenshots/monitor.png')
  await photograph(browser, painted, 'dark', path)
  tmux.close()
}

async function drawAll(browser: Browser, into: string): Promise<void> {
  mkdirSync(into, { recursive: true })
  for (const theme of THEMES) {
    for (const size of SIZES) {
      const tmux = open(theme, size)
      await settled(tmux)
      for (const view of VIEWS) {
        tmux.press(...view.keys)
        await photograph(
          browser,
          await settled(tmux),
          theme,
          join(into, `${view.name}-${theme}-${size.name}.png`),
        )
        if (view.name !== 'list') tmux.press('q')
      }
      tmux.close()
    }
  }
}

function open(theme: string, { columns, lines }: { readonly columns: number; readonly lines: number }): Tmux {
  const program = existsSync(join(import.meta.dirname, '../dist/cli/main.js'))
    ? PROGRAMS.installed
    : PROGRAMS.sources
  return openTmux(home, ['monitor', '--demo', '--theme', theme], { columns, lines, program })
}

/** The screen when it no longer changes, but for what live sessions do. */
async function settled(tmux: Tmux, holds = 'live'): Promise<string> {
  let before = ''
  for (let tries = 0; tries < TRIES; tries++) {
    await wait(PAUSE_MS)
    const now = tmux.screen().replaceAll(/\d/g, '')
    if (now === before && now.includes(holds)) break
    before = now
  }
  return tmux.painted()
}

async function photograph(browser: Browser, painted: string, theme: string, path: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1.5 })
  await page.setContent(terminalPage(painted, theme === 'light' ? LIGHT_TERMINAL : DARK_TERMINAL))
  await page.locator('main').screenshot({ path })
  await page.close()
}

import { systemClock } from '../../core/system-clock.ts'
import type { Settings } from '../../core/settings/settings.ts'
import type { SessionState } from '../../shared/contract/session.ts'
import { NO_FILTER, type SessionFilter } from '../../shared/domain/session-filter.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import type { GlobalOptions } from '../global-options.ts'
import { frameOf, sortAt } from '../monitor/frame.ts'
import { holdTerminal, type TerminalStreams } from '../monitor/held-terminal.ts'
import { firstState } from '../monitor/model.ts'
import { Monitor } from '../monitor/monitor.ts'
import { colourCount, themeOf, type ThemeName, usualTheme } from '../monitor/themes.ts'
import { type OpenedApp, openApp } from '../open-app.ts'
import type { Terminal } from '../terminal.ts'

export interface MonitorOptions
  extends GlobalOptions,
    Partial<Record<'provider' | 'project' | 'tag', string>> {
  readonly all?: boolean
  readonly status?: SessionState
  readonly theme?: ThemeName
  /** Seconds. */
  readonly interval?: number
}

/** Lines of the log that are kept until the screen is free for them. */
const MOST_LOG_LINES = 1_000

/** Shows the sessions on the whole terminal, live, until it is quit. */
export async function monitor(terminal: Terminal, options: MonitorOptions): Promise<void> {
  const streams = terminalOrExplain(process.env)
  const kept: string[] = []
  // What is logged while the screen is ours is printed when it no longer is.
  const err = (...lines: readonly string[]) => {
    kept.push(...lines)
    kept.splice(0, kept.length - MOST_LOG_LINES)
  }
  try {
    await watch(await openApp({ ...terminal, err }, options, { kind: 'server' }), streams, options)
  } finally {
    if (kept.length > 0) terminal.err(...kept)
  }
}

async function watch(opened: OpenedApp, streams: TerminalStreams, options: MonitorOptions): Promise<void> {
  const { app, close, handOverSignals } = opened
  const { stdout } = streams
  const colours = colourCount(process.env, stdout.getColorDepth(process.env))
  const usual = usualTheme(process.env, colours)
  const theme = () => themeOfSettings(app.settings(), usual)
  const held = await holdTerminal(streams, {
    onInput: (input) => screen.input(input),
    onResize: (columns, lines) => screen.resize(columns, lines),
  })
  handOverSignals()
  const screen = new Monitor(
    {
      service: app.service,
      clock: systemClock,
      show(state) {
        const frame = frameOf(state, themeOf(state.theme, colours))
        screen.notePageLength(frame.pageLength)
        held.draw(frame)
      },
      sortAt,
      redraw: () => held.redraw(),
      suspend: () => held.suspend(),
      takeMouse: (take) => held.takeMouse(take),
      intervalMs: options.interval === undefined ? null : options.interval * 1_000,
    },
    firstState({
      columns: stdout.columns,
      lines: stdout.rows,
      now: systemClock.now(),
      theme: options.theme ?? theme(),
      themeIsChosen: options.theme !== undefined,
      scope: options.all ? 'all' : 'recent',
      filter: filterOf(options),
      demo: options.demo ?? false,
    }),
  )
  const followSettings = () => screen.followSettings(theme(), app.settingsProblems())
  try {
    followSettings()
    app.onSettings(followSettings)
    void held.ended.then(() => screen.stop())
    await app.start()
    await screen.run()
  } finally {
    held.close()
    await close()
  }
}

/** What the list begins with; keys change it. */
function filterOf({ status, provider, project, tag }: MonitorOptions): SessionFilter {
  return {
    ...NO_FILTER,
    state: status ?? null,
    provider: provider ?? null,
    project: project ?? null,
    tag: tag ?? null,
  }
}

/** `system` is what fits the terminal. */
function themeOfSettings({ dashboard: { theme } }: Settings, usual: ThemeName): ThemeName {
  return theme === 'system' ? usual : theme
}

/** The monitor draws on a terminal and reads its keys; nothing else will do. */
function terminalOrExplain(env: NodeJS.ProcessEnv): TerminalStreams {
  const { stdin, stdout } = process
  const reason = !stdout.isTTY
    ? 'its output goes to no terminal'
    : !stdin.isTTY
      ? 'its input comes from no terminal'
      : env['TERM'] === 'dumb'
        ? 'this terminal (TERM=dumb) cannot move its cursor'
        : undefined
  if (reason === undefined) return { stdin, stdout }
  throw new CommandError(
    `the monitor cannot be drawn: ${reason}.`,
    EXIT.usage,
    'llm-session list prints the same sessions once; with --json for scripts.',
  )
}

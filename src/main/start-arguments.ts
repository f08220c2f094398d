import { SHOW_SESSION } from '../shared/domain/show-session.ts'

export interface StartArguments {
  /** Only the tray is to appear. */
  readonly hidden: boolean
  /** Sample data that goes away with the app. */
  readonly demo: boolean
  readonly verbose: boolean
  /** A session that is to be shown, of the terminal's `open`. */
  readonly sessionId: string | undefined
}

/** The command that brings a window of this run to the front: the same again, without what was only for its start. */
export function commandOfThisRun(
  execPath: string,
  execArgv: readonly string[],
  argv: readonly string[],
): readonly [string, ...string[]] {
  const isForStart = (word: string) =>
    word === '--hidden' || word.startsWith(SHOW_SESSION) || /^[\w.+-]+:\/\//.test(word)
  return [execPath, ...execArgv, ...argv.slice(1).filter((word) => !isForStart(word))]
}

/** What a start asks for. All else, a link of our own protocol above all, asks for nothing but the window. */
export function startArguments(argv: readonly string[]): StartArguments {
  return {
    hidden: argv.includes('--hidden'),
    demo: argv.includes('--demo'),
    verbose: argv.includes('--verbose'),
    sessionId: argv.find((word) => word.startsWith(SHOW_SESSION))?.slice(SHOW_SESSION.length) || undefined,
  }
}

export interface StartArguments {
  /** Only the tray is to appear. */
  readonly hidden: boolean
  /** Sample data that goes away with the app. */
  readonly demo: boolean
  readonly verbose: boolean
}

/** What a start asks for. All else, a link of our own protocol above all, asks for nothing but the window. */
export function startArguments(argv: readonly string[]): StartArguments {
  return {
    hidden: argv.includes('--hidden'),
    demo: argv.includes('--demo'),
    verbose: argv.includes('--verbose'),
  }
}

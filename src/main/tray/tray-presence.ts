import { execFile } from 'node:child_process'

/** Runs a program without a shell and gives what it printed; `undefined` where it is missing or failed. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | undefined>

const WATCHER = 'org.kde.StatusNotifierWatcher'
const PROPERTY = 'IsStatusNotifierHostRegistered'

/** Programs that can ask the session bus, one of which is on nearly every desktop, with the question in its words. */
const QUESTIONS: readonly (readonly [program: string, args: readonly string[]])[] = [
  ['busctl', ['--user', 'get-property', WATCHER, '/StatusNotifierWatcher', WATCHER, PROPERTY]],
  [
    'gdbus',
    [
      'call',
      '--session',
      `--dest=${WATCHER}`,
      '--object-path=/StatusNotifierWatcher',
      '--method=org.freedesktop.DBus.Properties.Get',
      WATCHER,
      PROPERTY,
    ],
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      `--dest=${WATCHER}`,
      '/StatusNotifierWatcher',
      'org.freedesktop.DBus.Properties.Get',
      `string:${WATCHER}`,
      `string:${PROPERTY}`,
    ],
  ],
]

/**
 * Whether a tray shows our picture now. Linux takes a picture also where no panel draws it, so that the panels are
 * asked: one that shows pictures registers as a host. Where nobody answers, there is none.
 */
export async function isTrayShown(platform: NodeJS.Platform, run: RunProgram = runProgram): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of QUESTIONS) {
    const answer = await run(program, args)
    if (answer !== undefined) return /\btrue\b/.test(answer)
  }
  return false
}

async function runProgram(program: string, args: readonly string[]): Promise<string | undefined> {
  return await new Promise((resolve) => {
    execFile(program, args, { timeout: 3_000 }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    )
  })
}

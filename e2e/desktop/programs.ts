import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What a private desktop session is made of. Debian: xvfb dunst libnotify-bin xfce4-panel dbus. */
const PROGRAMS = ['Xvfb', 'dbus-daemon', 'dunst', 'dunstctl', 'notify-send', 'xfce4-panel'] as const

/** Programs that are not there, of those that a private desktop session needs. */
export function missingPrograms(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return PROGRAMS.filter((program) => !folders.some((folder) => isProgram(join(folder, program))))
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

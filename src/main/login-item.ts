import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The part of Electron's application that macOS and Windows have for this. */
export interface LoginItemApp {
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void
}

export interface LoginItemQuestion {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Program and arguments that start this app. */
  readonly command: readonly string[]
}

export interface LoginItemChoice {
  readonly startAtLogin: boolean
  readonly startHidden: boolean
}

const FILE = 'llm-session-manager.desktop'

/** Has the system start the app at login, or not. On Linux that is a file (XDG Autostart); throws where it cannot be written. */
export function setLoginItem(app: LoginItemApp, question: LoginItemQuestion, choice: LoginItemChoice): void {
  const hidden = choice.startHidden ? ['--hidden'] : []
  if (question.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: choice.startAtLogin, args: hidden })
    return
  }
  const file = autostartFile(question)
  if (!choice.startAtLogin) return rmSync(file, { force: true })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, autostartEntry([...question.command, ...hidden]))
}

function autostartFile({ home, env }: LoginItemQuestion): string {
  const given = env['XDG_CONFIG_HOME']
  return join(given?.startsWith('/') ? given : join(home, '.config'), 'autostart', FILE)
}

export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=LLM Session Manager
Exec=${command.map(quoted).join(' ')}
X-GNOME-Autostart-enabled=true
`
}

/** Desktop Entry Specification 1.5, "The Exec key": in quotes, with four characters escaped, twice over for the string. */
function quoted(argument: string): string {
  const escaped = argument
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return `"${escaped}"`
}

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { autostartEntry, setLoginItem } from './login-item.ts'

const never = {
  setLoginItemSettings() {
    throw new Error('not on Linux')
  },
}

it('on Linux a start at login is a file in the folder for it, until it is switched off', () => {
  const home = mkdtempSync(join(tmpdir(), 'login-'))
  const question = { platform: 'linux', home, env: {}, command: ['/opt/app/llm-session-manager'] } as const
  setLoginItem(never, question, { startAtLogin: true, startHidden: true })
  const file = join(home, '.config', 'autostart', 'llm-session-manager.desktop')
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/app/llm-session-manager" "--hidden"\n')
  setLoginItem(never, question, { startAtLogin: false, startHidden: true })
  expect(existsSync(file)).toBe(false)
  setLoginItem(never, question, { startAtLogin: false, startHidden: true })
  rmSync(home, { recursive: true })
})

it('a path with signs of its own stays one argument', () => {
  expect(autostartEntry(['/home/a b/50% "$x`\\'])).toContain(
    'Exec="/home/a b/50%% \\\\"\\\\$x\\\\`\\\\\\\\"\n',
  )
})

it('macOS and Windows are asked through Electron', () => {
  const asked: unknown[] = []
  const app = { setLoginItemSettings: (settings: unknown) => void asked.push(settings) }
  for (const platform of ['darwin', 'win32'] as const)
    setLoginItem(
      app,
      { platform, home: '/', env: {}, command: [] },
      { startAtLogin: true, startHidden: false },
    )
  expect(asked).toEqual([
    { openAtLogin: true, args: [] },
    { openAtLogin: true, args: [] },
  ])
})

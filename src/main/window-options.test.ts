import { describe, expect, it } from 'vitest'
import { windowOptions } from './window-options.ts'

const asked = { kind: 'dashboard', preload: '/app/preload/index.cjs', place: undefined } as const
const options = windowOptions({ ...asked, systemIsDark: true })
const preferences = options.webPreferences ?? {}

describe('a window', () => {
  it('runs its page in the sandbox, isolated from the preload (checklist 3 and 4)', () => {
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true })
  })

  it('gives its page, its workers and its frames no Node (checklist 2)', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    })
  })

  it('switches no protection of Chromium off (checklist 6, 8, 9 and 10)', () => {
    for (const name of [
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ])
      expect(preferences).not.toHaveProperty(name)
  })

  it('has no webview (checklist 11 and 12)', () => {
    expect(preferences.webviewTag).toBe(false)
  })

  it('does not turn into a file that is dropped on it', () => {
    expect(preferences.navigateOnDragDrop).toBe(false)
  })

  it('is shown when there is something to see, in the colour of the system until then', () => {
    expect(options.show).toBe(false)
    expect(options.backgroundColor).not.toBe(windowOptions({ ...asked, systemIsDark: false }).backgroundColor)
  })
})

import { type EventEmitter, once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fuseWire, writeFakeElectron } from './fake-electron-dist.ts'
import { afterPack } from '../scripts/packaging/after-pack.ts'
import { judgeElectron } from '../scripts/packaging/electron-age.ts'
import { FUSES } from '../scripts/packaging/fuses.ts'
import { electronVersion } from '../scripts/packaging/electron-version.ts'

const electron = await vi.hoisted(async () => {
  const { createFakeElectron } = await import('../src/main/testing/fake-electron.ts')
  const { EventEmitter: Emitter } = await import('node:events')
  const fake = createFakeElectron()
  const ipcRenderer: EventEmitter = new Emitter()
  // What the preload may import beside it is nothing.
  return { ...fake, ipcRenderer }
})
vi.mock('electron', () => electron)

const { record, app, ipcRenderer } = electron

/** Windows of both kinds, made by the whole main process on sample data. */
const windows = () => record.windows.map(({ options, url, webContents }) => ({ options, url, webContents }))
const preferencesOf = ({ options }: ReturnType<typeof windows>[number]) => options.webPreferences ?? {}

beforeAll(async () => {
  const argv = [...process.argv]
  process.argv.push('--demo')
  await import('../src/main/index.ts')
  await vi.waitFor(() => expect(record.windows).toHaveLength(1), { timeout: 20_000 })
  record.trays[0]?.emit('click', {}, { x: 1900, y: 0, width: 24, height: 24 })
  await vi.waitFor(() => expect(record.windows).toHaveLength(2), { timeout: 20_000 })
  process.argv = argv
}, 60_000)

afterAll(async () => {
  app.quit()
  await app.exited.promise
})

/** Whether an event of the page was prevented. */
function prevents(contents: EventEmitter, event: string): boolean {
  let prevented = false
  contents.emit(event, { preventDefault: () => (prevented = true), url: 'https://evil.test/' })
  return prevented
}

/** The numbers and names are those of Electron's own checklist (electron/electron, docs/tutorial/security.md). */
describe('the Electron checklist', () => {
  it('1: only secure content is loaded, and nothing of any network', () => {
    expect(windows().map(({ url }) => url)).toEqual([
      'app://window/index.html',
      'app://window/index.html#popover',
    ])
    for (const url of [
      'http://a.test/',
      'https://a.test/',
      'ws://127.0.0.1/',
      'ftp://a.test/',
      'app://other/',
    ])
      expect(record.allowsRequest?.(url), url).toBe(false)
    expect(record.allowsRequest?.('app://window/assets/index.js')).toBe(true)
  })

  it('2: no page, worker or frame has Node', () => {
    for (const window of windows())
      expect(preferencesOf(window)).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      })
  })

  it('3: the preload is isolated from the page in every window', () => {
    for (const window of windows()) expect(preferencesOf(window).contextIsolation).toBe(true)
  })

  it('4: every process of a page is in the sandbox, from before Electron is ready', () => {
    expect(record.steps.slice(0, 3)).toEqual(['sandbox enabled', 'single instance asked', 'ready'])
    for (const window of windows()) expect(preferencesOf(window).sandbox).toBe(true)
  })

  it('5: every permission is denied, to who asks, checks or wants a device', () => {
    expect(record.permissionHandlers).toEqual(['request', 'check', 'device'])
    expect(record.permissionAnswers()).toEqual([false, false, false])
  })

  it('6: the security of the web stays on', () => {
    for (const window of windows()) expect(preferencesOf(window)).not.toHaveProperty('webSecurity')
  })

  it('7: the page comes with a policy that runs no script but its own, and loads nothing from elsewhere', async () => {
    const response = await record.protocols.get('app')?.(new Request('app://window/index.html'))
    expect(response?.status).toBe(200)
    const policy = response?.headers.get('content-security-policy') ?? ''
    const directives = new Map(
      policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)] as const),
    )
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(directives.get('script-src')).toEqual(["'self'"])
    expect(directives.get('connect-src')).toEqual(["'self'"])
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"])
    expect(policy).not.toMatch(/unsafe|wasm|https?:|\*/)
  })

  it.each([
    ['8: no insecure content is allowed', 'allowRunningInsecureContent'],
    ['9: no experimental feature is on', 'experimentalFeatures'],
    ['10: no feature of Blink is switched on', 'enableBlinkFeatures'],
  ])('%s', (_item, option) => {
    for (const window of windows()) expect(preferencesOf(window)).not.toHaveProperty(option)
    // Features can be switched on for all of Chromium as well: our app never asks for that.
    expect(Reflect.get(app, 'commandLine')).toBeUndefined()
  })

  it('11: a webview opens no windows, because there is none', () => {
    for (const window of windows()) expect(preferencesOf(window).webviewTag).toBe(false)
  })

  it('12: a webview that a page makes all the same is refused', () => {
    for (const { webContents } of windows()) expect(prevents(webContents, 'will-attach-webview')).toBe(true)
  })

  it('13: a page never becomes another one: by a link, a redirect, a frame, or what is dropped on it', () => {
    for (const window of windows()) {
      for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
        expect(prevents(window.webContents, event), event).toBe(true)
      expect(preferencesOf(window).navigateOnDragDrop).toBe(false)
    }
  })

  it('14: a page opens no window', () => {
    for (const { webContents } of windows())
      for (const url of ['file:///etc/passwd', 'about:blank', 'app://window/index.html'])
        expect(webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
  })

  it('15: a link reaches another program only where it is a plain one, and only after asking', async () => {
    const [dashboard] = windows()
    const open = (url: string) => dashboard?.webContents.windowOpenHandler?.({ url })
    for (const url of [
      'file:///etc/passwd',
      'smb://evil.test/x',
      'javascript:alert(1)',
      'ms-msdt:/id',
      '\\\\evil\\x',
    ])
      open(url)
    open('https://example.test/help')
    await vi.waitFor(() => expect(record.opened).toEqual(['https://example.test/help']))
    expect(record.asked).toMatchObject([{ message: 'Open example.test in another program?' }])
  })

  it('16: Electron is pinned, and a release is refused where its version is no longer a current one', () => {
    expect(electronVersion()).toMatch(/^\d+\.\d+\.\d+$/)
    const times = {
      '43.9.9': '2026-11-01T00:00:00Z',
      '44.1.0': '2026-10-01T00:00:00Z',
      '45.0.0': '2026-10-20T00:00:00Z',
      '45.0.1': '2026-11-01T00:00:00Z',
      '46.0.0-beta.3': '2026-11-10T00:00:00Z',
    }
    const judge = (version: string, now: string) => judgeElectron(version, times, new Date(now)).kind
    expect(judge('45.0.1', '2026-12-24T00:00:00Z')).toBe('current')
    expect(judge('45.0.0', '2026-11-14T00:00:00Z')).toBe('current')
    expect(judge('45.0.0', '2026-11-16T00:00:00Z')).toBe('outdated')
    expect(judge('44.1.0', '2026-11-16T00:00:00Z')).toBe('current')
    expect(judge('42.0.0', '2026-11-16T00:00:00Z')).toBe('unsupported')
    expect(judge('9.9.9', '2026-11-16T00:00:00Z')).toBe('unsupported')
  })

  it('17: a message counts only while its window shows our page: of anybody else it ends the port', async () => {
    const [dashboard] = windows()
    const port = dashboard?.webContents.pagePort ?? expect.fail('the page has no port')
    const call = (id: number) =>
      port.postMessage(JSON.stringify({ i: String(id), p: { u: '/system/info', b: {} } }))
    const answer = once(port, 'message')
    call(1)
    expect(JSON.parse(String((await answer)[0]))).toMatchObject({
      i: '1',
      p: { b: { json: { demo: true } } },
    })
    const { mainFrame } = dashboard?.webContents ?? expect.fail('there is no window')
    const ours = mainFrame.url
    mainFrame.url = 'app://window.evil.test/index.html'
    const answers: unknown[] = []
    port.on('message', (message) => answers.push(message))
    const closed = once(port, 'close')
    call(2)
    await closed
    mainFrame.url = ours
    expect(answers).toEqual([])
  })

  it('18: files are read by a scheme of its own, and the scheme of files leads nowhere', async () => {
    expect([...record.protocols.keys()]).toEqual(['app'])
    expect(record.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
    expect(record.allowsRequest?.('file:///etc/passwd')).toBe(false)
    const outside = await record.protocols.get('app')?.(new Request('app://window/..%2f..%2fpackage.json'))
    expect(outside?.status).toBe(404)
  })

  it('19: every fuse is decided on: a program with one more is not packaged', async () => {
    const { pack } = fakeProgram('1010100100')
    await expect(pack()).rejects.toThrow(/fuse/i)
    expect(Object.keys(FUSES)).toHaveLength(9)
  })

  it('20: the page gets one port and no function or object of Electron', async () => {
    const posted: unknown[][] = []
    const page = {
      location: { origin: 'app://window' },
      postMessage: (...call: unknown[]) => void posted.push(call),
    }
    vi.stubGlobal('window', page)
    onTestFinished(() => void vi.unstubAllGlobals())
    await import('../src/preload/index.ts')
    expect(Object.keys(page)).toEqual(['location', 'postMessage'])
    ipcRenderer.emit('llm-session.contract-port', { ports: ['port'] })
    ipcRenderer.emit('llm-session.contract-port', { ports: ['another'] })
    expect(posted).toEqual([['llm-session.contract-port', 'app://window', ['port']]])
  })
})

/** A program with this wire of fuses, and our hook that packaging runs on it. */
function fakeProgram(wire: string) {
  const folder = mkdtempSync(join(tmpdir(), 'fuses-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFakeElectron(folder, electronVersion())
  const program = join(folder, 'llm-session-manager')
  copyFileSync(join(folder, 'electron'), program)
  writeFileSync(program, fuseWire(wire))
  const packager = {
    executableName: 'llm-session-manager',
    appInfo: { productFilename: 'LLM Session Manager' },
  }
  return {
    read: () => getCurrentFuseWire(program),
    pack: () => afterPack({ appOutDir: folder, electronPlatformName: 'linux', packager }),
  }
}

describe('the fuses of the packaged program', () => {
  it.each([
    ['RunAsNode is off: the program is no Node for others', FuseV1Options.RunAsNode, FuseState.DISABLE],
    ['EnableCookieEncryption is on', FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
    [
      'EnableNodeOptionsEnvironmentVariable is off: NODE_OPTIONS change nothing',
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseState.DISABLE,
    ],
    [
      'EnableNodeCliInspectArguments is off: no debugger gets in',
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseState.DISABLE,
    ],
    [
      'EnableEmbeddedAsarIntegrityValidation is on',
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseState.ENABLE,
    ],
    ['OnlyLoadAppFromAsar is on', FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    [
      'LoadBrowserProcessSpecificV8Snapshot is off',
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseState.DISABLE,
    ],
    [
      'GrantFileProtocolExtraPrivileges is off: a file is no page with powers',
      FuseV1Options.GrantFileProtocolExtraPrivileges,
      FuseState.DISABLE,
    ],
    ['WasmTrapHandlers is on', FuseV1Options.WasmTrapHandlers, FuseState.ENABLE],
  ])('%s, whatever it was before', async (_name, fuse, expected) => {
    for (const before of ['000000000', '111111111']) {
      const { pack, read } = fakeProgram(before)
      await pack()
      expect((await read())[fuse]).toBe(expected)
    }
  })
})

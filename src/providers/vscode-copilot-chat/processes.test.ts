import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchEditorProcess } from './processes.ts'

const LINUX = '/usr/share/code/code'
const MAC = '/Applications/Visual Studio Code.app/Contents/MacOS'
const WINDOWS = 'C:\\Users\\dev\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe'
const INSIDERS = 'C:\\Program Files\\Microsoft VS Code Insiders\\Code - Insiders.exe'
const HOST = { role: 'host', sessionHint: undefined }

describe('matchEditorProcess', () => {
  it.each([
    ['Linux', LINUX, [LINUX, '/home/dev/app']],
    ['Linux, of an open edition', '/usr/share/codium/codium', ['/usr/share/codium/codium']],
    ['macOS', `${MAC}/Code`, [`${MAC}/Code`]],
    ['macOS, before it was renamed', `${MAC}/Electron`, [`${MAC}/Electron`]],
    ['Windows', WINDOWS, [WINDOWS, 'C:\\code\\app']],
    ['Windows, of an early edition', INSIDERS, [INSIDERS]],
    ['a system that hides the program', undefined, [LINUX]],
    ['an updated program', `${LINUX} (deleted)`, [LINUX]],
  ])('takes the main process on %s for a host of sessions', (_case, exe, argv) => {
    expect(matchEditorProcess(processOf(exe, argv), processOf('/usr/lib/systemd/systemd', []))).toEqual(HOST)
    expect(matchEditorProcess(processOf(exe, argv), undefined)).toEqual(HOST)
  })

  it.each([
    ['a renderer', WINDOWS, [WINDOWS, '--type=renderer']],
    ['a process whose arguments became one', LINUX, [`${LINUX} --type=zygote --no-zygote-sandbox`]],
    ['the extension host', LINUX, [LINUX, '--type=utility', '--utility-sub-type=node.mojom.NodeService']],
    ['the command', LINUX, [LINUX, '/usr/share/code/resources/app/out/cli.js', '.']],
    ['a tunnel without a window', '/home/dev/bin/code', ['code', 'tunnel']],
    [
      'a helper on macOS',
      '/Applications/Visual Studio Code.app/Contents/Frameworks/Code Helper (Renderer).app/Contents/MacOS/Code Helper (Renderer)',
      ['Code Helper (Renderer)', '--type=renderer'],
    ],
    [
      'another program of the same framework',
      '/Applications/Slack.app/Contents/MacOS/Electron',
      ['Electron'],
    ],
    ['the reporter of crashes', '/usr/share/code/chrome_crashpad_handler', ['chrome_crashpad_handler']],
    ['the editor Cursor', '/usr/share/cursor/cursor', ['cursor']],
    ['a program in a folder called code', '/home/dev/code/bin/server', ['server']],
    ['a search for code', '/usr/bin/grep', ['grep', 'code']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchEditorProcess(processOf(exe, argv), undefined)).toBeUndefined()
  })

  it('leaves a script alone that one of the editor’s own processes runs', () => {
    const extensionHost = processOf(LINUX, [LINUX, '--type=utility'])
    const server = processOf(LINUX, [LINUX, '/usr/share/code/resources/app/extensions/css/server.js'])
    expect(matchEditorProcess(server, extensionHost)).toBeUndefined()
  })

  it('leaves a dead process alone', () => {
    expect(matchEditorProcess({ ...processOf(LINUX, [LINUX]), zombie: true }, undefined)).toBeUndefined()
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/code',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

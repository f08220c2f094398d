import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchCursorProcess } from './processes.ts'

const LINUX = '/usr/share/cursor/cursor'
const MAC = '/Applications/Cursor.app/Contents/MacOS/Cursor'
const WINDOWS = 'C:\\Users\\dev\\AppData\\Local\\Programs\\cursor\\Cursor.exe'
const HOST = { role: 'host', sessionHint: undefined }

describe('matchCursorProcess', () => {
  it.each([
    ['Linux', LINUX, [LINUX, '/home/dev/app']],
    ['a folder of an AppImage', '/tmp/.mount_CursorAb12/usr/share/cursor/cursor', ['cursor', '--no-sandbox']],
    ['macOS', MAC, [MAC]],
    ['Windows', WINDOWS, [WINDOWS, 'C:\\code\\app']],
    ['a system that hides the program', undefined, [LINUX]],
    ['an updated program', `${LINUX} (deleted)`, [LINUX]],
    ['a script that is open in the editor', LINUX, [LINUX, '/home/dev/app/server.js']],
  ])('takes the main process on %s for a host of sessions', (_case, exe, argv) => {
    expect(matchCursorProcess(processOf(exe, argv), processOf('/usr/lib/systemd/systemd', []))).toEqual(HOST)
    expect(matchCursorProcess(processOf(exe, argv), undefined)).toEqual(HOST)
  })

  it.each([
    ['a renderer', WINDOWS, [WINDOWS, '--type=renderer', '--user-data-dir=C:\\Users\\dev']],
    ['a process whose arguments became one', LINUX, [`${LINUX} --type=zygote --no-zygote-sandbox`]],
    ['a utility', LINUX, [LINUX, '--type=utility', '--utility-sub-type=node.mojom.NodeService']],
    ['the command', LINUX, [LINUX, '/usr/share/cursor/resources/app/out/cli.js', '.']],
    [
      'a helper on macOS',
      '/Applications/Cursor.app/Contents/Frameworks/Cursor Helper (Renderer).app/Contents/MacOS/Cursor Helper (Renderer)',
      ['Cursor Helper (Renderer)', '--type=renderer'],
    ],
    ['the reporter of crashes', '/usr/share/cursor/chrome_crashpad_handler', ['chrome_crashpad_handler']],
    [
      'the service of macOS',
      '/System/Library/PrivateFrameworks/TextInputUIMacHelper.framework/Versions/A/XPCServices/CursorUIViewService.xpc/Contents/MacOS/CursorUIViewService',
      ['CursorUIViewService'],
    ],
    ['the agent in a terminal', '/home/dev/.local/share/cursor-agent/versions/1/node', ['cursor-agent']],
    ['an editor on cursor.md', '/usr/bin/vim', ['vim', 'cursor.md']],
    ['a program in a folder called cursor', '/home/dev/cursor/bin/server', ['server']],
    ['a search for cursor', '/usr/bin/grep', ['grep', 'cursor']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchCursorProcess(processOf(exe, argv), undefined)).toBeUndefined()
  })

  it('leaves a script alone that one of the editor’s own processes runs', () => {
    const extensionHost = processOf(LINUX, [LINUX, '--type=utility'])
    const server = processOf(LINUX, [LINUX, '/home/dev/.cursor/extensions/css/server.js', '--node-ipc'])
    expect(matchCursorProcess(server, extensionHost)).toBeUndefined()
  })

  it('leaves a dead process alone', () => {
    expect(matchCursorProcess({ ...processOf(LINUX, [LINUX]), zombie: true }, undefined)).toBeUndefined()
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/cursor',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

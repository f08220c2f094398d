import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchCopilotProcess } from './processes.ts'
import { sessionOfHeldFile } from './roots.ts'
import { fixturePath } from './testing/transcripts.ts'

const ID = 'b7ce6fa9-ff74-4571-8a53-cd0b40b2ef14'
const NATIVE = '/usr/lib/node_modules/@github/copilot-linux-x64/copilot'

describe('matchCopilotProcess', () => {
  it.each<[string, string | undefined, readonly string[], string | undefined]>([
    ['the terminal', NATIVE, ['copilot'], undefined],
    ['a prompt of its own', NATIVE, [NATIVE, '--allow-all-tools', '-p', 'login'], undefined],
    ['a resumed session', NATIVE, ['copilot', `--resume=${ID}`], ID],
    ['a resumed session behind options', NATIVE, ['copilot', '--model', 'gpt-5.5', '--resume', ID], ID],
    ['the picker of sessions', NATIVE, ['copilot', '--resume'], undefined],
    ['a session by name', NATIVE, ['copilot', '--resume=rate limits'], undefined],
    ['the last session', NATIVE, ['copilot', '--continue'], undefined],
    ['a program that was updated under way', `${NATIVE} (deleted)`, ['copilot'], undefined],
    ['Windows', 'C:\\Program Files\\GitHub Copilot\\copilot.exe', ['copilot.exe'], undefined],
    ['a program whose file may not be read', undefined, ['/usr/local/bin/copilot'], undefined],
  ])('takes %s for a session', (_case, exe, argv, sessionHint) => {
    expect(matchCopilotProcess(processOf(exe, argv))).toEqual({ role: 'session', sessionHint })
  })

  it.each<[string, readonly string[]]>([
    ['npx', ['node', '/home/dev/app/node_modules/.bin/copilot', '-p', 'go']],
    ['npm', ['node', '--no-warnings', '/usr/local/bin/copilot']],
    ['the package', ['node', '-r', 'x.js', 'C:\\npm\\node_modules\\@github\\copilot\\npm-loader.js']],
  ])('takes the loader of %s for a wrapper', (_case, argv) => {
    expect(matchCopilotProcess(processOf('/usr/bin/node', argv))?.role).toBe('wrapper')
  })

  it('keeps the hint of a loader, which runs the session itself where no native program follows', () => {
    const argv = ['node', '/usr/local/bin/copilot', '--resume', ID]
    expect(matchCopilotProcess(processOf('/usr/bin/node', argv))).toEqual({
      role: 'wrapper',
      sessionHint: ID,
    })
  })

  it.each(['--acp', '--headless', '--server'])('takes a server (%s) for a host', (option) => {
    expect(matchCopilotProcess(processOf(NATIVE, ['copilot', option]))?.role).toBe('host')
  })

  it.each<[string, string, readonly string[]]>([
    ['signing in', NATIVE, ['copilot', 'login']],
    ['an update', NATIVE, ['copilot', 'update']],
    ['its version', NATIVE, ['copilot', '--version']],
    ['AWS Copilot', '/usr/local/bin/copilot', ['copilot', 'svc', 'logs', '--follow']],
    ['a language server', '/opt/copilot-language-server', ['copilot-language-server', '--stdio']],
    ['an editor on a file called so', '/usr/bin/vim', ['vim', 'copilot']],
    ['a script in a folder called so', '/usr/bin/node', ['node', '/home/dev/copilot/server.js']],
    ['a tool that it started', '/usr/bin/node', ['node', '-e', 'setTimeout(() => {}, 8000)']],
    [
      'an app of Microsoft',
      'C:\\Program Files\\WindowsApps\\Microsoft.Copilot\\Copilot.exe',
      ['Copilot.exe'],
    ],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchCopilotProcess(processOf(exe, argv))).toBeUndefined()
  })

  it('sees one session in the recorded tree, and its id in an open file', () => {
    const tree = recordedTree(readFileSync(fixturePath('real/slow-bash/proc.txt'), 'utf8'))
    const roles = tree.map(({ exe, argv }) => matchCopilotProcess(processOf(exe, argv))?.role)
    expect(roles).toEqual([undefined, 'wrapper', 'session', undefined])
    expect(tree[2]?.files.flatMap((file) => sessionOfHeldFile(file) ?? [])).toEqual([ID])
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 10,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

interface RecordedProcess {
  readonly exe: string
  readonly argv: readonly string[]
  readonly files: readonly string[]
}

function recordedTree(text: string): readonly RecordedProcess[] {
  const pattern = /argv=(\[.*\])\n\s*cwd=\S+ exe=(\S+)\n\s*files=(.*)/g
  return [...text.matchAll(pattern)].map(([, argv = '', exe = '', files = '']) => ({
    exe,
    argv: z.array(z.string()).parse(JSON.parse(argv)),
    files: files.split(' '),
  }))
}

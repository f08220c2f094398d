import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchAiderProcess } from './processes.ts'

const PYTHON = '/usr/bin/python3.12'
const SESSION = { role: 'session', sessionHint: undefined }

describe('a process of Aider', () => {
  it.each([
    [
      PYTHON,
      [
        '/home/dev/.local/share/uv/tools/aider-chat/bin/python',
        '/home/dev/.local/bin/aider',
        '--model',
        'sonnet',
      ],
    ],
    [PYTHON, ['python3', '-m', 'aider']],
    [PYTHON, ['python3', '-X', 'dev', '-u', '-m', 'aider.main', 'a.py']],
    ['C:\\Python312\\python.exe', ['C:\\Python312\\python.exe', 'C:\\Python312\\Scripts\\aider.exe']],
    [undefined, ['python', '/opt/venv/bin/aider']],
  ])('runs a session: %s %j', (exe, argv) => {
    expect(match(argv, exe)).toEqual(SESSION)
  })

  it('starts the real one on Windows, and waits', () => {
    expect(match(['aider', '--model', 'o3'], 'C:\\Python312\\Scripts\\aider.exe')?.role).toBe('wrapper')
  })

  it.each([
    [PYTHON, ['python', '/opt/venv/bin/aider', '--version']],
    [PYTHON, ['python', '/opt/venv/bin/aider', '--list-models', 'gpt']],
    [PYTHON, ['python', '/home/dev/aider/manage.py']],
    [PYTHON, ['python', '/home/dev/aider']],
    [PYTHON, ['python', '-m', 'aiderlike']],
    [PYTHON, ['python', '-c', 'import aider', '/opt/venv/bin/aider']],
    [PYTHON, ['python', '-m', 'pip', 'install', 'aider']],
    [PYTHON, ['python']],
    ['/usr/bin/vim', ['vim', '/opt/venv/bin/aider']],
    ['/usr/bin/git', ['git', 'log', 'aider']],
  ])('is not %s %j', (exe, argv) => {
    expect(match(argv, exe)).toBeUndefined()
  })

  it('is none that ended', () => {
    expect(match(['python', '/opt/venv/bin/aider'], PYTHON, true)).toBeUndefined()
  })
})

function match(argv: readonly string[], exe: string | undefined, zombie = false) {
  const process: ProcessInfo = {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
  return matchAiderProcess(process)
}

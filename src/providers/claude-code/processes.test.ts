import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchClaudeProcess } from './processes.ts'

const ID = 'c8761fbe-d25b-4064-87ab-3a4b6983c28f'
const NATIVE = '/home/dev/.local/share/claude/versions/2.1.329'
const NPM = '/usr/lib/node_modules/@anthropic-ai/claude-code/bin/claude.exe'
const WINDOWS = 'C:\\Users\\dev\\.local\\bin\\claude.exe'
const NODE = '/usr/bin/node'
const SCRIPT = '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js'
const OTHER_ID = '11111111-1111-4111-8111-111111111111'
const SESSION = { role: 'session', sessionHint: undefined }
const ENGINE =
  '/Users/dev/Library/Application Support/Claude/claude-code/2.1.329/claude.app/Contents/MacOS/claude'

describe('matchClaudeProcess', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['the native build', NATIVE, ['claude']],
    ['the native build by its launcher', NATIVE, ['/home/dev/.local/bin/claude', '--model', 'opus']],
    ['a build that was replaced by an update', `${NATIVE} (deleted)`, ['claude']],
    ['the npm package, whose program ends in .exe on Linux too', NPM, ['claude']],
    ['the program of a platform package', '/opt/@anthropic-ai/claude-code-linux-x64/claude', ['claude']],
    ['Windows', WINDOWS, [WINDOWS]],
    ['the engine of the desktop app', ENGINE, [ENGINE, '--output-format', 'stream-json']],
    ['a program whose file may not be read', undefined, ['/usr/local/bin/claude']],
    ['a JavaScript build', NODE, ['node', SCRIPT]],
    ['a JavaScript build behind options of Node', NODE, ['node', '--no-warnings', SCRIPT, '--continue']],
    ['a JavaScript build by its link', NODE, ['node', '/usr/local/bin/claude', '-c']],
    ['a JavaScript build that rewrote its command line', NODE, ['claude']],
    ['the same, padded', NODE, ['claude', '', '']],
    ['a JavaScript build on bun', '/home/dev/.bun/bin/bun', ['bun', SCRIPT, '-p', 'hi']],
    ['a headless run', NATIVE, ['claude', '-p', 'fix the login bug']],
    ['a prompt', NATIVE, ['claude', 'fix the login bug']],
    ['a prompt that is a command behind an option', NATIVE, ['claude', '-p', 'doctor']],
    ['the picker of sessions', NATIVE, ['claude', '--resume']],
    ['the last session', NATIVE, ['claude', '--continue']],
    ['a session by its name', NATIVE, ['claude', '--resume', 'rate limits']],
    ['a fork, which gets an id of its own', NATIVE, ['claude', '--resume', ID, '--fork-session']],
    ['an id behind the end of the options', NATIVE, ['claude', '-p', '--', '--resume', ID]],
  ])('takes %s for a session', (_case, exe, argv) => {
    expect(matchClaudeProcess(processOf(exe, argv), undefined)).toEqual(SESSION)
  })

  it.each<[string, readonly string[]]>([
    ['--resume', ['claude', '--resume', ID]],
    ['--resume=', ['claude', `--resume=${ID}`]],
    ['-r', ['claude', '--model', 'opus', '-r', ID]],
    ['--session-id', ['claude', '--session-id', ID, '-p', 'go']],
    ['an id in capitals', ['claude', '--resume', ID.toUpperCase()]],
    ['a fork with an id of its own', ['claude', '--resume', OTHER_ID, '--fork-session', '--session-id', ID]],
  ])('takes the session that %s names as a hint', (_case, argv) => {
    expect(matchClaudeProcess(processOf(NATIVE, argv), undefined)).toEqual({ ...SESSION, sessionHint: ID })
  })

  it('takes the script that only starts the native program for a wrapper', () => {
    const script = '/usr/lib/node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs'
    const match = matchClaudeProcess(processOf(NODE, ['node', script]), undefined)
    expect(match).toEqual({ role: 'wrapper', sessionHint: undefined })
  })

  it.each<[string, string, readonly string[]]>([
    ['its built-in grep', NATIVE, ['ugrep', '-G', '--hidden', 'claude']],
    ['its built-in find', NPM, ['bfs', '-S', 'dfs', '.']],
    ['its built-in search', NATIVE, ['/usr/bin/rg', 'claude']],
    ['the daemon', NATIVE, ['claude', 'daemon', 'run', '--origin', 'transient']],
    ['the terminal of a background session', NATIVE, ['claude', 'bg-pty-host', '--bg-pty-host', '80', '24']],
    ['such a terminal by its option', NATIVE, ['claude', '--bg-pty-host', '80']],
    ['a spare for a background session', NATIVE, ['claude', 'bg-spare', '--bg-spare', '/tmp/x.sock']],
    ['a spare by its option', NATIVE, ['claude', '--bg-spare']],
    ['an MCP server', NATIVE, ['claude', 'mcp', 'serve']],
    ['the doctor', NATIVE, ['claude', 'doctor']],
    ['an update', NATIVE, ['claude', 'update']],
    ['an installation', NATIVE, ['claude', 'install', 'stable']],
    ['the settings', NATIVE, ['claude', 'config', 'list']],
    ['the list of background agents', NATIVE, ['claude', 'agents', '--json']],
    ['the setup of a token', NATIVE, ['claude', 'setup-token']],
    ['the version', NATIVE, ['claude', '--version']],
    ['the help', NATIVE, ['claude', '--help']],
    ['another command of a JavaScript build', NODE, ['node', SCRIPT, 'mcp', 'list']],
    ['the desktop app', '/Applications/Claude.app/Contents/MacOS/Claude', ['Claude']],
    [
      'a helper of the desktop app',
      '/Applications/Claude.app/Contents/Frameworks/Claude Helper.app/Contents/MacOS/Claude Helper',
      ['Claude Helper', '--type=renderer'],
    ],
    [
      'what the desktop app starts its engine by',
      '/Applications/Claude.app/Contents/Helpers/disclaimer',
      ['disclaimer', ENGINE],
    ],
    [
      'the desktop app on Windows',
      'C:\\Users\\dev\\AppData\\Local\\AnthropicClaude\\app-1.0\\claude.exe',
      ['claude.exe'],
    ],
    ['an editor on claude.md', '/usr/bin/vim', ['vim', 'claude.md']],
    ['a search for claude', '/usr/bin/grep', ['grep', '-r', 'claude']],
    ['a program in a home called claude', '/home/claude/bin/foo', ['/home/claude/bin/foo']],
    ['a script in a folder called claude', NODE, ['node', '/home/dev/claude/index.js']],
    ['a script with claude as its argument', NODE, ['node', '/usr/bin/npx', 'claude']],
    ['a program whose name begins with claude', '/usr/bin/claude-something', ['claude-something']],
    ['another file beside the versions', '/home/dev/claude/versions/notes', ['notes']],
    ['a shell that runs claude', '/usr/bin/bash', ['bash', '-c', 'claude -p go']],
    ['another assistant', '/usr/bin/codex', ['codex', 'claude']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchClaudeProcess(processOf(exe, argv), undefined)).toBeUndefined()
  })

  it('leaves a dead process and one without arguments and program alone', () => {
    expect(matchClaudeProcess({ ...processOf(NATIVE, ['claude']), zombie: true }, undefined)).toBeUndefined()
    expect(matchClaudeProcess(processOf(undefined, []), undefined)).toBeUndefined()
  })
})

describe('a child of a session', () => {
  const session = processOf(WINDOWS, [WINDOWS])

  it('belongs to it, as on Windows the built-in programs under their own name', () => {
    const search = processOf(WINDOWS, [WINDOWS, '-G', '--hidden', 'claude'])
    expect(matchClaudeProcess(search, session)).toBeUndefined()
  })

  it.each(['-p', '--print', '--resume', `--resume=${ID}`, '--session-id', `--session-id=${ID}`])(
    'is a session of its own with %s',
    (flag) => {
      expect(matchClaudeProcess(processOf(NATIVE, ['claude', flag]), session)?.role).toBe('session')
    },
  )

  it('is a session where its parent only leads to sessions, or is nothing to Claude Code', () => {
    const host = processOf(NATIVE, ['claude', 'bg-pty-host', '--bg-pty-host', '80'])
    expect(matchClaudeProcess(processOf(NATIVE, ['claude']), host)).toEqual(SESSION)
    expect(matchClaudeProcess(processOf(NATIVE, ['claude']), processOf('/usr/bin/zsh', ['zsh']))).toEqual(
      SESSION,
    )
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/claude',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

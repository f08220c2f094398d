import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchCodexProcess } from './processes.ts'
import { threadOfRollout } from './roots.ts'
import { fixturePath } from './testing/transcripts.ts'

const ID = '01a1fb87-28ec-7831-809b-20238001b12d'
const VENDOR = '/usr/lib/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex'
const APP = '/Applications/ChatGPT.app/Contents/Resources/codex'

describe('matchCodexProcess', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['the terminal', VENDOR, ['codex']],
    ['a prompt', VENDOR, ['codex', 'fix the login bug']],
    ['a prompt that begins like a command', VENDOR, ['codex', '--', 'login']],
    [
      'a prompt behind options',
      VENDOR,
      ['codex', '-m', 'gpt-5.5', '-c', 'features.daemon_auto_start=false', 'go'],
    ],
    ['an option whose value is a command', VENDOR, ['codex', '--profile', 'mcp']],
    ['exec', VENDOR, [VENDOR, 'exec', 'Sleep a bit']],
    ['exec by its short name', VENDOR, ['codex', 'e', '--json', 'go']],
    ['a review', VENDOR, ['codex', 'review', '--uncommitted']],
    ['a fork, which gets an id of its own', VENDOR, ['codex', 'fork', ID]],
    ['the picker of sessions', VENDOR, ['codex', 'resume']],
    ['the last session', VENDOR, ['codex', 'resume', '--last']],
    ['a session by name', VENDOR, ['codex', 'resume', 'rate limits']],
    ['a standalone release', '/home/dev/.codex/packages/standalone/releases/0.169.0/bin/codex', ['codex']],
    [
      'a release under its full name',
      '/opt/codex-x86_64-unknown-linux-musl',
      ['/opt/codex-x86_64-unknown-linux-musl'],
    ],
    ['a program that was updated under way', `${VENDOR} (deleted)`, ['codex']],
    [
      'Windows',
      'C:\\Users\\dev\\AppData\\Local\\Programs\\OpenAI\\Codex\\bin\\codex.exe',
      ['codex.exe', 'exec', 'go'],
    ],
    ['a program whose file may not be read', undefined, ['/usr/local/bin/codex', 'exec', 'go']],
    ['a name without a folder', 'codex', ['codex']],
  ])('takes %s for a session', (_case, exe, argv) => {
    expect(matchCodexProcess(processOf(exe, argv))).toEqual({ role: 'session', sessionHint: undefined })
  })

  it.each<[string, readonly string[]]>([
    ['resume', ['codex', 'resume', ID]],
    ['resume behind options', ['codex', '-m', 'gpt-5.5', 'resume', '-C', '/home/dev', ID]],
    ['exec resume', ['codex', 'exec', '--json', 'resume', ID, 'go on']],
  ])('takes the session that %s names as a hint', (_case, argv) => {
    expect(matchCodexProcess(processOf(VENDOR, argv))).toEqual({ role: 'session', sessionHint: ID })
  })

  it.each<[string, string, readonly string[]]>([
    ['npm', '/usr/bin/node', ['node', '/usr/local/bin/codex']],
    [
      'npm with a session',
      '/usr/bin/node',
      ['node', '/usr/lib/node_modules/@openai/codex/bin/codex.js', 'resume', ID],
    ],
    [
      'node with options',
      '/usr/bin/node',
      ['node', '--max-old-space-size=4096', '-r', 'dotenv', '/usr/bin/codex'],
    ],
    ['bun', '/home/dev/.bun/bin/bun', ['bun', '/home/dev/.bun/bin/codex', 'exec', 'go']],
    ['Windows', 'node.exe', ['node.exe', 'C:\\npm\\node_modules\\@openai\\codex\\bin\\codex.js']],
  ])('takes the launcher of %s for a wrapper', (_case, exe, argv) => {
    expect(matchCodexProcess(processOf(exe, argv))).toEqual({ role: 'wrapper', sessionHint: undefined })
  })

  it.each<[string, string, readonly string[]]>([
    ['the daemon by command', VENDOR, ['codex', 'app-server', 'daemon']],
    ['the desktop app', APP, [APP, '-c', 'features.apps=true', 'app-server', '--analytics-default-enabled']],
    [
      'the editor',
      '/home/dev/.vscode/extensions/openai.chatgpt-1/bin/linux-x86_64/codex',
      ['codex', 'app-server'],
    ],
    ['the MCP server', VENDOR, ['codex', 'mcp-server']],
  ])('takes %s for a host of many sessions', (_case, exe, argv) => {
    expect(matchCodexProcess(processOf(exe, argv))).toEqual({ role: 'host', sessionHint: undefined })
  })

  it('takes the daemon that windows start for a host that goes on when they are closed', () => {
    const argv = ['codex', 'app-server', '--listen', 'unix:///run/codex.sock', '--managed-daemon']
    const host = { role: 'host', sessionHint: undefined, outlivesWindows: true }
    expect(matchCodexProcess(processOf(VENDOR, argv))).toEqual(host)
  })

  it.each<[string, string, readonly string[]]>([
    ['the watcher of updates', VENDOR, ['codex', 'app-server', 'daemon', 'pid-update-loop']],
    ['the start of the daemon', VENDOR, ['codex', 'app-server', 'daemon', 'start']],
    ['the bindings', VENDOR, ['codex', 'app-server', 'generate-ts', '--out', '/tmp/x']],
    ['the settings of MCP', VENDOR, ['codex', 'mcp', 'list']],
    ['the settings of MCP behind options', VENDOR, ['codex', '-c', 'a=b', 'mcp', 'add']],
    ['the sign-in', VENDOR, ['codex', 'login']],
    ['debugging', VENDOR, ['codex', 'debug', 'models']],
    ['completion', VENDOR, ['codex', 'completion', 'zsh']],
    ['apply', VENDOR, ['codex', 'apply', 'task_1']],
    ['the sandbox', VENDOR, ['codex', 'sandbox', 'linux', 'ls']],
    ['the version', VENDOR, ['codex', '--version']],
    ['the help of a command', VENDOR, ['codex', 'exec', '--help']],
    ['a launcher of another command', '/usr/bin/node', ['node', '/usr/local/bin/codex', 'login']],
    ['the code mode', '/opt/codex/codex-code-mode-host', ['codex-code-mode-host']],
    ['bubblewrap', '/usr/bin/bwrap', ['bwrap', '--ro-bind', '/', '/', 'codex']],
    ['the program as a sandbox', VENDOR, ['codex-linux-sandbox', 'ls']],
    [
      'the program as a patch tool',
      VENDOR,
      ['/home/dev/.codex/tmp/path2/codex-arg0x/apply_patch', '*** Begin Patch'],
    ],
    [
      'the program as a patch tool by flag',
      VENDOR,
      ['codex', '--codex-run-as-apply-patch', '*** Begin Patch'],
    ],
    ['the desktop app itself', '/Applications/Codex.app/Contents/MacOS/Codex', ['Codex']],
    ['an editor on codex.md', '/usr/bin/vim', ['vim', 'codex.md']],
    ['a program in a folder called codex', '/home/dev/codex/bin/server', ['/home/dev/codex/bin/server']],
    ['a script in a folder called codex', '/usr/bin/node', ['node', '/home/dev/codex/index.js']],
    ['a script with codex as its argument', '/usr/bin/node', ['node', '/usr/bin/npx', 'codex']],
    ['a search for codex', '/usr/bin/grep', ['grep', '-r', 'codex']],
    ['a shell that runs codex', '/usr/bin/bash', ['bash', '-c', 'codex exec go']],
    ['another assistant', '/usr/bin/claude', ['claude', 'codex']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchCodexProcess(processOf(exe, argv))).toBeUndefined()
  })

  it('leaves a dead process and one without arguments alone', () => {
    expect(matchCodexProcess({ ...processOf(VENDOR, ['codex']), zombie: true })).toBeUndefined()
    expect(matchCodexProcess(processOf(VENDOR, []))).toBeUndefined()
  })
})

describe('the recorded tree of `codex exec`', () => {
  const tree = recordedTree(readFileSync(fixturePath('real/slow-bash/proc.txt'), 'utf8'))

  it('has one session, and it is the native program', () => {
    const matches = tree.flatMap(({ exe, argv }) => matchCodexProcess(processOf(exe, argv)) ?? [])
    expect(tree.map(({ exe }) => exe.split('/').at(-1))).toEqual(['timeout', 'codex', 'bash', 'sleep'])
    expect(matches).toEqual([{ role: 'session', sessionHint: undefined }])
  })

  it('shows the session by the rollout that the program keeps open', () => {
    expect(tree.map(({ files }) => files.flatMap((file) => threadOfRollout(file) ?? []))).toEqual([
      [],
      [ID],
      [],
      [],
    ])
  })
})

interface RecordedProcess {
  readonly exe: string
  readonly argv: readonly string[]
  readonly files: readonly string[]
}

/** A process takes four lines: its ids, `argv=` in JSON, `cwd= exe=`, and `files=` that it keeps open. */
function recordedTree(text: string): readonly RecordedProcess[] {
  return text.split(/^ *pid=/m).flatMap((block) => {
    const argv = /argv=(\[.*\])/.exec(block)?.[1]
    if (argv === undefined) return []
    const exe = /exe=(.*)/.exec(block)?.[1] ?? ''
    const files = (/files=(.*)/.exec(block)?.[1] ?? '').split(' ')
    return [{ exe, argv: z.array(z.string()).parse(JSON.parse(argv)), files }]
  })
}

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/codex',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

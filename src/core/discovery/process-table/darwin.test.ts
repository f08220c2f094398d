import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Clock, Logger } from '../../ports.ts'
import { createDarwinProcessTable, type DarwinTools } from './darwin.ts'
import type { ProgramResult, RunProgram } from './run-program.ts'
import { runProgram } from './run-program.ts'

const clock: Clock = { now: () => new Date(), monotonicMs: () => 0 }
const noLogger: Logger = { debug: () => undefined, warn: () => undefined, error: () => undefined }
const started = 'Fri Nov 20 10:00:00 2026'
const ps = (...lines: readonly string[]): ProgramResult => ({ exitCode: 0, stdout: `${lines.join('\n')}\n` })
const isClaude = (process: { readonly argv: readonly string[] }) => process.argv[0] === 'claude'

function toolsAnswering(
  answers: Readonly<Record<string, () => ProgramResult>>,
): DarwinTools & { calls: string[][] } {
  const calls: string[][] = []
  const run: RunProgram = async (path, args) => {
    calls.push([path, ...args])
    const answer = answers[path]
    if (!answer) throw new Error(`${path} cannot be run`)
    return answer()
  }
  return { ps: 'ps', lsof: 'lsof', run, userId: 501, calls }
}

describe('a scan on macOS', () => {
  it('tells what ps tells, and asks for the folders of assistants only once', async () => {
    const tools = toolsAnswering({
      ps: () =>
        ps(
          ` 10 1 501 S 100 0:01.50 ${started} claude -p a: b`,
          ` 11 10 501 S 5 0:00.00 ${started} /bin/sh -c ls`,
        ),
      lsof: () => ({ exitCode: 0, stdout: 'p10\nfcwd\nn/Users/dev/app\n' }),
    })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    const { processes, unreadable } = await table.snapshot()
    expect(unreadable).toBe(0)
    expect(processes).toEqual([
      {
        pid: 10,
        parentPid: 1,
        exe: undefined,
        argv: ['claude', '-p', 'a:', 'b'],
        cwd: '/Users/dev/app',
        startedAt: new Date('2026-11-20T10:00:00Z'),
        startToken: started,
        zombie: false,
        inContainer: false,
        cpuSeconds: 1.5,
        residentBytes: 102_400,
      },
      expect.objectContaining({ pid: 11, exe: '/bin/sh', argv: ['/bin/sh', '-c', 'ls'], cwd: undefined }),
    ])
    expect((await table.snapshot()).processes[0]?.cwd).toBe('/Users/dev/app')
    expect(tools.calls.filter(([path]) => path === 'lsof')).toEqual([
      ['lsof', '-w', '-a', '-d', 'cwd', '-p', '10', '-F', 'pfn'],
    ])
  })

  it('asks again for the new owner of a reused pid', async () => {
    let start = started
    const tools = toolsAnswering({
      ps: () => ps(` 10 1 501 S 100 0:00.00 ${start} claude`),
      lsof: () => ({ exitCode: 0, stdout: `p10\nfcwd\nn/${start === started ? 'old' : 'new'}\n` }),
    })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    await table.snapshot()
    start = 'Fri Nov 20 11:00:00 2026'
    expect((await table.snapshot()).processes[0]?.cwd).toBe('/new')
  })

  it('counts processes of other users and lists zombies without arguments', async () => {
    const tools = toolsAnswering({
      ps: () =>
        ps(` 1 0 0 S 9 0:00.00 ${started} /sbin/launchd`, ` 10 1 501 Z 0 0:00.00 ${started} <defunct>`),
    })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    const { processes, unreadable } = await table.snapshot()
    expect(unreadable).toBe(1)
    expect(processes).toEqual([expect.objectContaining({ pid: 10, zombie: true, argv: [], exe: undefined })])
  })

  it('goes on without folders when lsof fails, and says so', async () => {
    const warnings: string[] = []
    const logger: Logger = { ...noLogger, warn: (message) => warnings.push(message) }
    const tools = toolsAnswering({ ps: () => ps(` 10 1 501 S 9 0:00.00 ${started} claude`) })
    const table = createDarwinProcessTable({ clock, logger, isAssistant: isClaude, tools })
    expect((await table.snapshot()).processes[0]?.cwd).toBeUndefined()
    await table.snapshot()
    expect(warnings).toEqual(['The working folders of processes are not known.'])
  })

  it.each([
    ['says nothing', { exitCode: 0, stdout: '' }],
    ['fails', { exitCode: 1, stdout: ` 10 1 501 S 9 0:00.00 ${started} claude\n` }],
  ])('does not give an empty or partial list when ps %s', async (_, result) => {
    const tools = toolsAnswering({ ps: () => result })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    await expect(table.snapshot()).rejects.toThrow('listed no process')
  })

  it('names open files, but not what is only mapped or has no path', async () => {
    const stdout =
      'p10\nfcwd\nn/Users/dev\nftxt\nn/bin/codex\nf3\nn/x/rollout-a.jsonl\nf4\nn->0xdeadbeef\nf5u\nn/x/b\n'
    const tools = toolsAnswering({ lsof: () => ({ exitCode: 0, stdout }) })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    expect(await table.openFiles(10)).toEqual(['/x/rollout-a.jsonl', '/x/b'])
  })

  it('knows no open files of a process that lsof does not show', async () => {
    const tools = toolsAnswering({ lsof: () => ({ exitCode: 1, stdout: '' }) })
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant: isClaude, tools })
    expect(await table.openFiles(10)).toBeUndefined()
  })
})

function pathOf(program: string): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : undefined
}

// The ps of Linux understands the same columns, so the call and the reading of its answer can be tried there.
describe.runIf(process.platform !== 'win32' && pathOf('ps'))('a scan with the ps of this system', () => {
  it('finds this process and one whose path has spaces', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'real-ps-')))
    const program = join(folder, 'Application Support', 'sleep')
    mkdirSync(join(folder, 'Application Support'))
    copyFileSync('/bin/sleep', program)
    chmodSync(program, 0o755)
    const child = spawn(program, ['60'], { stdio: 'ignore', cwd: folder })
    await new Promise((resolve) => {
      child.once('spawn', () => resolve(undefined))
    })
    const tools = {
      ps: pathOf('ps') ?? '',
      lsof: pathOf('lsof') ?? '',
      run: runProgram,
      userId: process.getuid?.(),
    }
    const isAssistant = ({ pid }: { readonly pid: number }) => tools.lsof !== '' && pid === child.pid
    const table = createDarwinProcessTable({ clock, logger: noLogger, isAssistant, tools })
    const { processes } = await table.snapshot()
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
    const own = processes.find(({ pid }) => pid === process.pid)
    expect(own?.parentPid).toBe(process.ppid)
    expect(Math.abs(Date.now() - (own?.startedAt?.getTime() ?? 0) - process.uptime() * 1000)).toBeLessThan(
      3_000,
    )
    expect(processes.find(({ pid }) => pid === child.pid)).toMatchObject({
      parentPid: process.pid,
      exe: program,
      argv: [program, '60'],
      cwd: tools.lsof === '' ? undefined : folder,
    })
  })
})

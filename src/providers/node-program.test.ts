import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../shared/domain/process.ts'
import { commandLine, isRelaunched, nodeProgram } from './node-program.ts'

function process(exe: string | undefined, ...argv: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: undefined,
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

describe('the script that a process runs', () => {
  it('stands behind the options of Node and their values', () => {
    const program = nodeProgram(
      process('/usr/bin/node', 'node', '-r', 'x.js', '--max-old-space-size=1', 'a.js', '-v'),
    )
    expect(program).toEqual({ script: 'a.js', args: ['-v'], hasLargeHeap: true })
  })

  it('is that of a program whose file may not be read, by its name', () => {
    expect(nodeProgram(process(undefined, 'C:\\node\\node.exe', 'a.js'))?.script).toBe('a.js')
  })

  it.each([
    process('/usr/bin/vim', 'node', 'a.js'),
    process('/usr/bin/node', 'node', '-e', 'a.js'),
    process('/usr/bin/node', 'node'),
    process('/usr/bin/node'),
    { ...process('/usr/bin/node', 'node', 'a.js'), zombie: true },
  ])('is none for %j', (other) => {
    expect(nodeProgram(other)).toBeUndefined()
  })

  it('was started anew by a run of itself, and not by another', () => {
    const program = { script: 'a.js', args: [], hasLargeHeap: false }
    expect(isRelaunched(program, process('/usr/bin/node', 'node', 'a.js'))).toBe(true)
    expect(isRelaunched(program, process('/usr/bin/node', 'node', 'b.js'))).toBe(false)
    expect(isRelaunched(program, undefined)).toBe(false)
    expect(isRelaunched({ ...program, hasLargeHeap: true }, undefined)).toBe(true)
  })
})

describe('a command line', () => {
  const line = commandLine(['fix', '-m', 'mcp', '--resume=x', '-y', 'it', '--', '--help'], new Set(['-m']))

  it('has words, which are no values of options', () => {
    expect(line.words).toEqual(['fix', 'it', '--help'])
  })

  it('has options and their values', () => {
    expect(line.value('-r', '--resume')).toBe('x')
    expect(line.value('-m')).toBe('mcp')
    expect([line.has('-y'), line.has('--help'), line.value('-z')]).toEqual([true, false, undefined])
  })
})

import { describe, expect, it } from 'vitest'
import { splitJoinedArguments, splitWindowsCommandLine } from './split-command-line.ts'

describe('splitJoinedArguments', () => {
  const claude =
    '/Users/x/Library/Application Support/Claude/claude-code/2.1.329/claude.app/Contents/MacOS/claude'
  const files = new Set([claude, '/usr/local/bin/node', '/opt/two  spaces/codex'])
  const isFile = (path: string) => files.has(path)

  it.each([
    ['claude --resume abc', ['claude', '--resume', 'abc']],
    ['/usr/local/bin/node /x/bin/gemini fix: it', ['/usr/local/bin/node', '/x/bin/gemini', 'fix:', 'it']],
    [`${claude} --session-id abc`, [claude, '--session-id', 'abc']],
    [claude, [claude]],
    ['/opt/two  spaces/codex  exec', ['/opt/two  spaces/codex', 'exec']],
    ['/gone/with space -p', ['/gone/with', 'space', '-p']],
    ['', []],
  ])('splits %j', (command, args) => {
    expect(splitJoinedArguments(command, isFile)).toEqual(args)
  })
})

describe('splitWindowsCommandLine', () => {
  it.each([
    ['claude.exe', ['claude.exe']],
    [
      String.raw`"C:\Program Files\nodejs\node.exe" cli.js -p`,
      [String.raw`C:\Program Files\nodejs\node.exe`, 'cli.js', '-p'],
    ],
    [String.raw`node "a b"  "c"`, ['node', 'a b', 'c']],
    [String.raw`node "say \"hi\""`, ['node', 'say "hi"']],
    [String.raw`node C:\a\b\ "C:\a b\\" x`, ['node', 'C:\\a\\b\\', 'C:\\a b\\', 'x']],
    [String.raw`node a\\\"b`, ['node', String.raw`a\"b`]],
    ['node "" x', ['node', '', 'x']],
    ['node\t"tab\there"', ['node', 'tab\there']],
    ['node "never closed x', ['node', 'never closed x']],
    ['', []],
    ['  ', []],
  ])('splits %j', (commandLine, args) => {
    expect(splitWindowsCommandLine(commandLine)).toEqual(args)
  })
})

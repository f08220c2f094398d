import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { shellWords } from './shell-words.ts'

const words = [
  'plain-word.txt',
  '',
  'two words',
  "it's",
  '$HOME `id` \\ "x"',
  'two\nlines',
  'tab\tand\u001b[2J',
  'ümlaut 日本 🎉',
  '\u202ereversed\u{e0001}',
]

it.runIf(existsSync('/bin/bash'))('words come back from a shell as they were', () => {
  const { stdout } = spawnSync('/bin/bash', ['-c', String.raw`printf '%s\0' ` + shellWords(words)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  })
  expect(stdout.split('\0').slice(0, -1)).toEqual(words)
})

it('words stand on one line that steers no terminal', () => {
  expect(shellWords(words)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
})

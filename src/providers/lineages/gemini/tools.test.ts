import { describe, expect, it } from 'vitest'
import { blockOf } from './failures.ts'
import { outcomeOf, touchedFile } from './tools.ts'

describe('a tool call', () => {
  it.each([
    ['success', 'ok'],
    ['error', 'error'],
    ['cancelled', 'rejected'],
    ['awaiting_approval', undefined],
    [undefined, undefined],
  ] as const)('with the status %s is %s', (status, outcome) => {
    expect(outcomeOf(status)).toBe(outcome)
  })

  it.each([
    ['read_file', { absolute_path: '/a/b.ts' }, '/w', { path: '/a/b.ts', access: 'read' }],
    ['write_file', { file_path: 'b.ts' }, '/w', { path: '/w/b.ts', access: 'write' }],
    ['replace', { file_path: 'b.ts' }, 'C:\\w', { path: 'C:\\w\\b.ts', access: 'write' }],
    ['edit', { file_path: 'D:\\b.ts' }, 'C:\\w', { path: 'D:\\b.ts', access: 'write' }],
    ['edit', { path: 'b.ts' }, undefined, { path: 'b.ts', access: 'write' }],
    ['run_shell_command', { path: 'b.ts' }, '/w', undefined],
    ['read_file', { file_path: 7 }, '/w', undefined],
  ])('of %s with %j touches a file', (name, args, cwd, touched) => {
    expect(touchedFile(name, args, cwd)).toEqual(touched)
  })
})

describe('a failure', () => {
  it('needs a person when the quota is used up or nobody is signed in, not when it passes', () => {
    expect(blockOf(429, 'You exceeded your current quota')).toBe('quota')
    expect(blockOf(401, '')).toBe('signed-out')
    expect(blockOf(429, 'Too many requests')).toBeUndefined()
  })
})

import { expect, it } from 'vitest'
import { commandOfThisRun, startArguments } from './start-arguments.ts'

it('a start may name the session to show, and a link names nothing', () => {
  expect(startArguments(['app', '--show-session=codex:1', '--hidden'])).toEqual({
    hidden: true,
    demo: false,
    verbose: false,
    sessionId: 'codex:1',
  })
  expect(startArguments(['app', 'llm-session-manager://--show-session=codex:1']).sessionId).toBeUndefined()
  expect(startArguments(['app', '--show-session=']).sessionId).toBeUndefined()
})

it('the command of a run leaves out what was only for its start', () => {
  const argv = ['electron', '/app', '--demo', '--hidden', '--show-session=x', 'llm-session-manager://a']
  expect(commandOfThisRun('/bin/electron', ['--flag'], argv)).toEqual([
    '/bin/electron',
    '--flag',
    '/app',
    '--demo',
  ])
})

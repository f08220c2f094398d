import { expect, it } from 'vitest'
import type { ConversationMessage } from '../../../shared/contract/index.ts'
import { messageLanguage } from './message-language.ts'

type Tool = NonNullable<ConversationMessage['tool']>

const tool = (access: Tool['access'], target: string | null): Tool => ({
  name: 'Tool',
  access,
  target,
  counterpart: null,
})

it('a call is JSON, or the command that it runs', () => {
  expect(messageLanguage({ kind: 'tool-call', text: ' {"a": 1}', tool: tool('other', null) })).toBe('json')
  expect(messageLanguage({ kind: 'tool-call', text: 'ls -l', tool: tool('command', 'ls -l') })).toBe('shell')
  expect(messageLanguage({ kind: 'tool-call', text: 'go on', tool: tool('other', null) })).toBe('')
})

it('a result is in the language of the file that it shows', () => {
  const languageOf = (path: string | null) =>
    messageLanguage({ kind: 'tool-result', text: 'x', tool: tool('read', path) })
  expect(['src/a.test.ts', 'C:\\work\\a.PY', 'deploy/Dockerfile', null].map(languageOf)).toEqual([
    'ts',
    'PY',
    'Dockerfile',
    '',
  ])
})

it('what a command printed has no language, and neither has what is no tool', () => {
  expect(messageLanguage({ kind: 'tool-result', text: 'x', tool: tool('command', 'cat a.ts') })).toBe('')
  expect(messageLanguage({ kind: 'thinking', text: '{', tool: null })).toBe('')
})

import { describe, expect, it } from 'vitest'
import { conversation } from '../../providers/claude-code/conversation.ts'
import { openQuestion } from './open-question.ts'

const call = (id: string, name: string, input: object) =>
  JSON.stringify({
    type: 'assistant',
    uuid: `u${id}`,
    message: { id: `m${id}`, role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
  })
const result = (id: string) =>
  JSON.stringify({
    type: 'user',
    message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x' }] },
  })
const { lines } = conversation
const asked = (...transcript: readonly string[]) => lines && openQuestion(transcript, lines)

describe('the question of a waiting session', () => {
  it('is the call that has no result', () => {
    expect(
      asked(
        call('1', 'Bash', { command: 'ls' }),
        result('1'),
        call('2', 'Bash', { command: 'rm -rf build' }),
      ),
    ).toBe('Permission for Bash: rm -rf build')
  })

  it('is the first of several calls: that one is asked for first', () => {
    expect(asked(call('1', 'Edit', { file_path: '/a' }), call('2', 'Bash', { command: 'ls' }))).toBe(
      'Permission for Edit: /a',
    )
  })

  it('is what a tool asks the person', () => {
    const input = { questions: [{ question: 'Which database?', options: [] }] }
    expect(asked(call('1', 'AskUserQuestion', input))).toBe('Which database?')
  })

  it('is not known where every call has its result, the person went on, or a line is cut', () => {
    expect(asked(call('1', 'Bash', { command: 'ls' }), result('1'))).toBeUndefined()
    expect(asked('t","content":[{"type":"tool_use"', '{}')).toBeUndefined()
    const prompt = JSON.stringify({ type: 'user', message: { role: 'user', content: 'never mind' } })
    expect(asked(call('1', 'Bash', { command: 'ls' }), prompt)).toBeUndefined()
  })
})

import { expect, it } from 'vitest'
import { conversation } from './conversation.ts'
import { chatStore } from './documents.ts'
import { type StoreContent, withStore } from './testing/store.ts'

function saidIn(content: StoreContent) {
  return withStore(content, (file) => {
    const [session] = chatStore.sessions(file)
    if (!session) throw new Error('no chat')
    return conversation.document?.(file, session) ?? []
  })
}

it('tells what a person asked apart from what Cursor puts around it', () => {
  const asked = '<user_info>\nlinux\n</user_info>\n<user_query>\nfix it\n</user_query>'
  const messages = [
    { role: 'user', content: asked },
    { role: 'user', content: '<notice>\nnothing\n</notice>' },
    { role: 'user', content: [{ type: 'text', text: 'and this' }] },
  ]
  expect(saidIn({ messages }).map(({ kind, text }) => [kind, text])).toEqual([
    ['note', '<user_info>\nlinux\n</user_info>'],
    ['prompt', 'fix it'],
    ['note', '<notice>\nnothing\n</notice>'],
    ['prompt', 'and this'],
  ])
})

it('tells calls with their results, the model that it names, and how full the context is', () => {
  const options = { providerOptions: { cursor: { modelName: 'gpt-x' } } }
  const edit = { path: 'a.ts', old_string: 'Teh', new_string: 'The' }
  const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'StrReplace', args: edit, ...options }
  const result = { type: 'tool-result', toolCallId: 'c1', result: 'no such text', isError: true }
  const messages = [
    { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm.' }, call] },
    { role: 'tool', content: [result] },
    { role: 'assistant', content: [{ type: 'text', text: 'It failed.' }] },
  ]
  const said = saidIn({ messages, gauge: [500, 1000] })
  expect(said).toMatchObject([
    { kind: 'thinking', text: 'Hm.' },
    {
      kind: 'tool-call',
      model: 'gpt-x',
      tool: { callId: 'c1', name: 'StrReplace', access: 'write', target: 'a.ts' },
    },
    { kind: 'tool-result', text: 'no such text', tool: { callId: 'c1' }, outcome: 'error' },
    { kind: 'answer', text: 'It failed.', contextUsed: 500, contextLimit: 1000 },
  ])
  expect(said.some(({ at, usage }) => at !== undefined || usage !== undefined)).toBe(false)
})

it('goes on behind a message that is damaged', () => {
  const messages = ['not JSON', '[]', { role: 'user', content: 'fix it' }]
  expect(saidIn({ messages }).map(({ kind }) => kind)).toEqual(['prompt'])
})

import { describe, expect, it } from 'vitest'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { type Recording, recordingSink } from '../testing/recording-sink.ts'
import { chatStore } from './documents.ts'
import { BEGIN, CHAT_ID, type StoreContent, withStore } from './testing/store.ts'

const WRITTEN = Date.parse('2026-11-21T09:30:00.000Z')
const ask = (text: string) => ({
  role: 'user',
  content: `<user_info>\nOS\n</user_info>\n<user_query>\n${text}\n</user_query>`,
})
const call = (toolName: string, args: object, toolCallId = 't1') => ({
  id: '1',
  role: 'assistant',
  content: [
    { type: 'reasoning', text: 'Hm', providerOptions: { cursor: { modelName: 'gpt-5.5-high' } } },
    { type: 'tool-call', toolCallId, toolName, args },
  ],
})
const result = (more: object = {}, toolCallId = 't1') => ({
  role: 'tool',
  content: [{ type: 'tool-result', toolCallId, toolName: 'Read', result: 'x', ...more }],
})
const answer = { id: '1', role: 'assistant', content: [{ type: 'text', text: 'Done.' }] }

function read(content: StoreContent): Recording & { readonly outcomes: unknown } {
  return withStore(content, (file) => {
    const [session] = chatStore.sessions(file)
    if (!session) throw new Error('no chat')
    const { sink, recording } = recordingSink()
    const outcomes = chatStore.read(file, session, sink)
    expect(complaintsAbout(recording.calls)).toEqual([])
    return Object.assign(recording, { outcomes })
  })
}

const sessionsIn = (content: StoreContent) => withStore(content, (file) => chatStore.sessions(file))

describe('a store', () => {
  it('holds one chat, which is the folder of its name', () => {
    expect(sessionsIn({ messages: [ask('Go')] })).toMatchObject([
      { sessionId: CHAT_ID, subagentOf: undefined },
    ])
  })

  it('holds none before anything was said, and none that is a sub-agent’s', () => {
    expect(sessionsIn({ record: { latestRootBlobId: '' } })).toEqual([])
    expect(
      sessionsIn({ messages: [ask('Go')], beside: { isSubagent: true, hasConversation: true } }),
    ).toEqual([])
  })

  it.each([{ agentId: undefined }, { agentId: 7 }])(
    'is refused where its record is another one: %j',
    (record) => {
      expect(() => sessionsIn({ record })).toThrow('no record of a chat')
    },
  )

  it('changes with what was said, and with what the file beside it says', () => {
    const stampOf = (content: StoreContent) => sessionsIn(content)[0]?.stamp
    const first = stampOf({ messages: [ask('Go')] })
    expect(stampOf({ messages: [ask('Go')] })).toBe(first)
    expect(stampOf({ messages: [ask('Go'), answer] })).not.toBe(first)
    expect(stampOf({ messages: [ask('Go')], beside: { title: 'Go on' } })).not.toBe(first)
  })

  it('is still told where the state that it names is missing', () => {
    const told = read({ record: { latestRootBlobId: 'deadbeef', name: 'Test' } })
    expect(told.outcomes).toEqual({ used: 0, ignored: 0, unknown: 0, malformed: 1 })
    expect(told.of('title')).toEqual([['assistant', 'Test']])
  })
})

describe('a chat', () => {
  it('is as old as its record says, and as its files', () => {
    const told = read({ messages: [ask('Go')] })
    expect(told.of('born')).toEqual([[BEGIN]])
    expect(told.of('seen')).toEqual([[BEGIN], [WRITTEN]])
    expect(read({ beside: { updatedAtMs: BEGIN + 1 } }).of('seen')).toEqual([[BEGIN], [BEGIN + 1]])
  })

  it('has a title and a folder from the file beside it, else from the store', () => {
    const beside = { title: 'Fix it', cwd: '/home/dev/app' }
    const both = read({ record: { name: 'Other' }, workspace: 'file:///srv/x', beside })
    expect(both.of('title')).toEqual([['assistant', 'Fix it']])
    expect(both.of('workingDirectory')).toEqual([['/home/dev/app']])
    const alone = read({ record: { name: 'Other' }, workspace: 'file:///srv/a%20b' })
    expect(alone.of('title')).toEqual([['assistant', 'Other']])
    expect(alone.of('workingDirectory')).toEqual([['/srv/a b']])
  })

  it('has no title before it was given one', () => {
    expect(read({ messages: [ask('Go')] }).of('title')).toEqual([])
  })

  it('has the prompts that the person typed, and no words of Cursor’s own', () => {
    const notice = { role: 'user', content: '<system_reminder>Be brief</system_reminder>' }
    const plain = { role: 'user', content: [{ type: 'text', text: 'Go on' }] }
    const told = read({
      messages: [{ role: 'system', content: 'You' }, notice, ask('Go'), answer, plain],
    })
    expect(told.of('prompt')).toEqual([
      ['Go', BEGIN],
      ['Go on', WRITTEN],
    ])
    expect(told.outcomes).toEqual({ used: 3, ignored: 2, unknown: 0, malformed: 0 })
  })

  it('has the model that answered, and the one that was chosen last', () => {
    const messages = [ask('Go'), call('Read', {})]
    expect(read({ messages, record: { lastUsedModel: 'gpt-5.5-high' } }).of('model')).toEqual([
      ['gpt-5.5-high'],
    ])
    expect(read({ messages, record: { lastUsedModel: 'auto' } }).of('model')).toEqual([
      ['gpt-5.5-high'],
      ['auto'],
    ])
  })

  it('tells no usage, and how full its context is', () => {
    const recording = read({ messages: [ask('Go'), answer], gauge: [28_484, 200_000] })
    expect(recording.responses.size).toBe(0)
    expect(recording.of('usageIncomplete')).toHaveLength(1)
    expect(recording.of('context')).toEqual([[28_484, WRITTEN]])
    expect(recording.of('contextWindow')).toEqual([[200_000]])
  })

  it.each([[[0, 200_000]], [[5, 4]], [[5, 2_000_000_000]]] as const)(
    'has no gauge where that is %j',
    (gauge) => {
      const told = read({ messages: [ask('Go')], gauge })
      expect([...told.of('context'), ...told.of('contextWindow')]).toEqual([])
    },
  )
})

describe('the phase of a chat', () => {
  it.each<[string, readonly unknown[], string | undefined]>([
    ['nothing', [], undefined],
    ['a prompt', [ask('Go')], 'model-working'],
    ['a call', [ask('Go'), call('Shell', {})], 'tool-running'],
    ['a result', [ask('Go'), call('Shell', {}), result()], 'model-working'],
    ['one result of two', [ask('Go'), call('Shell', {}), call('Shell', {}, 't2'), result()], 'tool-running'],
    ['an answer', [ask('Go'), call('Shell', {}), result(), answer], 'done'],
    ['a prompt in place of a result', [ask('Go'), call('Shell', {}), ask('No'), answer], 'done'],
  ])('after %s', (_what, messages, phase) => {
    expect(read({ messages }).lastPhase).toBe(phase)
  })
})

describe('tools', () => {
  it('name the files that they read and wrote, if they did', () => {
    const recording = read({
      messages: [
        ask('Go'),
        call('Read', { path: '/home/dev/app/a.ts' }),
        result(),
        call('StrReplace', { path: 'b.ts' }),
        result(),
        call('Write', { path: 'c.ts' }),
        result({ isError: true }),
        call('Shell', { command: 'rm d.ts' }),
        result(),
      ],
      beside: { cwd: '/home/dev/app' },
    })
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/a.ts', 'read'],
      ['/home/dev/app/b.ts', 'write'],
    ])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'ok', 'error', 'ok'])
  })
})

describe('messages', () => {
  it('are counted by what became of them', () => {
    const messages = [ask('Go'), '{"role":', { role: 'critic' }, result({ type: 'x' })]
    expect(read({ messages }).outcomes).toEqual({ used: 1, ignored: 1, unknown: 1, malformed: 1 })
  })
})

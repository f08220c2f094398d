import { describe, expect, it } from 'vitest'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { chatFile } from './documents.ts'
import { BEGIN, chatFileOf, readChat, readFile, tool, WRITTEN_AT } from './testing/chat.ts'

const MINUTE = 60_000
const stampOf = (content: string) => chatFile.sessions(chatFileOf(content))[0]?.stamp

describe('a file of the editor', () => {
  it('holds no session before anything was asked', () => {
    const empty = { version: 3, sessionId: 'chat-1', creationDate: BEGIN, requests: [] }
    expect(chatFile.sessions(chatFileOf(JSON.stringify(empty)))).toEqual([])
    const journal = chatFileOf(`${JSON.stringify({ kind: 0, v: empty })}\n`, 'w/chatSessions/a.jsonl')
    expect(chatFile.sessions(journal)).toEqual([])
  })

  it('holds one session, with the id that the file is called by', () => {
    const [session] = chatFile.sessions(chatFileOf('{"requests":[{"message":"Do it"}]}'))
    expect(session).toMatchObject({ sessionId: 'chat-1', subagentOf: undefined })
  })

  it('has a stamp that changes with every change, and with nothing else', () => {
    const before = '{"requests":[{"message":"Do it"}],"customTitle":"a"}'
    expect(stampOf(before)).toBe(stampOf(before))
    expect(stampOf(before.replace('"a"', '"b"'))).not.toBe(stampOf(before))
  })

  it.each(['', 'SQLite format 3\0', '[1]'])('is refused where it is none: %j', (content) => {
    expect(() => chatFile.sessions(chatFileOf(content))).toThrow('no chat of the editor')
  })

  it('is refused where it was cut short, without a word of what was said in it', () => {
    const cut = chatFileOf('{"requests":[{"message":"a secret plan"}')
    expect(() => readFile(cut)).toThrow(/^it is no JSON object$/)
  })

  it('is a journal by its name', () => {
    const lines = [
      { kind: 0, v: { requests: [] } },
      { kind: 2, k: ['requests'], v: [{ message: 'one' }, 'junk'] },
      { kind: 9 },
      { kind: 1, k: ['nowhere', 'at', 'all'], v: 1 },
    ]
    const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const { recording, outcomes } = readFile(chatFileOf(content, 'w/chatSessions/a.jsonl'))
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['one'])
    expect(outcomes).toEqual({ used: 1, ignored: 0, unknown: 1, malformed: 2 })
  })
})

describe('the state of a chat', () => {
  const canceled = { errorDetails: { message: 'Canceled', code: 'canceled' } }
  const failed = { errorDetails: { message: 'Sorry, no response was returned.' } }
  const openTool = tool({ isComplete: false })

  it.each<[string, Record<string, unknown>, string]>([
    ['pending', { modelState: { value: 0 } }, 'model-working'],
    ['pending with a tool at work', { modelState: { value: 0 }, response: [openTool] }, 'tool-running'],
    ['pending with a tool that is done', { modelState: { value: 0 }, response: [tool({})] }, 'model-working'],
    ['complete', { modelState: { value: 1, completedAt: BEGIN } }, 'done'],
    ['complete, with a request that was stopped', { result: canceled }, 'interrupted'],
    ['cancelled', { modelState: { value: 2 } }, 'interrupted'],
    ['cancelled, with an error that says so', { modelState: { value: 2 }, result: failed }, 'interrupted'],
    ['failed', { modelState: { value: 3 }, result: failed }, 'failed'],
    ['in need of input', { modelState: { value: 4 } }, 'tool-running'],
    ['not told, with an answer', { modelState: undefined }, 'done'],
    ['not told, without an answer', { modelState: undefined, response: [] }, 'model-working'],
    ['not told, stopped', { modelState: undefined, isCanceled: true }, 'interrupted'],
    ['not told, with an error', { modelState: undefined, result: failed }, 'failed'],
    ['of a later version', { modelState: { value: 7 } }, 'done'],
  ])('whose last turn is %s', (state, turn, phase) => {
    const { recording, outcomes } = readChat([{}, turn])
    expect(recording.lastPhase).toBe(phase)
    expect(recording.of('interruption')).toHaveLength(phase === 'interrupted' ? 1 : 0)
    expect(recording.errors).toHaveLength(phase === 'failed' ? 1 : 0)
    expect(outcomes.unknown).toBe(state === 'of a later version' ? 1 : 0)
    expect(complaintsAbout(recording.calls)).toEqual([])
  })

  it('lasts until the file was written, where the last turn is open', () => {
    const open = { modelState: { value: 0 } }
    expect(readChat([{}, open]).recording.of('phase').at(-1)).toEqual(['model-working', WRITTEN_AT])
    expect(readChat([open, {}]).recording.of('phase')).toEqual([
      ['model-working', BEGIN],
      ['done', BEGIN + MINUTE],
    ])
  })

  it('is not that of a turn that the person took back', () => {
    const undone = { modelState: { value: 0 }, shouldBeRemovedOnSend: { requestId: 'turn-1' } }
    expect(readChat([{}, undone]).recording.lastPhase).toBe('done')
  })

  it('has the words of an error, and says when a quota is used up', () => {
    const quota = { errorDetails: { message: 'You have exceeded your quota', isQuotaExceeded: true } }
    const { recording } = readChat([
      { modelState: { value: 3 }, result: quota },
      { modelState: { value: 3 } },
    ])
    expect(recording.errors.map(({ message, blocks }) => [message, blocks])).toEqual([
      ['You have exceeded your quota', 'quota'],
      ['The turn failed; the editor wrote no reason down.', undefined],
    ])
  })
})

describe('the times of a turn', () => {
  it('are its start, and its end by either spelling', () => {
    const { recording } = readChat([
      { modelState: { value: 1, completedAt: BEGIN + 5000 } },
      { modelState: { value: 1 }, result: { timings: { totalElapsed: 7000 } } },
    ])
    expect(recording.of('phase')).toEqual([
      ['done', BEGIN + 5000],
      ['done', BEGIN + MINUTE + 7000],
    ])
  })

  it('are those of the chat or of its file, where turns have none', () => {
    const timeless = { timestamp: undefined }
    expect(readChat([timeless], { lastMessageDate: BEGIN + 9 }).recording.of('seen')).toEqual([
      [BEGIN],
      [BEGIN + 9],
    ])
    expect(readChat([timeless], { creationDate: undefined }).recording.of('seen')).toEqual([[WRITTEN_AT]])
  })
})

describe('the usage of a turn', () => {
  it.each([
    [{ result: { metadata: { promptTokens: 10, outputTokens: 5 } } }],
    [{ result: { promptTokens: 10, outputTokens: 5 } }],
    [{ promptTokens: 10, completionTokens: 5 }],
    [{ result: { metadata: { promptTokens: 10, outputTokens: 5 } }, promptTokens: 99, completionTokens: 99 }],
  ])('is read, once, from %j', (turn) => {
    const { recording } = readChat([turn])
    expect(recording.sums).toEqual({ uncachedInput: 10, cacheRead: 0, cacheWrite: 0, output: 5 })
    expect([...recording.responses.values()].map(({ contextUsed }) => contextUsed)).toEqual([10])
    expect(recording.of('usageIncomplete')).toHaveLength(1)
  })

  it.each([
    [{}],
    [{ promptTokens: 0, completionTokens: 0 }],
    [{ result: { promptTokens: -1, outputTokens: '5' } }],
  ])('is unknown for %j', (turn) => {
    expect(readChat([turn]).recording.responses.size).toBe(0)
  })

  it('counts once for a chat and its copy, and apart for turns that have no id for ever', () => {
    const keyOf = (requestId: string | undefined) => [
      ...readChat([{ requestId, promptTokens: 1 }]).recording.responses.keys(),
    ]
    const id = 'request_c0ffee00-0000-4000-8000-000000000009'
    expect(keyOf(id)).toEqual([`turn:${id}`])
    expect(keyOf('request_1')).toEqual(['turn:chat-1:request_1'])
    expect(keyOf(undefined)).toEqual(['turn:chat-1:0'])
  })

  it('of a turn that was taken back was spent, and is not in the context any more', () => {
    const { recording } = readChat([{ promptTokens: 10 }, { promptTokens: 20, isHidden: true }])
    expect(recording.sums.uncachedInput).toBe(30)
    expect([...recording.responses.values()].map(({ contextUsed }) => contextUsed)).toEqual([10, undefined])
  })
})

describe('the model of a turn', () => {
  const auto = { kind: 'autoModeResolution', resolved: { id: 'gpt-5.5' } }

  it.each<[Record<string, unknown>, readonly string[]]>([
    [{ modelId: 'copilot/claude-sonnet-4.5' }, ['claude-sonnet-4.5']],
    [{ modelId: 'openrouter/glm-5.2' }, ['openrouter/glm-5.2']],
    [{ modelId: 'copilot/gpt-5', result: { metadata: { resolvedModel: 'gpt-5-x' } } }, ['gpt-5-x']],
    [{ modelId: 'copilot/auto', response: [auto] }, ['gpt-5.5']],
    [{ modelId: 'copilot/auto' }, []],
    [{}, []],
  ])('%j is %j', (turn, models) => {
    expect(readChat([turn]).recording.of('model')).toEqual(models.map((model) => [model]))
  })

  it('has the window of the selected model where that answered the last turn', () => {
    const inputState = { selectedModel: { identifier: 'copilot/a', metadata: { maxInputTokens: 128_000 } } }
    const windows = (modelId: string) => readChat([{ modelId }], { inputState }).recording.of('contextWindow')
    expect(windows('copilot/a')).toEqual([[128_000]])
    expect(windows('copilot/b')).toEqual([])
  })
})

describe('tools', () => {
  const terminal = (exitCode: number) => ({ toolSpecificData: { terminalCommandState: { exitCode } } })

  it.each<[Record<string, unknown>, string | undefined]>([
    [{}, 'ok'],
    [{ isConfirmed: true }, 'ok'],
    [{ isConfirmed: { type: 4 } }, 'ok'],
    [{ isConfirmed: false }, 'rejected'],
    [{ isConfirmed: { type: 0 } }, 'rejected'],
    [{ isConfirmed: { type: 5 } }, 'rejected'],
    [{ resultDetails: { isError: true } }, 'error'],
    [terminal(0), 'ok'],
    [terminal(1), 'error'],
    [{ isComplete: false }, undefined],
  ])('%j ended as %s', (fields, outcome) => {
    const { recording } = readChat([{ response: [tool(fields)] }])
    expect(recording.of('toolCall')).toEqual([['call_1', 'copilot_readFile', BEGIN]])
    expect(recording.of('toolResult')).toEqual(outcome === undefined ? [] : [['call_1', outcome, BEGIN]])
  })

  it('that read a file name it in the line that the person sees', () => {
    const invocationMessage = { value: 'Reading [](…)', uris: { 'file:///home/dev/an%20app/a.ts#1-9': {} } }
    const read = tool({ invocationMessage, pastTenseMessage: invocationMessage })
    expect(readChat([{ response: [read] }]).recording.of('file')).toEqual([['/home/dev/an app/a.ts', 'read']])
    const listed = tool({ toolId: 'copilot_listDirectory', invocationMessage })
    expect(readChat([{ response: [listed] }]).recording.of('file')).toEqual([])
  })

  it('that edit a file leave groups of edits, each file once a turn', () => {
    const uri = { $mid: 1, fsPath: 'c:\\app\\a.ts', path: '/c:/app/a.ts', scheme: 'file' }
    const response = [
      { kind: 'codeblockUri', uri, isEdit: true },
      { kind: 'textEditGroup', uri, edits: [[]] },
      { kind: 'notebookEditGroup', uri: { path: '/d:/b.ipynb', scheme: 'file' } },
      { kind: 'codeblockUri', uri: { path: '/shown.ts', scheme: 'file' } },
      { kind: 'textEditGroup', uri: { path: '/srv/c.ts', scheme: 'vscode-remote' } },
    ]
    expect(readChat([{ response }, { response: [response[0]] }]).recording.of('file')).toEqual([
      ['c:\\app\\a.ts', 'write'],
      ['d:/b.ipynb', 'write'],
      ['c:\\app\\a.ts', 'write'],
    ])
  })
})

describe('the header of a chat', () => {
  it.each([
    [{ customTitle: 'Add a test' }, 'Add a test'],
    [{ computedTitle: 'An old one', version: 2 }, 'An old one'],
    [{}, undefined],
  ])('names it: %j', (fields, title) => {
    expect(readChat([{}], fields).recording.of('title')).toEqual(
      title === undefined ? [] : [['assistant', title]],
    )
  })

  it('names, in newer versions, the folder and the branch', () => {
    const fields = { workingDirectory: 'file:///home/dev/app', repoData: { localBranch: 'main' } }
    const { recording } = readChat([{}], fields)
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/app']])
    expect(recording.of('branch')).toEqual([['main']])
  })

  it.each([['Do it'], [{ text: 'Do it' }], [{ parts: [{ text: 'Do ' }, { text: 'it' }, 5] }]])(
    'stands over prompts of every version: %j',
    (message) => {
      expect(readChat([{ message }]).recording.of('prompt')).toEqual([['Do it', BEGIN]])
    },
  )
})

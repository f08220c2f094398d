import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, BEGIN, request, type TestDatabase, testDatabase } from './testing/database.ts'

let database: TestDatabase

beforeEach(() => {
  database = testDatabase()
  database.session({ directory: '/home/dev/app' })
})
afterEach(() => database.remove())

const read = () => database.read().recording
const tool = (name: string, state: object) => ({ type: 'tool', tool: name, callID: 'call_0', state })
const open = (more: object = {}) => answer({ time: { created: BEGIN }, finish: undefined, ...more })

describe('the tokens of an answer', () => {
  it('have reasoning in the output, and fill the context', () => {
    const key = database.message(answer())
    expect([...read().responses.values()]).toEqual([
      {
        key,
        model: 'some-model',
        at: BEGIN + 1000,
        counts: { uncachedInput: 700, cacheRead: 200, cacheWrite: 100, output: 100 },
        cacheWrite1h: 0,
        reasoning: 40,
        contextUsed: 1100,
        sidechain: false,
      },
    ])
  })

  it('count once where its only step repeats them', () => {
    database.message(answer(), [{ type: 'step-finish', tokens: answer()['tokens'] }])
    expect(read().sums.uncachedInput).toBe(700)
  })

  it('are those of all steps where it holds those of the last alone, which fills the context', () => {
    const steps = [{ input: 500, output: 5 }, answer()['tokens']]
    database.message(
      answer(),
      steps.map((tokens) => ({ type: 'step-finish', tokens })),
    )
    const [response] = read().responses.values()
    expect(response?.counts).toEqual({ uncachedInput: 1200, cacheRead: 200, cacheWrite: 100, output: 105 })
    expect(response?.contextUsed).toBe(1100)
  })

  it('are no response where there are none', () => {
    database.message(answer({ tokens: { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } } }))
    expect(read().responses.size).toBe(0)
  })

  it('are no less than nothing where they are nonsense', () => {
    database.message(answer({ tokens: { input: -5, output: 'many', reasoning: 1e300, cache: 7 } }))
    expect(read().responses.size).toBe(0)
  })

  it('count for another context in a session that another one started', () => {
    database.session({ id: 'ses_child', parent_id: 'ses_one' })
    database.message(request(), [{ type: 'text', text: 'Look around' }], { session_id: 'ses_child' })
    database.message(answer(), [], { session_id: 'ses_child' })
    const { recording } = database.read('ses_child')
    expect([...recording.responses.values()].map(({ sidechain }) => sidechain)).toEqual([true])
    expect(recording.of('prompt')).toEqual([])
  })
})

describe('the phase', () => {
  it.each([
    ['after a request', request(), [], 'model-working'],
    ['while an answer is written', open(), [], 'model-working'],
    ['while a tool waits for permission', open(), [tool('bash', { status: 'pending' })], 'tool-running'],
    ['while a tool runs', open(), [tool('bash', { status: 'running' })], 'tool-running'],
    ['once its tools are done', open(), [tool('bash', { status: 'completed' })], 'model-working'],
    ['before their results are read', answer({ finish: 'tool-calls' }), [], 'model-working'],
    ['after the answer', answer(), [], 'done'],
    ['after an answer of a version that gives no reason', answer({ finish: undefined }), [], 'done'],
    ['after an error', answer({ error: { name: 'APIError' } }), [], 'failed'],
    ['after an interruption', answer({ error: { name: 'MessageAbortedError' } }), [], 'interrupted'],
  ])('%s', (_when, data, parts, phase) => {
    database.message(data, parts)
    expect(read().lastPhase).toBe(phase)
  })

  it('of a running tool lasts since the tool that runs for the longest time', () => {
    const at = (start: number) => tool('bash', { status: 'running', time: { start: BEGIN + start } })
    database.message(open(), [at(9), at(4), at(7)])
    expect(read().of('phase').at(-1)).toEqual(['tool-running', BEGIN + 4])
  })
})

describe('the times of a message', () => {
  it('are those that its row was written at, as long as it goes on', () => {
    database.message(open(), [], { time_updated: BEGIN + 5000 })
    expect(read().of('seen').at(-1)).toEqual([BEGIN + 5000])
  })

  it('are its own once it is done: a migration writes every row anew', () => {
    database.message(answer(), [], { time_updated: BEGIN + 9e9 })
    expect(read().of('seen').at(-1)).toEqual([BEGIN + 1000])
  })
})

describe('errors', () => {
  it('tell the status and whether a person has to act', () => {
    const failures = [
      { name: 'APIError', data: { message: 'Internal Server Error', statusCode: 500 } },
      { name: 'APIError', data: { message: 'Your credit balance is too low', statusCode: 400 } },
      { name: 'ProviderAuthError', data: { message: 'No key' } },
      { name: 'ContextOverflowError' },
    ]
    for (const error of failures) database.message(answer({ error }))
    expect(read().errors.map(({ kind, message, status, blocks }) => [kind, message, status, blocks])).toEqual(
      [
        ['api', 'Internal Server Error', 500, undefined],
        ['api', 'Your credit balance is too low', 400, 'quota'],
        ['api', 'No key', undefined, 'signed-out'],
        ['api', 'ContextOverflowError', undefined, undefined],
      ],
    )
  })

  it('are retries where a part says so', () => {
    const error = { name: 'APIError', data: { message: 'Overloaded', statusCode: 529 } }
    database.message(open(), [{ type: 'retry', attempt: 1, error, time: { created: BEGIN + 3 } }])
    expect(read().errors).toEqual([
      { kind: 'retry', at: BEGIN + 3, message: 'Overloaded', status: 529, blocks: undefined },
    ])
  })

  it('are none where the person stopped the answer', () => {
    database.message(answer({ error: { name: 'MessageAbortedError', data: { message: 'Aborted' } } }))
    expect(read().errors).toEqual([])
    expect(read().of('interruption')).toEqual([[BEGIN + 1000]])
  })
})

describe('tools', () => {
  it.each([
    [{ status: 'completed' }, 'ok'],
    [{ status: 'success' }, 'ok'],
    [{ status: 'completed', metadata: { exit: 0 } }, 'ok'],
    [{ status: 'completed', metadata: { exit: 1 } }, 'error'],
    [{ status: 'error', error: 'File not found' }, 'error'],
    [{ status: 'error', error: 'Error: The user rejected permission to use this tool call.' }, 'rejected'],
    [{ status: 'error', error: 'The user dismissed this question' }, 'rejected'],
    [{ status: 'error', error: 'Tool execution aborted' }, 'rejected'],
  ])('%j are %s', (state, outcome) => {
    database.message(answer(), [tool('bash', { ...state, time: { start: BEGIN, end: BEGIN + 2 } })])
    expect(
      read()
        .of('toolResult')
        .map(([, result, at]) => [result, at]),
    ).toEqual([[outcome, BEGIN + 2]])
  })

  it('are told apart where the model server gives every call the same id', () => {
    database.message(answer(), [tool('bash', { status: 'completed' })])
    database.message(answer(), [tool('bash', { status: 'completed' })])
    expect(
      new Set(
        read()
          .of('toolCall')
          .map(([id]) => id),
      ).size,
    ).toBe(2)
  })

  it('touch the files that they name, and none where they failed', () => {
    const state = (filePath: string, status = 'completed') => ({ status, input: { filePath } })
    database.message(answer(), [
      tool('read', state('/etc/hosts')),
      tool('edit', state('src/a.ts')),
      tool('write', state('/home/dev/app/b.ts', 'error')),
    ])
    expect(read().of('file')).toEqual([
      ['/etc/hosts', 'read'],
      ['/home/dev/app/src/a.ts', 'write'],
    ])
  })

  it('write a file once where a patch names it too', () => {
    const path = '/home/dev/app/a.ts'
    database.message(answer(), [
      tool('edit', { status: 'completed', input: { filePath: path } }),
      { type: 'patch', hash: 'h', files: [path, '/home/dev/app/made-by-a-command.ts'] },
    ])
    expect(read().of('file')).toEqual([
      [path, 'write'],
      ['/home/dev/app/made-by-a-command.ts', 'write'],
    ])
  })
})

describe('prompts', () => {
  it.each([
    ['Fix the bug', 'Fix the bug'],
    ['"Fix the \\"bug\\""', 'Fix the "bug"'],
    ['say "hi"', 'say "hi"'],
    ['"a" or "b"', '"a" or "b"'],
  ])('of the text %j are %j', (text, prompt) => {
    database.message(request(), [{ type: 'text', text }])
    expect(read().of('prompt')).toEqual([[prompt, BEGIN]])
  })

  it('hold nothing that the assistant wrote itself', () => {
    database.message(request(), [
      { type: 'text', text: 'Mine' },
      { type: 'text', text: 'The contents of a file', synthetic: true },
    ])
    database.message(request(), [{ type: 'text', text: 'Continue', synthetic: true }])
    expect(read().of('prompt')).toEqual([['Mine', BEGIN]])
  })
})

describe('a compaction', () => {
  it.each([
    [false, 'manual'],
    [true, 'auto'],
  ])('asked for with auto %s is %s, and leaves the new context open', (auto, trigger) => {
    database.message(request(), [{ type: 'compaction', auto }])
    database.message(answer({ summary: true, mode: 'compaction' }))
    expect(read().of('compaction')).toEqual([[BEGIN + 1000, trigger]])
    expect([...read().responses.values()].map(({ contextUsed }) => contextUsed)).toEqual([undefined])
  })

  it('is none where it failed', () => {
    database.message(answer({ summary: true, error: { name: 'UnknownError' } }))
    expect(read().of('compaction')).toEqual([])
  })
})

describe('records', () => {
  it('are counted by what became of them', () => {
    database.message(request(), [{ type: 'text', text: 'Go' }, { type: 'hologram' }, {}])
    database.message({ role: 'narrator', time: { created: BEGIN } }, [{ type: 'text' }])
    database.exec("INSERT INTO message VALUES ('msg_zz', 'ses_one', 9, 9, '{\"role\":')")
    database.exec("INSERT INTO part VALUES ('prt_zz', 'msg_000001', 'ses_one', 9, 9, 'nonsense')")
    expect(database.read().outcomes).toEqual({ used: 1, ignored: 2, unknown: 3, malformed: 2 })
  })

  it('of a newer shape are unknown, not hidden', () => {
    database.exec(
      "CREATE TABLE session_message (id TEXT, session_id TEXT); INSERT INTO session_message VALUES ('a', 'ses_one')",
    )
    expect(database.read().outcomes).toMatchObject({ unknown: 1 })
  })
})

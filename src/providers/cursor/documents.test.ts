import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import {
  answer,
  BEGIN,
  COMPOSER_ID,
  prompt,
  type TestDatabase,
  testDatabase,
  tool,
} from './testing/database.ts'

const MINUTE = 60_000

let database: TestDatabase

beforeEach(() => {
  database = testDatabase()
})
afterEach(() => database.remove())

describe('the conversations of a database', () => {
  const ids = () => database.sessions().map(({ sessionId }) => sessionId)

  it('are those that hold a message', () => {
    database.composer({}, [prompt()])
    database.composer({}, [], 'empty-state-draft')
    database.put('composerData:emptied', null)
    database.put('composerData:broken', '{"_v":10,')
    database.put('composerData:old', { conversation: [prompt({ bubbleId: 'a' })] })
    database.put('composerDataBackup:x', { conversation: [prompt()] })
    expect(ids()).toEqual([COMPOSER_ID, 'old'])
  })

  it('do not take the bubbles of another whose id begins alike for theirs', () => {
    database.composer({}, [], 'task')
    database.composer({}, [prompt()], 'task-1')
    expect(ids()).toEqual(['task-1'])
  })

  it('are none before anybody chatted, and a database of something else is refused', () => {
    const fresh = testDatabase('CREATE TABLE ItemTable (key TEXT, value BLOB)')
    expect(fresh.sessions()).toEqual([])
    fresh.remove()
    const other = testDatabase('CREATE TABLE songs (title TEXT)')
    expect(() => other.sessions()).toThrow('no database of the editor')
    other.remove()
  })

  it('are read from values that are stored as bytes', () => {
    database.composer({ name: 'Bytes' }, [prompt()])
    database.exec('UPDATE cursorDiskKV SET value = CAST(value AS BLOB)')
    expect(ids()).toEqual([COMPOSER_ID])
    expect(database.read().recording.of('title')).toEqual([['assistant', 'Bytes']])
    expect(database.read().recording.of('prompt')).toHaveLength(1)
  })

  it('tell nothing once they are gone, and count a record that is broken', () => {
    expect(database.read('gone').recording.calls).toEqual([])
    database.put('composerData:broken', '[1, 2]')
    expect(database.read('broken').outcomes).toEqual({ malformed: 1 })
  })
})

describe('a stamp', () => {
  const stamps = () => new Map(database.sessions().map(({ sessionId, stamp }) => [sessionId, stamp]))

  it.each<[string, () => void]>([
    ['the composer is written again', () => database.composer({ status: 'none' })],
    ['a number in it changes', () => database.composer({ contextTokensUsed: 2 })],
    ['a bubble comes', () => database.put(`bubbleId:${COMPOSER_ID}:new`, answer())],
    ['a bubble grows', () => database.put(`bubbleId:${COMPOSER_ID}:b0`, prompt({ text: 'Do more' }))],
    ['a bubble is taken away', () => database.exec(`DELETE FROM cursorDiskKV WHERE key LIKE '%:b1'`)],
  ])('changes when %s, and that of another conversation stays', (_what, change) => {
    database.composer({ contextTokensUsed: 1 }, [prompt(), answer()])
    database.composer({}, [prompt()], 'other')
    const before = stamps()
    expect(stamps()).toEqual(before)
    change()
    expect(stamps().get(COMPOSER_ID)).not.toBe(before.get(COMPOSER_ID))
    expect(stamps().get('other')).toBe(before.get('other'))
  })
})

describe('the state of a conversation', () => {
  it.each([
    ['generating', [prompt()], 'model-working'],
    ['generating', [prompt(), answer()], 'model-working'],
    ['generating', [prompt(), tool({ name: 'run_terminal_cmd', status: 'loading' })], 'tool-running'],
    ['completed', [prompt(), answer()], 'done'],
    ['none', [prompt(), answer()], 'done'],
    // The status lags behind what the bubbles show.
    ['completed', [prompt(), answer(), prompt()], 'model-working'],
    ['completed', [prompt(), tool({ name: 'run_terminal_cmd', status: 'loading' })], 'tool-running'],
    ['aborted', [prompt(), answer()], 'interrupted'],
    ['error', [prompt()], 'failed'],
    ['completed', [prompt(), answer({ errorDetails: { message: 'Too many requests' } })], 'failed'],
    ['from the future', [prompt(), answer()], 'done'],
  ])('is, with the status %s after %j, %s', (status, bubbles, phase) => {
    database.composer({ status }, bubbles)
    const { recording, outcomes } = database.read()
    expect(recording.lastPhase).toBe(phase)
    expect(outcomes.unknown).toBe(status === 'from the future' ? 1 : 0)
    expect(complaintsAbout(recording.calls)).toEqual([])
  })

  it('is at work while bubbles are generated, whatever the status says', () => {
    database.composer({ status: 'none', generatingBubbleIds: ['g'] }, [prompt(), answer()])
    expect(database.read().recording.lastPhase).toBe('model-working')
  })

  it('has an error for a turn that failed, in its own words where it has some', () => {
    const errorDetails = { message: 'Usage limit reached' }
    database.composer({ status: 'error' }, [prompt(), answer({ errorDetails })])
    expect(database.read().recording.errors).toEqual([
      {
        kind: 'api',
        at: BEGIN + MINUTE,
        message: errorDetails.message,
        status: undefined,
        blocks: undefined,
      },
    ])
    database.composer({ status: 'error' }, [prompt(), answer({ errorDetails }), prompt()])
    expect(database.read().recording.errors.map(({ message }) => message)).toEqual([
      errorDetails.message,
      'The turn failed; the editor wrote no reason down.',
    ])
  })

  it('is of the last bubble; a window that closes later is no activity', () => {
    database.composer({ lastUpdatedAt: BEGIN + 60 * MINUTE, status: 'completed' }, [prompt(), answer()])
    expect(database.read().recording.of('seen').at(-1)).toEqual([BEGIN + MINUTE])
    database.composer({ lastUpdatedAt: BEGIN + 60 * MINUTE, status: 'generating' }, [prompt(), answer()])
    expect(database.read().recording.of('seen').at(-1)).toEqual([BEGIN + 60 * MINUTE])
  })

  it('is of the last change where bubbles have no times', () => {
    const timeless = { createdAt: undefined }
    database.composer({ lastUpdatedAt: BEGIN + 60 * MINUTE }, [prompt(timeless), answer(timeless)])
    expect(database.read().recording.of('phase').at(-1)).toEqual(['done', BEGIN + 60 * MINUTE])
  })
})

describe('bubbles', () => {
  it('are told in the order that the composer lists, each once', () => {
    database.composer({}, [prompt({ text: 'first' }), answer(), prompt({ text: 'second' })])
    const listed = ['b2', 'b0', 'b2'].map((bubbleId) => ({ bubbleId, type: 1 }))
    database.composer({ fullConversationHeadersOnly: listed })
    expect(
      database
        .read()
        .recording.of('prompt')
        .map(([text]) => text),
    ).toEqual(['second', 'first'])
  })

  it('may be missing, emptied, broken, hidden or of a new type, and are counted', () => {
    database.composer({}, [prompt(), answer(), answer(), answer({ isDisplayOnly: true }), { type: 3 }])
    database.exec(`DELETE FROM cursorDiskKV WHERE key LIKE '%:b0'`)
    database.put(`bubbleId:${COMPOSER_ID}:b1`, null)
    database.put(`bubbleId:${COMPOSER_ID}:b2`, '{"type":')
    expect(database.read().outcomes).toEqual({ used: 1, ignored: 3, unknown: 1, malformed: 1 })
  })

  it('stand in the composer itself in old versions', () => {
    const conversation = [prompt({ text: 'Old', bubbleId: 'a' }), answer({ bubbleId: 'b' }), 'junk']
    database.composer({ fullConversationHeadersOnly: undefined, conversation })
    const { recording, outcomes } = database.read()
    expect(recording.of('prompt')).toEqual([['Old', BEGIN]])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toEqual({ used: 3, ignored: 0, unknown: 0, malformed: 1 })
  })

  it('are one response each where they carry usage, under a key that a copy shares', () => {
    const id = 'dddddddd-0000-4000-8000-000000000004'
    const usage = answer({
      tokenCount: { inputTokens: 10, outputTokens: 5 },
      modelInfo: { modelName: 'gpt-5.5' },
    })
    for (const composer of ['one', 'two']) {
      database.composer({ fullConversationHeadersOnly: [{ bubbleId: id, type: 2 }] }, [], composer)
      database.put(`bubbleId:${composer}:${id}`, usage)
    }
    const [one, two] = ['one', 'two'].map((composer) => [
      ...database.read(composer).recording.responses.values(),
    ])
    expect(one).toEqual(two)
    expect(one).toMatchObject([{ model: 'gpt-5.5', counts: { uncachedInput: 10, cacheRead: 0, output: 5 } }])
  })

  it('carry no usage where it is zero or no number', () => {
    const counts = [{ inputTokens: 0, outputTokens: 0 }, { inputTokens: -5 }, { outputTokens: '7' }, null]
    database.composer(
      {},
      counts.map((tokenCount) => answer({ tokenCount })),
    )
    const { recording } = database.read()
    expect(recording.responses.size).toBe(0)
    expect(recording.of('usageIncomplete')).toHaveLength(1)
  })
})

describe('tools', () => {
  const cwd = { workspaceIdentifier: { uri: { fsPath: '/home/dev/app', scheme: 'file' } } }

  it.each([
    ['completed', 'ok'],
    ['error', 'error'],
    ['cancelled', 'rejected'],
  ])('whose status is %s ended as %s', (status, outcome) => {
    database.composer({}, [prompt(), tool({ name: 'grep', status, toolCallId: 'call_1' })])
    const at = BEGIN + MINUTE
    expect(database.read().recording.of('toolCall')).toEqual([['call_1', 'grep', at]])
    expect(database.read().recording.of('toolResult')).toEqual([['call_1', outcome, at]])
  })

  it.each([
    ['edit_file_v2', { rawArgs: '{"target_file":"src/a.ts"}' }, ['/home/dev/app/src/a.ts', 'write']],
    [
      'read_file',
      { params: '{"relativeWorkspacePath":"b.ts"}', rawArgs: '{' },
      ['/home/dev/app/b.ts', 'read'],
    ],
    ['search_replace', { params: { file_path: 'file:///etc/a%20b' } }, ['/etc/a b', 'write']],
  ])('that work on one file name it: %s', (name, given, file) => {
    database.composer(cwd, [prompt(), tool({ name, status: 'completed', ...given })])
    expect(database.read().recording.of('file')).toEqual([file])
  })

  it('that did not succeed touched nothing', () => {
    const call = { name: 'edit_file', status: 'error', rawArgs: '{"target_file":"a.ts"}' }
    database.composer(cwd, [prompt(), tool(call)])
    expect(database.read().recording.of('file')).toEqual([])
  })

  it('that were left open are over when the person goes on', () => {
    database.composer({ status: 'generating' }, [
      prompt(),
      tool({ name: 'grep', status: 'loading' }),
      prompt(),
    ])
    expect(database.read().recording.of('phase')).toEqual([
      ['done', BEGIN + 2 * MINUTE],
      ['model-working', BEGIN + 2 * MINUTE],
    ])
  })

  it('have no results for files that the composer lists as created', () => {
    database.composer({ newlyCreatedFiles: ['file:///home/dev/app/n.ts', { uri: { fsPath: '/m.ts' } }, 5] })
    expect(
      database
        .read()
        .recording.of('file')
        .map(([path]) => path),
    ).toEqual(['/home/dev/app/n.ts', '/m.ts'])
  })
})

describe('the place and the model of a conversation', () => {
  it.each([
    [{ uri: { fsPath: 'c:\\code\\app', scheme: 'file' } }, 'c:\\code\\app'],
    [{ uri: 'file:///home/dev/an%20app' }, '/home/dev/an app'],
    [{ uri: 'file:///c%3A/code/app' }, 'c:/code/app'],
    // A folder on another machine is none of ours.
    [{ uri: { fsPath: '/srv/app', scheme: 'vscode-remote' } }, undefined],
    [{ uri: 'vscode-remote://ssh-remote%2Bbox/srv/app' }, undefined],
    [{ id: 'hash', configPath: {} }, undefined],
  ])('is, for the workspace %j, %s', (workspaceIdentifier, folder) => {
    database.composer({ workspaceIdentifier }, [prompt()])
    expect(database.read().recording.of('workingDirectory')).toEqual(folder === undefined ? [] : [[folder]])
  })

  it('is the only folder that a prompt names, where the composer names none', () => {
    database.composer({}, [
      prompt({ workspaceUris: ['file:///a', 'file:///b'] }),
      prompt({ workspaceUris: ['file:///home/dev/app'] }),
    ])
    expect(database.read().recording.of('workingDirectory')).toEqual([['/home/dev/app']])
  })

  it('is what was chosen last, and nothing where the editor’s servers choose', () => {
    database.composer({ modelConfig: { modelName: 'default' } }, [
      prompt({ modelInfo: { modelName: 'gpt-5.5' } }),
      prompt({ modelInfo: { modelName: 'default' } }),
    ])
    expect(database.read().recording.of('model')).toEqual([['gpt-5.5']])
  })
})

describe('a sub-agent', () => {
  it.each([
    [{ subagentInfo: { parentComposerId: 'p' } }, 'p'],
    [{ subagentInfo: { parentComposerId: 'p', rootParentConversationId: 'root' } }, 'root'],
    [{ subagentInfo: { parentComposerId: 'p' }, isBestOfNSubcomposer: true }, undefined],
  ])('%j counts with %s', (fields, parent) => {
    database.composer(fields, [prompt(), answer({ tokenCount: { inputTokens: 1 } })])
    const { recording } = database.read()
    expect(recording.of('subagentOf')).toEqual(parent === undefined ? [] : [[parent]])
    expect([...recording.responses.values()].map(({ sidechain }) => sidechain)).toEqual([
      parent !== undefined,
    ])
  })
})

describe('the gauge of the context', () => {
  it('is read from the breakdown where the composer has no sum', () => {
    database.composer({ promptTokenBreakdown: { totalUsedTokens: 77 } }, [prompt()])
    expect(database.read().recording.of('context')).toEqual([[77, BEGIN]])
  })

  it.each([{}, { contextTokensUsed: -1, contextTokenLimit: 0 }, { contextTokensUsed: '5' }])(
    'is unknown for %j',
    (fields) => {
      database.composer(fields, [prompt()])
      expect(database.read().recording.of('context')).toEqual([])
      expect(database.read().recording.of('contextWindow')).toEqual([])
    },
  )
})

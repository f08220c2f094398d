import { describe, expect, it } from 'vitest'
import { geminiModelWindow } from './models.ts'
import { geminiRoots, geminiTranscript } from './roots.ts'

const NAME = 'session-2026-11-21T00-37-2531460c.jsonl'
const PARENT = '2531460c-fd8f-4b4a-8dfe-c43ee565bd6d'

describe('the folders of chats', () => {
  it.each([
    [{ platform: 'linux', home: '/home/dev', env: {} }, '/home/dev/.gemini/tmp'],
    [{ platform: 'darwin', home: '/Users/dev', env: { GEMINI_CLI_HOME: '/data' } }, '/data/.gemini/tmp'],
    [{ platform: 'win32', home: 'C:\\Users\\dev', env: {} }, 'C:\\Users\\dev\\.gemini\\tmp'],
  ] as const)('of %j are %s', (environment, path) => {
    expect(geminiRoots(environment)).toEqual([{ path, maxDepth: 3 }])
  })
})

describe('a path', () => {
  it('is a session of the project', () => {
    expect(geminiTranscript(`app/chats/${NAME}`)).toEqual({ sessionId: undefined, subagentOf: undefined })
  })

  it('is a sub-agent of the session that its folder is named after', () => {
    expect(geminiTranscript(`app/chats/${PARENT}/e5d3.jsonl`)).toEqual({
      sessionId: 'e5d3',
      subagentOf: PARENT,
    })
  })

  it('is one document where a version before 0.40 wrote it', () => {
    expect(geminiTranscript('205016864bd1/chats/session-2025-12-16T23-47-b4f17607.json')).toEqual({
      sessionId: undefined,
      subagentOf: undefined,
      form: 'document',
    })
  })

  it.each([
    `app/${NAME}`,
    `app/chats/${NAME.slice(0, -2)}`,
    'app/chats/other.jsonl',
    'app/logs.json',
    `app/other/${PARENT}/a.jsonl`,
    `app/chats/${PARENT}/deeper/a.jsonl`,
    `../antigravity/chats/x/${NAME}`,
  ])('%s is nothing of ours', (path) => {
    expect(geminiTranscript(path)).toBeUndefined()
  })
})

describe('the window of a model', () => {
  it('is listed, and grows with what was seen in it', () => {
    expect(geminiModelWindow('gemini-3.8-flash', 0)).toEqual({ tokens: 1_048_576, inferred: false })
    expect(geminiModelWindow('models/gemini-2.5-pro', 2_000_000)).toEqual({
      tokens: 2_000_000,
      inferred: true,
    })
    expect(geminiModelWindow('gemma-4-27b', 0)).toEqual({ tokens: 256_000, inferred: false })
    expect(geminiModelWindow('another', 0)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { qwenModelWindow } from './models.ts'
import { qwenRoots, qwenTranscript } from './roots.ts'

const ID = '043d5d42-9916-4258-b393-c039fedae993'

describe('the folders of chats', () => {
  it.each([
    [{ platform: 'linux', home: '/home/dev', env: {} }, ['/home/dev/.qwen/projects']],
    [
      { platform: 'darwin', home: '/Users/dev', env: { QWEN_HOME: '/q', QWEN_RUNTIME_DIR: '/run/q' } },
      ['/q/projects', '/run/q/projects'],
    ],
    [{ platform: 'win32', home: 'C:\\Users\\dev', env: {} }, ['C:\\Users\\dev\\.qwen\\projects']],
  ] as const)('of %j are %j', (environment, paths) => {
    expect(qwenRoots(environment)).toEqual(paths.map((path) => ({ path, maxDepth: 3 })))
  })
})

describe('a path', () => {
  it.each([`-home-dev-app/chats/${ID}.jsonl`, `-home-dev-app/chats/archive/${ID}.jsonl`])(
    '%s is a session',
    (path) => {
      expect(qwenTranscript(path)).toEqual({ sessionId: ID, subagentOf: undefined })
    },
  )

  it('is a sub-agent of the session that its folder is named after', () => {
    const path = `-home-dev-app/subagents/${ID}/agent-general-purpose-call_1.jsonl`
    expect(qwenTranscript(path)).toEqual({ sessionId: undefined, subagentOf: ID })
  })

  it.each([
    `-home-dev-app/chats/${ID}.runtime.json`,
    `-home-dev-app/chats/other/${ID}.jsonl`,
    `-home-dev-app/subagents/${ID}/agent-x.meta.json`,
    `-home-dev-app/${ID}.jsonl`,
    'usage_record.jsonl',
  ])('%s is nothing of ours', (path) => {
    expect(qwenTranscript(path)).toBeUndefined()
  })
})

describe('the window of a model', () => {
  it('is listed, and grows with what was seen in it', () => {
    expect(qwenModelWindow('qwen3-coder-plus', 0)).toEqual({ tokens: 1_000_000, inferred: false })
    expect(qwenModelWindow('qwen3-coder-30b', 300_000)).toEqual({ tokens: 300_000, inferred: true })
    expect(qwenModelWindow('another', 0)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { chatRoots, chatTranscript } from './places.ts'

const HASH = 'a540c72cf1054787d73d0121d2ecc391'

describe('where the agent keeps its chats', () => {
  it.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{}, ['/home/dev/.cursor/chats']],
    [{ XDG_CONFIG_HOME: '/x' }, ['/x/cursor/chats', '/home/dev/.cursor/chats']],
    [{ XDG_CONFIG_HOME: '/x', CURSOR_CONFIG_DIR: '/c' }, ['/c/chats', '/home/dev/.cursor/chats']],
  ])('with %j', (env, paths) => {
    const roots = chatRoots({ platform: 'linux', home: '/home/dev', env })
    expect(roots).toEqual(paths.map((path) => ({ path, maxDepth: 2 })))
  })

  it('is spelled as Windows does', () => {
    const [root] = chatRoots({ platform: 'win32', home: 'C:\\Users\\dev', env: {} })
    expect(root?.path).toBe('C:\\Users\\dev\\.cursor\\chats')
  })

  it('is a store for each chat', () => {
    expect(chatTranscript(`${HASH}/a1b2/store.db`)).toEqual({
      sessionId: 'a1b2',
      subagentOf: undefined,
      form: 'document',
    })
  })

  it.each([
    `${HASH}/a1b2/store.db-wal`,
    `${HASH}/a1b2/meta.json`,
    `${HASH}/../store.db`,
    'x/a1b2/store.db',
    `${HASH}/store.db`,
  ])('%s is none', (path) => {
    expect(chatTranscript(path)).toBeUndefined()
  })
})

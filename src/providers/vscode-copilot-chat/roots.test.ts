import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { chatRoots, chatTranscript } from './roots.ts'

const CHAT = 'c0ffee00-0000-4000-8000-000000000001'

describe('chatRoots', () => {
  it.each<[ProviderEnvironment, string, string]>([
    [
      { platform: 'linux', home: '/home/dev', env: {} },
      '/home/dev/.config/Code/User/workspaceStorage',
      '/home/dev/.config/VSCodium/User/globalStorage/emptyWindowChatSessions',
    ],
    [
      { platform: 'linux', home: '/home/dev', env: { XDG_CONFIG_HOME: '/data/config' } },
      '/data/config/Code - Insiders/User/workspaceStorage',
      '/home/dev/.vscode-server/data/User/globalStorage/emptyWindowChatSessions',
    ],
    [
      { platform: 'darwin', home: '/Users/dev', env: { XDG_CONFIG_HOME: '/data/config' } },
      '/Users/dev/Library/Application Support/Code - OSS/User/workspaceStorage',
      '/Users/dev/Library/Application Support/Code/User/globalStorage/emptyWindowChatSessions',
    ],
    [
      { platform: 'win32', home: 'C:\\Users\\dev', env: { APPDATA: 'D:\\Roaming' } },
      'D:\\Roaming\\Code\\User\\workspaceStorage',
      'C:\\Users\\dev\\.vscode-server\\data\\User\\globalStorage\\emptyWindowChatSessions',
    ],
  ])('lie in the settings of each edition: %#', (environment, workspaces, emptyWindows) => {
    const roots = chatRoots(environment)
    expect(roots).toContainEqual({ path: workspaces, maxDepth: 2 })
    expect(roots).toContainEqual({ path: emptyWindows, maxDepth: 0 })
  })
})

describe('chatTranscript', () => {
  it.each([`0123abcd/chatSessions/${CHAT}.json`, `0123abcd/chatSessions/${CHAT}.jsonl`, `${CHAT}.jsonl`])(
    'is %s',
    (path) => {
      expect(chatTranscript(path)).toEqual({ sessionId: CHAT, subagentOf: undefined, form: 'document' })
    },
  )

  it.each([
    '0123abcd/workspace.json',
    '0123abcd/state.vscdb',
    `0123abcd/chatEditingSessions/${CHAT}.json`,
    `0123abcd/chatSessions/${CHAT}.json.tmp`,
    `0123abcd/chatSessions/${CHAT}/state.json`,
    'storage.json',
  ])('is not %s', (path) => {
    expect(chatTranscript(path)).toBeUndefined()
  })
})

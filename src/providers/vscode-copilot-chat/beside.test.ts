import { describe, expect, it } from 'vitest'
import { chatBeside } from './beside.ts'

const beside = (path: string, workspace: string | undefined, at: string) =>
  chatBeside(path, {
    list: () => undefined,
    modifiedAt: () => undefined,
    read: (asked) => (asked === at ? workspace : undefined),
  })

describe('chatBeside', () => {
  it.each([
    ['{"folder":"file:///home/dev/an%20app"}', { cwd: '/home/dev/an app' }],
    ['{"folder":"file:///c%3A/code/app"}', { cwd: 'c:/code/app' }],
    ['{"folder":"vscode-remote://ssh-remote%2Bbox/srv/app"}', {}],
    ['{"workspace":"file:///home/dev/all.code-workspace"}', {}],
    ['{"folder":', {}],
    [undefined, {}],
  ])('reads, from %s, %j', (workspace, facts) => {
    expect(beside('/storage/1/chatSessions/a.jsonl', workspace, '/storage/1/workspace.json')).toEqual(facts)
  })

  it('keeps to the separators of the system', () => {
    const workspace = '{"folder":"file:///d%3A/app"}'
    expect(
      beside('C:\\storage\\1\\chatSessions\\a.json', workspace, 'C:\\storage\\1\\workspace.json'),
    ).toEqual({ cwd: 'd:/app' })
  })

  it('knows no folder of a chat that was held in an empty window', () => {
    const path = '/globalStorage/emptyWindowChatSessions/a.jsonl'
    expect(beside(path, '{"folder":"file:///x"}', '/globalStorage/workspace.json')).toEqual({})
  })
})

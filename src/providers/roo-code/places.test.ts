import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SmallFileReader } from '../provider.ts'
import { rooBeside, rooRoots, rooTranscript } from './places.ts'

describe('where Roo Code keeps what it writes', () => {
  it('is its folder in each editor, and that of the command line', () => {
    const paths = rooRoots({ platform: 'linux', home: '/home/dev', env: {} }).map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        '/home/dev/.config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks',
        '/home/dev/.vscode-server/data/User/globalStorage/rooveterinaryinc.roo-cline/tasks',
        '/home/dev/.vscode-mock/global-storage/tasks',
      ]),
    )
  })

  it.each([
    ['darwin', '/Users/dev', '/Users/dev/Library/Application Support/Cursor/User/globalStorage'],
    ['win32', 'C:\\Users\\dev', 'C:\\Users\\dev\\AppData\\Roaming\\Cursor\\User\\globalStorage'],
  ] as const)('is spelled as %s does', (platform, home, storage) => {
    const separator = platform === 'win32' ? '\\' : '/'
    const paths = rooRoots({ platform, home, env: {} }).map(({ path }) => path)
    expect(paths).toContain([storage, 'rooveterinaryinc.roo-cline', 'tasks'].join(separator))
  })
})

describe('a file below them', () => {
  it('is a task by its name alone', () => {
    expect(rooTranscript('0199-roo/ui_messages.json')).toEqual({
      sessionId: '0199-roo',
      subagentOf: undefined,
      form: 'document',
    })
  })

  it.each([
    '0199-roo/api_conversation_history.json',
    '0199-roo/history_item.json',
    '_index.json',
    'ui_messages.json',
    '../ui_messages.json',
    'a/b/ui_messages.json',
  ])('%s is none', (path) => {
    expect(rooTranscript(path)).toBeUndefined()
  })
})

describe('what lies beside a task', () => {
  const reader = (contents: Readonly<Record<string, string>>): SmallFileReader => ({
    list: () => undefined,
    read: (path) => contents[path],
    modifiedAt: () => undefined,
  })

  it('tells its folder, and the model of the last prompt', () => {
    const prompt = (model: string) => ({
      text: `<slug>code</slug>\n<name>Code</name>\n<model>${model}</model>`,
    })
    const files = reader({
      [join('/t/1', 'history_item.json')]: '{"id":"1","workspace":"/home/dev/app"}',
      [join('/t/1', 'api_conversation_history.json')]: JSON.stringify([prompt('o3'), prompt('gpt-5.5')]),
    })
    expect(rooBeside(join('/t/1', 'ui_messages.json'), files)).toEqual({
      cwd: '/home/dev/app',
      model: 'gpt-5.5',
    })
  })

  it.each(['', 'null', '{"workspace":7}', '<model>x</model>'])('tells nothing where it is %j', (text) => {
    expect(rooBeside('/t/1/ui_messages.json', { ...reader({}), read: () => text })).toEqual({})
  })

  it('is looked for with the separators of the path', () => {
    const read: string[] = []
    rooBeside('C:\\t\\1\\ui_messages.json', { ...reader({}), read: (path) => void read.push(path) })
    expect(read).toEqual(['C:\\t\\1\\history_item.json', 'C:\\t\\1\\api_conversation_history.json'])
  })
})

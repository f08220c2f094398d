import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SmallFileReader } from '../provider.ts'
import { clineBeside } from './beside.ts'
import { clineRoots, clineTranscript, placeOf } from './roots.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const LINUX = { platform: 'linux', home: '/home/dev' } as const

describe('where Cline keeps what it writes', () => {
  const pathsWith = (env: Readonly<Record<string, string>>) =>
    clineRoots({ ...LINUX, env }).map(({ path }) => path)

  it('is its own folder, and that of its extension in each editor', () => {
    expect(pathsWith({}).slice(0, 3)).toEqual([
      '/home/dev/.cline/data/sessions',
      '/home/dev/.cline/data/tasks',
      '/home/dev/.config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks',
    ])
    expect(pathsWith({})).toContain(
      '/home/dev/.vscode-server/data/User/globalStorage/saoudrizwan.claude-dev/tasks',
    )
  })

  it.each([
    [{ CLINE_DIR: '/c' }, '/c/data/sessions'],
    [{ CLINE_DIR: '/c', CLINE_DATA_DIR: '/d' }, '/d/sessions'],
    [{ CLINE_DATA_DIR: '/d', CLINE_SESSION_DATA_DIR: '/s' }, '/s'],
  ])('is moved by %j', (env, path) => {
    expect(pathsWith(env)[0]).toBe(path)
  })

  it('is spelled as Windows does', () => {
    const roots = clineRoots({ platform: 'win32', home: 'C:\\Users\\dev', env: { APPDATA: 'D:\\Roaming' } })
    expect(roots.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'C:\\Users\\dev\\.cline\\data\\sessions',
        'D:\\Roaming\\Code\\User\\globalStorage\\saoudrizwan.claude-dev\\tasks',
      ]),
    )
  })
})

describe('a file below them', () => {
  it.each([
    ['17_a/17_a.messages.json', { kind: 'session', sessionId: '17_a', subagentOf: undefined }],
    ['17_a/agent_2.messages.json', { kind: 'session', sessionId: '17_a__agent_2', subagentOf: '17_a' }],
    ['1795200000000/ui_messages.json', { kind: 'task', sessionId: '1795200000000', subagentOf: undefined }],
  ])('%s is a document', (path, place) => {
    expect(placeOf(path)).toEqual(place)
    expect(clineTranscript(path)?.form).toBe('document')
  })

  it.each([
    '17_a/17_a.json',
    '17_a/api_conversation_history.json',
    '17_a/task_metadata.json',
    '17_a.messages.json',
    '../x.messages.json',
    'a/b/c.messages.json',
  ])('%s is none', (path) => {
    expect(clineTranscript(path)).toBeUndefined()
  })
})

describe('what lies beside a document', () => {
  const beside = (path: string, files: SmallFileReader = onDisk) => clineBeside(join(FIXTURES, path), files)
  const id = '1795222233092_rm6mf'

  it('tells the folder and the branch of a session, and of its sub-agents', () => {
    const facts = { cwd: '/home/dev/code/cline-p', branch: 'main' }
    expect(beside(`real/headless-429-retry/${id}/${id}.messages.json`)).toEqual(facts)
    expect(beside(`real/headless-429-retry/${id}/agent_1.messages.json`)).toEqual(facts)
  })

  it('tells the folder of a task that is listed', () => {
    const tasks = 'synthetic/globalStorage/saoudrizwan.claude-dev/tasks'
    expect(beside(`${tasks}/1795200000000/ui_messages.json`)).toEqual({ cwd: '/home/dev/app' })
    expect(beside(`${tasks}/1/ui_messages.json`)).toEqual({})
  })

  it('is looked for with the separators of the path', () => {
    const read: string[] = []
    const windows: SmallFileReader = { ...onDisk, read: (path) => void read.push(path) }
    clineBeside('C:\\x\\sessions\\17_a\\17_a.messages.json', windows)
    expect(read).toEqual(['C:\\x\\sessions\\17_a\\17_a.json'])
  })

  it.each(['', '[]', '{"cwd":7,"metadata":null}', 'null'])('tells nothing where it is %j', (text) => {
    const broken: SmallFileReader = { ...onDisk, read: () => text }
    expect(beside('s/s.messages.json', broken)).toEqual({})
    expect(beside('tasks/1/ui_messages.json', broken)).toEqual({})
  })
})

const onDisk: SmallFileReader = {
  list: () => undefined,
  read: (path) => readFileSync(path, 'utf8'),
  modifiedAt: () => undefined,
}

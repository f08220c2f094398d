import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { cursorRoots, cursorTranscript } from './roots.ts'

describe('cursorRoots', () => {
  it.each<[ProviderEnvironment, string]>([
    [{ platform: 'linux', home: '/home/dev', env: {} }, '/home/dev/.config/Cursor/User/globalStorage'],
    [
      { platform: 'linux', home: '/home/dev', env: { XDG_CONFIG_HOME: '/data/config' } },
      '/data/config/Cursor/User/globalStorage',
    ],
    [
      { platform: 'darwin', home: '/Users/dev', env: { XDG_CONFIG_HOME: '/data/config' } },
      '/Users/dev/Library/Application Support/Cursor/User/globalStorage',
    ],
    [
      { platform: 'win32', home: 'C:\\Users\\dev', env: { APPDATA: 'D:\\Roaming' } },
      'D:\\Roaming\\Cursor\\User\\globalStorage',
    ],
    [
      { platform: 'win32', home: 'C:\\Users\\dev', env: { APPDATA: '' } },
      'C:\\Users\\dev\\AppData\\Roaming\\Cursor\\User\\globalStorage',
    ],
  ])('lie where the editor keeps its settings: %#', (environment, path) => {
    expect(cursorRoots(environment)).toEqual([{ path, maxDepth: 0 }])
  })
})

describe('cursorTranscript', () => {
  it('is the database', () => {
    expect(cursorTranscript('state.vscdb')?.form).toBe('document')
  })

  it.each(['state.vscdb.backup', 'state.vscdb-wal', 'storage.json', 'some.extension/state.vscdb'])(
    'is not %s',
    (path) => {
      expect(cursorTranscript(path)).toBeUndefined()
    },
  )
})

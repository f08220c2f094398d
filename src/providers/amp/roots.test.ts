import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { ampRoots, ampTranscript } from './roots.ts'

const ID = 'T-0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001'

describe('ampRoots', () => {
  it.each<[string, ProviderEnvironment, string]>([
    [
      'the home folder',
      { platform: 'linux', home: '/home/dev', env: {} },
      '/home/dev/.local/share/amp/threads',
    ],
    [
      'the home folder on Windows',
      { platform: 'win32', home: 'C:\\Users\\dev', env: {} },
      'C:\\Users\\dev\\.local\\share\\amp\\threads',
    ],
    [
      'another folder for data',
      { platform: 'linux', home: '/home/dev', env: { XDG_DATA_HOME: '/data' } },
      '/data/amp/threads',
    ],
    [
      'another folder of Amp',
      { platform: 'darwin', home: '/Users/dev', env: { XDG_DATA_HOME: '/data', AMP_DATA_DIR: '/amp' } },
      '/amp/threads',
    ],
    [
      'no folder that hangs on where it was started',
      { platform: 'linux', home: '/home/dev', env: { AMP_DATA_DIR: 'amp' } },
      '/home/dev/.local/share/amp/threads',
    ],
  ])('follow %s', (_case, environment, path) => {
    expect(ampRoots(environment)).toEqual([{ path, maxDepth: 0 }])
  })
})

describe('ampTranscript', () => {
  it('knows a thread by its name', () => {
    expect(ampTranscript(`${ID}.json`)).toEqual({ sessionId: ID, subagentOf: undefined, form: 'document' })
  })

  it.each(['secrets.json', `${ID}.json.tmp`, `${ID}.json\n`, `old/${ID}.json`, ID, '.json'])(
    'leaves %j alone',
    (path) => {
      expect(ampTranscript(path)).toBeUndefined()
    },
  )
})

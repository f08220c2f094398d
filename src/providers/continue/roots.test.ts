import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { continueRoots, continueTranscript } from './roots.ts'

const ID = '1d90f537-36b6-49e6-853a-eb97892c74a4'

describe('continueRoots', () => {
  it.each<[string, ProviderEnvironment, string]>([
    ['the home folder', { platform: 'linux', home: '/home/dev', env: {} }, '/home/dev/.continue/sessions'],
    [
      'the home folder on Windows',
      { platform: 'win32', home: 'C:\\Users\\dev', env: {} },
      'C:\\Users\\dev\\.continue\\sessions',
    ],
    [
      'a folder of its own',
      { platform: 'darwin', home: '/Users/dev', env: { CONTINUE_GLOBAL_DIR: '/data/continue' } },
      '/data/continue/sessions',
    ],
    [
      'no folder that hangs on where it was started',
      { platform: 'linux', home: '/home/dev', env: { CONTINUE_GLOBAL_DIR: 'continue' } },
      '/home/dev/.continue/sessions',
    ],
  ])('follow %s', (_case, environment, path) => {
    expect(continueRoots(environment)).toEqual([{ path, maxDepth: 0 }])
  })
})

describe('continueTranscript', () => {
  it('knows a session by its name', () => {
    expect(continueTranscript(`${ID}.json`)).toEqual({
      sessionId: ID,
      subagentOf: undefined,
      form: 'document',
    })
  })

  it.each(['sessions.json', `${ID}.json.bak`, `${ID}.json\n`, `old/${ID}.json`, '.json'])(
    'leaves %j alone',
    (path) => {
      expect(continueTranscript(path)).toBeUndefined()
    },
  )
})

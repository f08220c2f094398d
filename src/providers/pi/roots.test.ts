import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { piRoots, piTranscript } from './roots.ts'

const ID = '01a1fb92-5fba-7460-9e4c-c08e6adfd3bb'
const NAME = `2026-11-21T00-47-16-411Z_${ID}.jsonl`

describe('piRoots', () => {
  it.each<[string, ProviderEnvironment, readonly string[]]>([
    ['the home folder', { platform: 'linux', home: '/home/dev', env: {} }, ['/home/dev/.pi/agent/sessions']],
    [
      'the home folder on Windows',
      { platform: 'win32', home: 'C:\\Users\\dev', env: {} },
      ['C:\\Users\\dev\\.pi\\agent\\sessions'],
    ],
    [
      'another folder of Pi',
      { platform: 'darwin', home: '/Users/dev', env: { PI_CODING_AGENT_DIR: '~/pi' } },
      ['/Users/dev/pi/sessions'],
    ],
    [
      'another folder of sessions',
      { platform: 'linux', home: '/home/dev', env: { PI_CODING_AGENT_SESSION_DIR: '/data/pi' } },
      ['/home/dev/.pi/agent/sessions', '/data/pi'],
    ],
    [
      'a folder that hangs on where Pi was started',
      { platform: 'linux', home: '/home/dev', env: { PI_CODING_AGENT_DIR: 'pi' } },
      ['/home/dev/.pi/agent/sessions'],
    ],
  ])('follow %s', (_case, environment, paths) => {
    expect(piRoots(environment).map(({ path }) => path)).toEqual(paths)
  })
})

describe('piTranscript', () => {
  it.each([`--home-dev-app--/${NAME}`, NAME])('knows %s', (path) => {
    expect(piTranscript(path)).toEqual({ sessionId: ID, subagentOf: undefined })
  })

  it.each([`${ID}.jsonl`, `${NAME}.bak`, 'settings.json', ''])('leaves %j alone', (path) => {
    expect(piTranscript(path)).toBeUndefined()
  })
})

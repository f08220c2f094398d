import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { codexRoots, codexTranscript, threadOfRollout } from './roots.ts'

const ID = '01a1fb87-28ec-7831-809b-20238001b12d'
const ROLLOUT = `rollout-2026-11-21T00-35-01-${ID}.jsonl`

describe('codexRoots', () => {
  it('lie in the home folder on every system', () => {
    expect(rootPaths({ platform: 'linux', home: '/home/dev', env: {} })).toEqual([
      '/home/dev/.codex/sessions',
      '/home/dev/.codex/archived_sessions',
    ])
    expect(rootPaths({ platform: 'win32', home: 'C:\\Users\\dev', env: { CODEX_HOME: '' } })).toEqual([
      'C:\\Users\\dev\\.codex\\sessions',
      'C:\\Users\\dev\\.codex\\archived_sessions',
    ])
  })

  it('follow CODEX_HOME', () => {
    expect(
      rootPaths({ platform: 'darwin', home: '/Users/dev', env: { CODEX_HOME: '/data/codex/' } }),
    ).toEqual(['/data/codex/sessions', '/data/codex/archived_sessions'])
  })

  it('are as deep as the days lie, and flat for archived rollouts', () => {
    const roots = codexRoots({ platform: 'linux', home: '/home/dev', env: {} })
    expect(roots.map(({ maxDepth }) => maxDepth)).toEqual([3, 0])
  })
})

describe('codexTranscript', () => {
  it('knows a rollout by its name', () => {
    expect(codexTranscript(`2026/11/21/${ROLLOUT}`)).toEqual({ sessionId: ID, subagentOf: undefined })
    expect(codexTranscript(ROLLOUT)?.sessionId).toBe(ID)
  })

  it.each(['history.jsonl', `${ROLLOUT}.zst`, `copy-of-${ROLLOUT}`, 'rollout-summary.jsonl', `${ID}.jsonl`])(
    'leaves %s alone',
    (path) => {
      expect(codexTranscript(path)).toBeUndefined()
    },
  )
})

describe('threadOfRollout', () => {
  it('names the thread of an open rollout on every system', () => {
    expect(threadOfRollout(`/home/dev/.codex/sessions/2026/11/21/${ROLLOUT}`)).toBe(ID)
    expect(threadOfRollout(`C:\\Users\\dev\\.codex\\archived_sessions\\${ROLLOUT}`)).toBe(ID)
  })

  it.each([
    `/home/dev/.codex/thread-writer-locks/${ID}.lock`,
    `/x/${ROLLOUT} (deleted)`,
    '/home/dev/.codex/state_5.sqlite',
  ])('names none for %s', (path) => {
    expect(threadOfRollout(path)).toBeUndefined()
  })
})

function rootPaths(environment: ProviderEnvironment): readonly string[] {
  return codexRoots(environment).map(({ path }) => path)
}

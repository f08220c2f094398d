import { describe, expect, it } from 'vitest'
import { copilotRoots, copilotTranscript, sessionOfHeldFile } from './roots.ts'

const ID = '556b860a-af77-43fb-b5cb-7d23c8d5d1ef'

describe('copilotRoots', () => {
  it.each([
    ['linux', '/home/dev', {}, '/home/dev/.copilot/session-state'],
    ['darwin', '/Users/dev', { COPILOT_HOME: '/data/copilot' }, '/data/copilot/session-state'],
    ['win32', 'C:\\Users\\dev', { COPILOT_HOME: '' }, 'C:\\Users\\dev\\.copilot\\session-state'],
  ] as const)('lie in Copilot’s folder on %s', (platform, home, env, path) => {
    expect(copilotRoots({ platform, home, env })).toEqual([{ path, maxDepth: 1 }])
  })
})

describe('copilotTranscript', () => {
  it.each([
    [`${ID}/events.jsonl`, ID],
    [`${ID}.jsonl`, ID],
    ['nightly-review/events.jsonl', 'nightly-review'],
  ])('knows %s', (path, sessionId) => {
    expect(copilotTranscript(path)).toEqual({ sessionId, subagentOf: undefined })
  })

  it.each([
    `${ID}/workspace.yaml`,
    `${ID}/checkpoints/events.jsonl`,
    'events.jsonl',
    '../events.jsonl',
    'a.jsonl',
  ])('leaves %s alone', (path) => {
    expect(copilotTranscript(path)).toBeUndefined()
  })
})

describe('sessionOfHeldFile', () => {
  it('names the session whose hold a process keeps open', () => {
    expect(sessionOfHeldFile(`/home/dev/.copilot/session-state/${ID}/inuse.24224.hold`)).toBe(ID)
    expect(sessionOfHeldFile(`C:\\Users\\dev\\.copilot\\session-state\\${ID}\\inuse.7.hold`)).toBe(ID)
  })

  it.each([
    '/home/dev/.cache/copilot/pkg/linux-x64/1.0.102/inuse.24224.hold',
    '/home/dev/.copilot/session-store.db',
    `/home/dev/.copilot/session-state/${ID}/inuse.24224.hold (deleted)`,
  ])('names none for %s', (path) => {
    expect(sessionOfHeldFile(path)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../provider.ts'
import { claudeRoots, claudeTranscript } from './roots.ts'

const ID = 'c8761fbe-d25b-4064-87ab-3a4b6983c28f'
const SLUG = '-home-dev-my-app-v2---x'
const UNNAMED = { sessionId: undefined, subagentOf: undefined }

describe('claudeRoots', () => {
  it('lie below both usual configuration folders', () => {
    expect(rootPaths({ platform: 'linux', home: '/home/dev', env: {} })).toEqual([
      '/home/dev/.claude/projects',
      '/home/dev/.config/claude/projects',
    ])
  })

  it('follow XDG_CONFIG_HOME', () => {
    const env = { XDG_CONFIG_HOME: '/data/config' }
    expect(rootPaths({ platform: 'linux', home: '/home/dev', env })).toContain('/data/config/claude/projects')
  })

  it('are spelled by the rules of Windows there', () => {
    const windows = { platform: 'win32', home: 'C:\\Users\\dev', env: {} } as const
    expect(rootPaths(windows)).toContain('C:\\Users\\dev\\.claude\\projects')
    expect(rootPaths({ ...windows, env: { CLAUDE_CONFIG_DIR: 'D:\\claude\\' } })).toContain(
      'D:\\claude\\projects',
    )
  })

  it('follow CLAUDE_CONFIG_DIR, which may hold a list', () => {
    const env = { CLAUDE_CONFIG_DIR: '/data/claude, /home/dev/.claude/' }
    const paths = rootPaths({ platform: 'linux', home: '/home/dev', env })
    expect(paths).toEqual(expect.arrayContaining(['/data/claude/projects', '/home/dev/.claude/projects']))
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('hold the sessions of Claude Desktop where there is one', () => {
    const mac = '/Users/dev/Library/Application Support/Claude/local-agent-mode-sessions'
    const windows = 'C:\\Users\\dev\\AppData\\Roaming\\Claude\\local-agent-mode-sessions'
    expect(rootPaths({ platform: 'darwin', home: '/Users/dev', env: {} })).toContain(mac)
    expect(rootPaths({ platform: 'win32', home: 'C:\\Users\\dev', env: {} })).toContain(windows)
    const linux = rootPaths({ platform: 'linux', home: '/home/dev', env: {} })
    expect(linux.filter((path) => path.includes('local-agent-mode-sessions'))).toEqual([])
  })

  it('are as deep as the transcripts of workflow agents lie', () => {
    const [root] = claudeRoots({ platform: 'linux', home: '/home/dev', env: {} })
    expect(root?.maxDepth).toBe(`${SLUG}/${ID}/subagents/workflows/wf_1`.split('/').length)
  })
})

describe('claudeTranscript', () => {
  it('names the session of a main transcript', () => {
    expect(claudeTranscript(`${SLUG}/${ID}.jsonl`)).toEqual({ sessionId: ID, subagentOf: undefined })
  })

  it.each(['subagents', 'subagents/workflows/wf_1'])('names the session of a sub-agent in %s', (folder) => {
    expect(claudeTranscript(`${SLUG}/${ID}/${folder}/agent-a3b7aa068e70ae8e3.jsonl`)).toEqual({
      sessionId: 'agent-a3b7aa068e70ae8e3',
      subagentOf: ID,
    })
  })

  it('leaves the session of an old sub-agent to its records', () => {
    expect(claudeTranscript(`${SLUG}/agent-a2278e1.jsonl`)).toEqual({
      sessionId: 'agent-a2278e1',
      subagentOf: undefined,
    })
  })

  it.each(['project-alpha/session-alpha/chat.jsonl', `${SLUG}/chat.jsonl`])(
    'leaves the session of %s to its records',
    (path) => {
      expect(claudeTranscript(path)).toEqual(UNNAMED)
    },
  )

  it('knows the sessions of Claude Desktop by their own projects', () => {
    const local = `${ID}/${ID}/local_1f`
    const path = `${local}/.claude/projects/-sessions-x/${ID}.jsonl`
    expect(claudeTranscript(path)).toEqual({ sessionId: ID, subagentOf: undefined })
    expect(claudeTranscript(`${local}/audit.jsonl`)).toBeUndefined()
    expect(claudeTranscript(`${ID}/local_1f/audit.jsonl`)).toBeUndefined()
    expect(claudeTranscript(`${ID}/notes.jsonl`)).toBeUndefined()
  })

  it.each([
    `${ID}.jsonl`,
    `${SLUG}/${ID}.json`,
    `${SLUG}/${ID}.jsonl.bak`,
    `${SLUG}/sessions-index.json`,
    `${SLUG}/memory/log.jsonl`,
    `${SLUG}/${ID}/tool-results/out.jsonl`,
    `${SLUG}/${ID}/subagents/agent-a3b7aa068e70ae8e3.meta.json`,
    `${SLUG}/${ID}/subagents/workflows/wf_1/journal.jsonl`,
    `${SLUG}/${ID}/other.jsonl`,
  ])('leaves %s alone', (path) => {
    expect(claudeTranscript(path)).toBeUndefined()
  })
})

function rootPaths(environment: ProviderEnvironment): readonly string[] {
  return claudeRoots(environment).map(({ path }) => path)
}

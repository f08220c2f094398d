import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { LiveClaim, SmallFileReader } from '../provider.ts'
import { claudeLiveClaims } from './live-claims.ts'

const LINUX = { platform: 'linux', home: '/home/dev', env: {} } as const
const SESSIONS = '/home/dev/.claude/sessions'
const ID = 'c8761fbe-d25b-4064-87ab-3a4b6983c28f'
const RECORDED = fileURLToPath(new URL('./fixtures/generated/live-state/sessions', import.meta.url))

describe('the recorded state files', () => {
  const common = {
    sessionId: ID,
    pid: 22688,
    startToken: '310446',
    cwd: '/home/dev/my.app_v2 – x',
    title: undefined,
    waitingFor: undefined,
  }
  const expected: Readonly<Record<string, LiveClaim>> = {
    '22688.None.json': { ...common, status: undefined, statusSince: undefined },
    '22688.busy.json': { ...common, status: 'working', statusSince: new Date(1795220382879) },
    '22688.idle.json': { ...common, status: 'idle', statusSince: new Date(1795220378906) },
    '22688.shell.json': { ...common, status: 'idle', statusSince: new Date(1795220390716) },
    '22688.waiting-input_needed.json': {
      ...common,
      status: 'waiting',
      waitingFor: 'input needed',
      statusSince: new Date(1795220383236),
    },
  }

  it('are all told of', () => {
    expect(readdirSync(RECORDED).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))('say in %s what the session does', (name, claim) => {
    const text = readFileSync(`${RECORDED}/${name}`, 'utf8')
    expect(claimsIn({ [`${SESSIONS}/22688.json`]: text })).toEqual([claim])
  })
})

describe('claudeLiveClaims', () => {
  it('takes only a name that a person gave for a title', () => {
    const titles = ['user', 'derived', 'auto', undefined].map(
      (nameSource) => claimsIn(stateFile({ name: 'Checkout', nameSource }))[0]?.title,
    )
    expect(titles).toEqual(['Checkout', undefined, undefined, undefined])
  })

  it('reads the few fields of old versions', () => {
    expect(claimsIn(stateFile({ cwd: '/home/dev/app' }))).toEqual([
      {
        sessionId: ID,
        pid: 7,
        startToken: undefined,
        cwd: '/home/dev/app',
        title: undefined,
        status: undefined,
        waitingFor: undefined,
        statusSince: undefined,
      },
    ])
  })

  it('does not guess what a state means that it does not know', () => {
    expect(claimsIn(stateFile({ status: 'dreaming' }))[0]?.status).toBeUndefined()
  })

  it('reads every configuration folder that is set', () => {
    const env = { CLAUDE_CONFIG_DIR: '/a,/b' }
    const files = {
      '/a/sessions/7.json': JSON.stringify({ pid: 7, sessionId: 'one' }),
      '/b/sessions/8.json': JSON.stringify({ pid: 8, sessionId: 'two' }),
    }
    const claims = claudeLiveClaims({ ...LINUX, env }, recordingReader(files).reader)
    expect(claims.map(({ sessionId }) => sessionId)).toEqual(['one', 'two'])
  })

  it('opens neither keys nor what older versions left behind', () => {
    const state = JSON.stringify({ pid: 7, sessionId: ID })
    const { reader, opened } = recordingReader({
      [`${SESSIONS}/7.json`]: state,
      [`${SESSIONS}/7.key`]: 'secret',
      [`${SESSIONS}/7.json.key`]: 'secret',
      [`${SESSIONS}/pid-9.json`]: state,
    })
    expect(claudeLiveClaims(LINUX, reader)).toHaveLength(1)
    expect(opened).toEqual([`${SESSIONS}/7.json`])
  })

  it.each([
    '',
    '{"pid":7',
    '[]',
    'null',
    '{}',
    `{"sessionId":"${ID}"}`,
    '{"pid":7}',
    `{"pid":"7","sessionId":"${ID}"}`,
  ])('skips a file with %j and goes on with the next', (text) => {
    const next = JSON.stringify({ pid: 8, sessionId: 'next' })
    const claims = claimsIn({ [`${SESSIONS}/7.json`]: text, [`${SESSIONS}/8.json`]: next })
    expect(claims.map(({ sessionId }) => sessionId)).toEqual(['next'])
  })

  it('has none where the folder is not there, or a file is gone by the time it is read', () => {
    expect(claimsIn({})).toEqual([])
    const vanishing: SmallFileReader = { ...recordingReader({}).reader, list: () => ['7.json'] }
    expect(claudeLiveClaims(LINUX, vanishing)).toEqual([])
  })
})

function stateFile(fields: object): Readonly<Record<string, string>> {
  return { [`${SESSIONS}/7.json`]: JSON.stringify({ pid: 7, sessionId: ID, ...fields }) }
}

function claimsIn(files: Readonly<Record<string, string>>): readonly LiveClaim[] {
  return claudeLiveClaims(LINUX, recordingReader(files).reader)
}

/** Files by path, and the paths of those that were opened. */
function recordingReader(files: Readonly<Record<string, string>>): {
  readonly reader: SmallFileReader
  readonly opened: readonly string[]
} {
  const opened: string[] = []
  const reader: SmallFileReader = {
    list(folder) {
      const names = Object.keys(files).filter((path) => path.startsWith(`${folder}/`))
      return names.length > 0 ? names.map((path) => path.slice(folder.length + 1)) : undefined
    },
    read(path) {
      opened.push(path)
      return files[path]
    },
    modifiedAt: () => undefined,
  }
  return { reader, opened }
}

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SmallFileReader } from '../provider.ts'
import { qwenLiveClaims } from './live-claims.ts'
import { fixturePath } from './testing/chats.ts'

const HOME = { platform: 'linux', home: '/home/dev', env: {} } as const
const REGISTRY = '/home/dev/.qwen/sessions'
const WRITTEN = readFileSync(fixturePath('generated/v0.24.4/sessions/26431.json'), 'utf8')

function filesOf(files: Readonly<Record<string, string>>, folder = REGISTRY): SmallFileReader {
  return {
    list: (asked) => (asked === folder ? Object.keys(files) : undefined),
    read: (path) => files[path.slice(folder.length + 1)],
    modifiedAt: () => undefined,
  }
}

describe('the registry of open sessions', () => {
  it('names session, process and folder, and nothing that is secret', () => {
    const claims = qwenLiveClaims(HOME, filesOf({ '26431.json': WRITTEN }))
    expect(claims).toEqual([
      {
        sessionId: '043d5d42-9916-4258-b393-c039fedae993',
        pid: 26_431,
        startToken: '483112',
        cwd: '/home/dev/qw-proj',
        title: undefined,
        status: undefined,
        waitingFor: undefined,
        statusSince: undefined,
      },
    ])
    expect(JSON.stringify(claims)).not.toContain('REDACTED')
  })

  it('is looked for in both folders that the environment names', () => {
    const env = { QWEN_HOME: '/q', QWEN_RUNTIME_DIR: '/run/q' }
    const files = filesOf({ '26431.json': WRITTEN }, '/run/q/sessions')
    expect(qwenLiveClaims({ ...HOME, env }, files)).toHaveLength(1)
  })

  it.each(['', '{}', '[]', '{"pid":1}', '{"pid":-1,"sessionId":"a"}', '{"pid":"1","sessionId":"a"}'])(
    'claims nothing by %s',
    (content) => {
      expect(qwenLiveClaims(HOME, filesOf({ '1.json': content }))).toEqual([])
    },
  )

  it('is not made of other files', () => {
    expect(
      qwenLiveClaims(HOME, filesOf({ 'a.json': WRITTEN, '1.json.tmp': WRITTEN, '1.key': WRITTEN })),
    ).toEqual([])
    expect(qwenLiveClaims({ ...HOME, home: '/other' }, filesOf({ '1.json': WRITTEN }))).toEqual([])
  })
})

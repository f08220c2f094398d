import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { presence } from './presence.ts'
import { provider } from './provider.ts'
import { sessionFiles } from './storage.ts'

const REAL = join(import.meta.dirname, 'fixtures/real/v1.1.65')
const SHARED = join(import.meta.dirname, '../../../../shared/fixtures/opencode/third-party/agent-sessions')
const truthSchema = z.object({
  totals: z.object({
    agent: z.object({
      requests: z.number(),
      input: z.number(),
      output: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
    }),
  }),
  toolCalls: z.array(z.object({ name: z.string() })),
  errors: z.array(z.object({ status: z.number() })),
})

/** The only session of a storage. */
function sessionIn(storage: string): string {
  const [project = ''] = readdirSync(join(storage, 'session'))
  const [name = ''] = readdirSync(join(storage, 'session', project))
  return join(storage, 'session', project, name)
}

function read(path: string) {
  const file = documentFile(path, path.split('/').slice(-2).join('/'))
  const [session] = sessionFiles.sessions(file)
  if (!session) throw new Error('no session')
  const { sink, recording } = recordingSink()
  const outcomes = sessionFiles.read(file, session, sink)
  expect(complaintsAbout(recording.calls)).toEqual([])
  return { session, recording, outcomes }
}

describe('a session that opencode 1.1.65 wrote', () => {
  const truth = truthSchema.parse(
    JSON.parse(readFileSync(join(REAL, 'headless-429-retry/expected.json'), 'utf8')),
  )
  const { session, recording, outcomes } = read(sessionIn(join(REAL, 'headless-429-retry/storage')))

  it('has the tokens that the server told', () => {
    const { agent } = truth.totals
    expect(recording.sums).toEqual({
      // The protocol has no tokens written to the cache: the server sent them as plain input.
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(9838)
  })

  it('tells what was done', () => {
    expect(session).toMatchObject({ sessionId: 'ses_e02f0e87fffe72EclEU5JnwCdB', subagentOf: undefined })
    expect(recording.of('version')).toEqual([['1.1.65']])
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/code/oc-p']])
    expect(recording.of('title')).toEqual([['assistant', 'Summarise parser notes']])
    expect(recording.of('prompt')).toHaveLength(1)
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('file')).toEqual([['/home/dev/code/oc-p/notes.txt', 'read']])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toMatchObject({ unknown: 0, malformed: 0 })
  })
})

it('tells a request that failed for good', () => {
  const { recording } = read(sessionIn(join(REAL, 'api-error-400/storage')))
  expect(recording.errors).toMatchObject([
    { kind: 'api', message: 'prompt is too long: 250000 tokens > 200000 maximum' },
  ])
  expect(recording.responses.size).toBe(0)
  expect(recording.lastPhase).toBe('failed')
})

describe('a storage', () => {
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'opencode-'))
    cpSync(join(REAL, 'headless-429-retry/storage'), join(data, 'storage'), { recursive: true })
  })
  afterEach(() => rmSync(data, { recursive: true }))
  const session = () => sessionIn(join(data, 'storage'))
  const sessions = () => sessionFiles.sessions(documentFile(session()))
  const messages = () => join(data, 'storage/message/ses_e02f0e87fffe72EclEU5JnwCdB')

  it('holds nothing where a later version has taken it into its database', () => {
    expect(sessions()).toHaveLength(1)
    writeFileSync(join(data, 'opencode.db'), '')
    expect(sessions()).toEqual([])
  })

  it('names the session at the top of those that started another', () => {
    const folder = dirname(session())
    const link = (id: string, parentID?: string) =>
      writeFileSync(join(folder, `${id}.json`), JSON.stringify({ id, parentID, time: { created: 1 } }))
    link('ses_root')
    link('ses_middle', 'ses_root')
    link('ses_leaf', 'ses_middle')
    link('ses_lost', 'ses_gone')
    link('ses_round', 'ses_round')
    link('ses_out', '../../../secret')
    const rootOf = (id: string) =>
      sessionFiles.sessions(documentFile(join(folder, `${id}.json`)))[0]?.subagentOf
    expect(['ses_leaf', 'ses_middle', 'ses_root', 'ses_lost', 'ses_round', 'ses_out'].map(rootOf)).toEqual([
      'ses_root',
      'ses_root',
      undefined,
      'ses_gone',
      undefined,
      undefined,
    ])
  })

  it('has another stamp with each message', () => {
    const [before] = sessions()
    const added = { id: 'msg_zzz', role: 'user', time: { created: 1_795_247_000_000 } }
    writeFileSync(join(messages(), 'msg_zzz.json'), JSON.stringify(added))
    expect(sessions()[0]?.stamp).not.toBe(before?.stamp)
  })

  it('counts what is broken, and reads the rest', () => {
    writeFileSync(join(messages(), 'msg_zzz.json'), '{"id":')
    mkdirSync(join(data, 'storage/part/msg_1fd0f17ba001R60bFR03f0lBA7/folder'))
    writeFileSync(join(data, 'storage/part/msg_1fd0f17ba001R60bFR03f0lBA7/prt_zzz.json'), '[]')
    const { recording, outcomes } = read(session())
    expect(outcomes).toMatchObject({ malformed: 2 })
    expect(recording.responses.size).toBe(3)
  })

  it.each(['{}', '[]', '{"id":"../x"}', ''])('is refused where a session is %j', (text) => {
    writeFileSync(session(), text)
    expect(sessions).toThrow('no record of a session')
  })

  it('lies below the folder of the database, and below that which a variable names', () => {
    const paths = (env: Readonly<Record<string, string>>) =>
      presence.roots({ platform: 'linux', home: '/home/dev', env }).map(({ path }) => path)
    expect(paths({})).toEqual([
      '/home/dev/.local/share/opencode',
      '/home/dev/.local/share/opencode/storage/session',
    ])
    expect(paths({ XDG_DATA_HOME: '/x' })).toContain('/x/opencode/storage/session')
    expect(provider.transcript('p1/ses_1.json')).toEqual({
      sessionId: 'ses_1',
      subagentOf: undefined,
      form: 'document',
    })
    expect(provider.transcript('p1/msg_1.json')).toBeUndefined()
  })
})

it.runIf(existsSync(SHARED))('reads a storage that another project tests with', () => {
  const path = join(SHARED, 'storage_v2/session/proj_test/ses_s_stage0_large.json')
  const { session, recording } = read(path)
  expect(session.sessionId).toBe('s_stage0_large')
  expect(recording.of('model')).toContainEqual(['gpt-4o-mini'])
  expect(recording.of('prompt').map(([text]) => text)).toEqual(['Step 1', 'Step 2'])
  expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['bash'])
})

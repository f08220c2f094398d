import { describe, expect, it } from 'vitest'
import type { ModelServerAddress, Provider } from '../../providers/provider.ts'
import { providerId } from '../../shared/domain/provider-id.ts'
import { type AssistantProcess, matchProcesses } from '../discovery/match-processes.ts'
import { makeProcess, makeProvider, snapshotOf } from '../discovery/testing/processes.ts'
import type { LoopbackAnswer } from '../ports.ts'
import { ModelServers } from './model-servers.ts'

const ID = providerId('catserver')
const PORT = 4000

/** A machine with one model server, whose answers a test gives one by one. */
function machine(paths: readonly string[] = ['/models']) {
  const asked: string[] = []
  const limits: number[] = []
  const failures: unknown[] = []
  const state = {
    now: Date.parse('2026-11-20T12:00:00Z'),
    monotonicMs: 0,
    listening: new Set<number>() as ReadonlySet<number> | undefined,
    address: { kind: 'loopback', host: '127.0.0.1', port: PORT } as ModelServerAddress | Error,
    answer: (_path: string): Promise<LoopbackAnswer> => Promise.resolve({ kind: 'refused' }),
  }
  const provider: Provider = {
    ...makeProvider(ID, ({ exe }) =>
      exe === '/bin/cat' ? { role: 'host', sessionHint: undefined } : undefined,
    ),
    modelServer: {
      paths,
      address: () => {
        if (state.address instanceof Error) throw state.address
        return state.address
      },
      read: (answer) => {
        if (!Array.isArray(answer)) return undefined
        const models = answer.map((id: string) => ({
          id,
          model: id,
          contextTokens: 1000,
          sizeBytes: undefined,
          graphicsBytes: undefined,
          unloadsAt: undefined,
        }))
        return { models, malformed: 0 }
      },
    },
  }
  const servers = new ModelServers(
    {
      clock: { now: () => new Date(state.now), monotonicMs: () => state.monotonicMs },
      logger: { debug() {}, warn() {}, error() {} },
      environment: { platform: 'linux', home: '/home/dev', env: {} },
      loopback: {
        listeningPorts: () => state.listening,
        get: ({ path }, timeoutMs) => {
          asked.push(path)
          limits.push(timeoutMs)
          return state.answer(path)
        },
      },
    },
    () => [provider, makeProvider('other', () => undefined)],
  )
  const process = makeProcess({ pid: 7, exe: '/bin/cat' })
  const assistants = matchProcesses([provider], snapshotOf(process), () => {})
  const look = (seen: readonly AssistantProcess[] = assistants) =>
    servers.look(seen, (_provider, cause) => void failures.push(cause))
  return { servers, state, asked, limits, failures, look }
}

function told(...ids: readonly string[]): () => Promise<LoopbackAnswer> {
  return () => Promise.resolve({ kind: 'answered', status: 200, body: JSON.stringify(ids) })
}

/** An answer that comes when the test says so. */
function later() {
  let bring: (answer: LoopbackAnswer) => void = () => {}
  const answer = new Promise<LoopbackAnswer>((resolve) => {
    bring = resolve
  })
  return { answer: () => answer, bring: (given: LoopbackAnswer) => bring(given) }
}

/** Lets everything run that waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

describe('a server that is not there', () => {
  it.each([new Set([4001]), undefined])('is not asked, where those that listen are %s', async (listening) => {
    const { servers, state, asked, look } = machine()
    state.listening = listening
    await look([])
    expect(asked).toEqual([])
    expect(servers.models).toEqual([])
    expect(servers.reports.get(ID)).toBe('Not running, so that 127.0.0.1:4000 is not asked.')
  })

  it('is asked where its process is not to be seen, but somebody listens at its port', async () => {
    const { servers, state, look } = machine()
    state.listening = new Set([4000])
    state.answer = told('mouse')
    await look([])
    expect(servers.models).toMatchObject([{ providerId: ID, model: { id: 'mouse' }, process: undefined }])
  })

  it('holds nothing any more as soon as it is gone', async () => {
    const { servers, state, look } = machine()
    state.answer = told('mouse')
    await look()
    await look([])
    expect(servers.models).toEqual([])
  })

  it('holds nothing any more when it no longer listens', async () => {
    const { servers, state, look } = machine()
    state.answer = told('mouse')
    await look()
    state.answer = () => Promise.resolve({ kind: 'refused' })
    await look()
    await turns()
    expect(servers.models).toEqual([])
    expect(servers.reports.get(ID)).toBe('It runs, but does not listen at 127.0.0.1:4000.')
  })
})

describe('a server that is there', () => {
  it('tells its models, with its process', async () => {
    const { servers, state, look, limits } = machine()
    state.answer = told('mouse', 'bird')
    await look()
    expect(servers.models).toMatchObject([
      { model: { id: 'mouse' }, process: { process: { pid: 7 } }, isConfirmed: true },
      { model: { id: 'bird' } },
    ])
    expect(limits).toEqual([300])
    state.now += 4000
    expect(servers.reports.get(ID)).toBe('127.0.0.1:4000 holds 2 models, as it said 4 s ago.')
  })

  it('is waited for once, and asked beside the later looks', async () => {
    const { servers, state, look, asked } = machine()
    state.answer = told('mouse')
    await look()
    const slow = later()
    state.answer = slow.answer
    await look()
    await look()
    expect(asked).toHaveLength(2)
    expect(servers.models).toMatchObject([{ model: { id: 'mouse' } }])
    slow.bring(await told('bird')())
    await turns()
    expect(servers.models).toMatchObject([{ model: { id: 'bird' } }])
  })

  it('has news as soon as its answer is another', async () => {
    const { servers, state, look } = machine()
    expect(servers.takeNews()).toBe(false)
    state.answer = told('mouse')
    await look()
    expect([servers.takeNews(), servers.takeNews()]).toEqual([true, false])
    const slow = later()
    state.answer = slow.answer
    await look()
    expect(servers.takeNews()).toBe(false)
    slow.bring(await told('bird')())
    await turns()
    expect(servers.takeNews()).toBe(true)
  })

  it('is believed for as long as nobody asks again', async () => {
    const { servers, state, look } = machine()
    state.answer = told('mouse')
    await look()
    state.now += 600_000
    expect(servers.models).toMatchObject([{ isConfirmed: true }])
  })

  it('is not waited for again when it did not answer the first time', async () => {
    const { servers, state, look } = machine()
    state.answer = () => Promise.resolve({ kind: 'failed', reason: 'did not answer in time' })
    await look()
    expect(servers.reports.get(ID)).toBe('127.0.0.1:4000 did not answer in time.')
    state.answer = later().answer
    await look()
    expect(servers.models).toEqual([])
  })

  it('is believed for a minute when it no longer answers', async () => {
    const { servers, state, look } = machine()
    state.answer = told('mouse')
    await look()
    state.answer = () => Promise.resolve({ kind: 'failed', reason: 'did not answer in time' })
    state.now += 30_000
    await look()
    await turns()
    expect(servers.models).toMatchObject([{ model: { id: 'mouse' }, isConfirmed: false }])
    expect(servers.reports.get(ID)).toBe(
      '127.0.0.1:4000 did not answer in time, after it had answered 30 s ago.',
    )
    state.now += 31_000
    expect(servers.models).toEqual([])
  })

  it('has nothing more to say when it has gone or moved meanwhile', async () => {
    const { servers, state, look } = machine()
    const slow = later()
    state.answer = slow.answer
    const first = look()
    await look([])
    slow.bring(await told('mouse')())
    await first
    expect(servers.models).toEqual([])
  })
})

describe('the paths of a server', () => {
  const unknown: LoopbackAnswer = { kind: 'answered', status: 200, body: '{"error":"no such path"}' }
  const notFound: LoopbackAnswer = { kind: 'answered', status: 404, body: '' }

  it.each([unknown, notFound])('are tried until it knows one, within the same 300 ms', async (answer) => {
    const { servers, state, look, asked, limits } = machine(['/v1', '/v0'])
    state.answer = (path) => {
      state.monotonicMs += 250
      return path === '/v1' ? Promise.resolve(answer) : told('mouse')()
    }
    await look()
    expect(asked).toEqual(['/v1', '/v0'])
    expect(limits).toEqual([300, 50])
    expect(servers.models).toMatchObject([{ model: { id: 'mouse' } }])
  })

  it('may all be unknown to it', async () => {
    const { servers, state, look } = machine(['/v1', '/v0'])
    state.answer = () => Promise.resolve(unknown)
    await look()
    expect(servers.reports.get(ID)).toBe('127.0.0.1:4000 does not know how to tell its models.')
  })
})

describe('an answer that is none', () => {
  it.each<[number, string, string]>([
    [401, '', '127.0.0.1:4000 wants a token (401), and is sent none.'],
    [302, '', '127.0.0.1:4000 answered with status 302.'],
    [500, '["mouse"]', '127.0.0.1:4000 answered with status 500.'],
    [200, '<html>', '127.0.0.1:4000 answered something else than its models: '],
  ])('is said to be so: status %i, %j', async (status, body, sentence) => {
    const { servers, state, look } = machine()
    state.answer = () => Promise.resolve({ kind: 'answered', status, body })
    await look()
    expect(servers.models).toEqual([])
    expect(servers.reports.get(ID)).toContain(sentence)
  })
})

describe('an address', () => {
  it('on another machine is not asked', async () => {
    const { servers, state, look, asked } = machine()
    state.address = { kind: 'not asked', reason: 'CAT_HOST names 10.0.0.1, which is not this machine' }
    state.listening = new Set([4000])
    await look()
    expect(asked).toEqual([])
    expect(servers.reports.get(ID)).toBe('Not asked: CAT_HOST names 10.0.0.1, which is not this machine.')
  })

  it('that its provider cannot tell is said to be so', async () => {
    const { servers, state, look, failures } = machine()
    state.address = new Error('no such thing')
    await look()
    expect(failures).toEqual([state.address])
    expect(servers.reports.get(ID)).toBe('Not asked: its address is not known: no such thing.')
  })
})

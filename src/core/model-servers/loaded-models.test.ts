import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from '../api/router.ts'
import { type App, createApp } from '../app.ts'
import { makeProcess, snapshotOf } from '../discovery/testing/processes.ts'
import { createLoopback } from '../loopback/loopback.ts'
import type { Ports } from '../ports.ts'
import { systemClock } from '../system-clock.ts'

const providers = resolve(import.meta.dirname, '../../providers')
const ollamaAnswer = readFileSync(join(providers, 'ollama/fixtures/ps.json'))
const lmStudioAnswer = readFileSync(join(providers, 'lm-studio/fixtures/v1-models.json'))

let home: string
const apps: App[] = []
const servers: Server[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'models-'))
})
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
  rmSync(home, { recursive: true })
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** The application over a home in which a server runs, and is found by its process. */
async function open(env: Ports['environment']['env'], argv: readonly string[]) {
  const app = await createApp({
    clock: systemClock,
    logger: { debug() {}, warn() {}, error() {} },
    environment: { platform: 'linux', home, env: { ...env, LLM_SESSION_HOME: join(home, 'data') } },
    dataFolder: join(home, 'data'),
    host: { kind: 'cli', capabilities: [] },
    version: '0.0.0-test',
    demo: false,
    loopback: createLoopback('linux'),
    processes: {
      snapshot: async () => snapshotOf(makeProcess({ pid: 31, exe: argv[0], argv: [...argv] })),
      someEnded: async () => false,
      openFiles: async () => [],
    },
  })
  apps.push(app)
  await app.look()
  return createRouterClient(createRouter(app.service))
}

describe('models of Ollama', () => {
  const argv = ['/usr/local/bin/ollama', 'serve']

  it('are rows with what the server tells, and nothing made up', async () => {
    const port = await serve((request, response) => {
      response.writeHead(request.url === '/api/ps' ? 200 : 500).end(ollamaAnswer)
    })
    const client = await open({ OLLAMA_HOST: `127.0.0.1:${port}` }, argv)
    const { sessions } = await client.sessions.list({})
    expect(sessions).toHaveLength(2)
    expect(sessions[0]).toMatchObject({
      id: 'ollama:qwen3-coder:30b',
      provider: 'ollama',
      title: 'qwen3-coder:30b',
      model: 'qwen3-coder:30b',
      pid: 31,
      state: 'idle',
      stateReason: 'It is loaded; whether it is at work, Ollama does not tell.',
      certainty: 'certain',
      context: { used: null, limit: 32_768, ratio: null, limitSource: 'reported' },
      tokens: { total: null, source: 'unknown' },
      costUsd: { value: null, source: 'unknown' },
      health: { score: null, level: 'unscored' },
      recommendations: [],
      startedAt: null,
      transcript: null,
    })
    const { loadedModel } = await client.sessions.get({ id: 'ollama:qwen3-coder:30b' })
    expect(loadedModel).toMatchObject({
      sizeBytes: 21_474_836_480,
      graphicsBytes: 17_179_869_184,
      unloadsAt: new Date('2026-11-21T09:05:00.123Z'),
    })
  })

  it('are said to be told in doctor', async () => {
    const port = await serve((_request, response) => void response.end(ollamaAnswer))
    const client = await open({ OLLAMA_HOST: `127.0.0.1:${port}` }, argv)
    expect(await serverSentence(client, 'ollama')).toMatch(`127.0.0.1:${port} holds 2 models, `)
    expect(await serverSentence(client, 'lm-studio')).toMatch(/^Not running/)
    expect(await serverSentence(client, 'codex')).toBeNull()
  })

  it('go when the model is unloaded, and whoever follows is told', async () => {
    let answer: Buffer | string = ollamaAnswer
    const port = await serve((_request, response) => void response.end(answer))
    const client = await open({ OLLAMA_HOST: `127.0.0.1:${port}` }, argv)
    answer = '{"models":[]}'
    await expect
      .poll(async () => {
        await client.system.refresh()
        return (await client.sessions.list({})).total
      })
      .toBe(0)
    expect(await client.sessions.byIds({ ids: ['ollama:qwen3-coder:30b'] })).toMatchObject({ sessions: [] })
  })

  it('are not asked for on another machine', async () => {
    const client = await open({ OLLAMA_HOST: 'example.com:11434' }, argv)
    expect(await serverSentence(client, 'ollama')).toBe(
      'Not asked: OLLAMA_HOST names example.com, which is not this machine.',
    )
  })

  it('are not asked for where Ollama is switched off in the settings', async () => {
    let asked = 0
    const port = await serve((_request, response) => {
      asked++
      response.end(ollamaAnswer)
    })
    mkdirSync(join(home, 'data'))
    writeFileSync(join(home, 'data', 'config.yaml'), 'providers: { ollama: { enabled: false } }\n')
    const client = await open({ OLLAMA_HOST: `127.0.0.1:${port}` }, argv)
    expect((await client.sessions.list({})).sessions).toEqual([])
    expect(asked).toBe(0)
    const { providers } = await client.system.doctor()
    expect(providers.map(({ id }) => id)).not.toContain('ollama')
  })

  it.each<[string, RequestListener, RegExp]>([
    ['nothing', () => {}, /did not answer in time/],
    ['half', (_request, response) => void response.writeHead(200).write('{"models":['), /did not answer/],
    ['too much', (_request, response) => void response.end(' '.repeat(2 ** 21)), /more than 1 MiB/],
    ['other types', (_request, response) => void response.end('{"models":7}'), /not a list of models/],
    ['no JSON', (_request, response) => void response.end('Ollama is running'), /something else/],
    [
      'a redirect',
      (_request, response) => void response.writeHead(307, { location: 'http://example.com/api/ps' }).end(),
      /answered with status 307/,
    ],
  ])('are none where the server answers %s, and doctor says so', async (_case, listener, sentence) => {
    const port = await serve(listener)
    const client = await open({ OLLAMA_HOST: `127.0.0.1:${port}` }, argv)
    expect((await client.sessions.list({})).sessions).toEqual([])
    expect(await serverSentence(client, 'ollama')).toMatch(sentence)
  })
})

describe('models of LM Studio', () => {
  it('are asked for at the port that its own file names', async () => {
    const port = await serve((_request, response) => void response.end(lmStudioAnswer))
    const file = join(home, '.lmstudio/.internal/http-server-config.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ port, networkInterface: '127.0.0.1' }))
    const client = await open({}, ['/opt/lm-studio/lm-studio'])
    const { sessions } = await client.sessions.list({})
    expect(sessions.map(({ id, model, context }) => [id, model, context.limit])).toEqual([
      ['lm-studio:openai/gpt-oss-20b', 'openai/gpt-oss-20b', 8192],
      ['lm-studio:openai/gpt-oss-20b:2', 'openai/gpt-oss-20b', 131_072],
    ])
    const { loadedModel } = await client.sessions.get({ id: 'lm-studio:openai/gpt-oss-20b:2' })
    expect(loadedModel).toMatchObject({ sizeBytes: null, graphicsBytes: null, unloadsAt: null })
  })
})

type Client = Awaited<ReturnType<typeof open>>

async function serverSentence(client: Client, id: string): Promise<string | null | undefined> {
  const { providers } = await client.system.doctor()
  return providers.find((provider) => provider.id === id)?.modelServer
}

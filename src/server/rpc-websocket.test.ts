import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { changeOf } from './testing/fake-core.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let clients: WebSocket[]

beforeEach(async () => {
  server = await startTestServer()
  clients = []
})
afterEach(async () => {
  for (const client of clients) client.terminate()
  await server.stop()
})

function dial(options: { readonly autoPong?: boolean } = {}): WebSocket {
  const protocols = ['llm-session.v1', `llm-session.token.${server.token}`]
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, protocols, {
    origin: server.origin,
    ...options,
  })
  client.on('error', () => undefined)
  clients.push(client)
  return client
}

async function connect(options: { readonly autoPong?: boolean } = {}): Promise<WebSocket> {
  const client = dial(options)
  await once(client, 'open')
  return client
}

/** Makes a call and waits for its answer. */
async function ask(client: WebSocket, id: string, path = 'system/info'): Promise<string> {
  const answer = once(client, 'message')
  client.send(JSON.stringify({ i: id, p: { u: `/${path}`, b: {} } }))
  return String((await answer)[0])
}

async function closeCode(client: WebSocket): Promise<unknown> {
  return (await once(client, 'close'))[0]
}

describe('WebSockets', () => {
  it('are 32 at once; the next are refused, and one that leaves makes room', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const client = dial()
        const refused = once(client, 'unexpected-response').then(([, response]) => response.statusCode)
        return Promise.race([once(client, 'open').then(() => 'open'), refused])
      }),
    )
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(32)
    expect(outcomes.filter((outcome) => outcome === 503)).toHaveLength(8)
    const first = clients.find((client) => client.readyState === WebSocket.OPEN)
    const left = first && closeCode(first)
    first?.close()
    await left
    await connect()
  })

  it('end when they do not answer a ping until the next one', async () => {
    const silent = await connect({ autoPong: false })
    const alive = await connect()
    const pinged = Promise.all([once(silent, 'ping'), once(alive, 'ping')])
    server.tick()
    await pinged
    // Its pong went before this call, so it has arrived when the answer comes.
    await ask(alive, '1')
    const ended = closeCode(silent)
    server.tick()
    expect(await ended).toBe(1006)
    expect(await ask(alive, '2')).toContain('"version"')
  })

  it('end when their reader does not keep up, and their streams are cleaned up', async () => {
    const slow = await connect()
    await ask(slow, '1', 'sessions/changes')
    await server.core.opened(1)
    slow.pause()
    const large = changeOf(['x'.repeat(1024 * 1024)])
    for (let i = 0; i < 64; i += 1) server.core.emit(large)
    await server.core.cleanedUp(1)
    expect(server.logger.messages('warn')).toEqual(['dropped a WebSocket whose reader does not keep up'])
  })

  it('end on a message that is too large', async () => {
    const client = await connect()
    const ended = closeCode(client)
    client.send('x'.repeat(1024 * 1024 + 1))
    expect(await ended).toBe(1009)
  })

  it('end on a message that is not text', async () => {
    const client = await connect()
    const ended = closeCode(client)
    client.send(Buffer.from('{}'))
    expect(await ended).toBe(1003)
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"i":1}',
    '{"i":"1","p":{"u":"::"}}',
    '{"i":"1","p":null}',
    '{"i":"1","t":9}',
  ])('survive a message that is no call (%j)', async (message) => {
    const client = await connect()
    client.send(message)
    expect(await ask(client, '7')).toContain('"i":"7"')
  })

  it('serve no procedure that is not listed', async () => {
    const client = await connect()
    expect(await ask(client, '1', 'system/halt')).toContain('"s":404')
  })

  it('clean up their streams when the client goes away', async () => {
    const client = await connect()
    await ask(client, '1', 'sessions/changes')
    await server.core.opened(1)
    client.terminate()
    await server.core.cleanedUp(1)
    expect(server.logger.messages('error')).toEqual([])
  })

  it('end when the server stops', async () => {
    const client = await connect()
    const ended = closeCode(client)
    await server.host.stop()
    expect([1001, 1006]).toContain(await ended)
  })
})

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { PIECE_BYTES } from './shared/domain/context-files.ts'
import { type HostPort, serveContractOnPort } from './main/contract-port.ts'
import { createContractClient } from './renderer/connection/contract-client.ts'
import { openMessagePortLink } from './renderer/connection/message-port-link.ts'
import { openReconnectingSocket } from './renderer/connection/reconnecting-socket.ts'
import { createServerHost, type RunningServer } from './server/server-host.ts'
import {
  changeOf,
  createFakeCore,
  EXPLODING_ID,
  type FakeCore,
  SECRET,
  STARTED_AT,
} from './server/testing/fake-core.ts'
import { createManualClock, createRecordingLogger } from './server/testing/recording-logger.ts'
import type { ContractClient } from './shared/contract/index.ts'
import { RPC_PATH, SOCKET_PATH } from './shared/contract/transport.ts'

interface Opened {
  readonly client: ContractClient
  /** Ends the transport from the host's side. */
  readonly close: () => Promise<void> | void
}

interface Transport {
  readonly name: string
  open(core: FakeCore, logger: ReturnType<typeof createRecordingLogger>): Promise<Opened>
}

const overMessagePort: Transport = {
  name: 'MessagePort',
  open: async (core, logger) => {
    const { port1, port2 } = new MessageChannel()
    const close = serveContractOnPort(asHostPort(port1), {
      router: core.router,
      logger,
      isOurPage: () => true,
    })
    const link = openMessagePortLink(port2, () => undefined)
    return { client: createContractClient(() => link), close }
  },
}

const overHttp: Transport = {
  name: 'HTTP',
  open: async (core, logger) => {
    const { running, stop } = await startServer(core, logger)
    const link = new RPCLink({
      url: `${running.origin}${RPC_PATH}`,
      headers: { authorization: `Bearer ${running.token}` },
    })
    return { client: createORPCClient<ContractClient>(link), close: stop }
  },
}

const overWebSocket: Transport = {
  name: 'WebSocket',
  open: async (core, logger) => {
    const { running, stop } = await startServer(core, logger)
    const { origin, port, token } = running
    const opened = Promise.withResolvers<void>()
    const socket = openReconnectingSocket({
      url: `ws://127.0.0.1:${port}${SOCKET_PATH}`,
      token,
      openSocket: (url, protocols) => quiet(new WebSocket(url, protocols, { origin })),
      schedule: () => () => undefined,
      onStatus: ({ state }) => state === 'open' && opened.resolve(),
    })
    await opened.promise
    return { client: createContractClient(() => socket.link()), close: stop }
  },
}

const inProcess: Transport = {
  name: 'in-process',
  open: async (core) => ({ client: createRouterClient(core.router), close: () => undefined }),
}

const WIRES = [overMessagePort, overHttp, overWebSocket]

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function open(transport: Transport) {
  const core = createFakeCore()
  const logger = createRecordingLogger()
  const opened = await transport.open(core, logger)
  cleanups.push(() => opened.close())
  return { core, logger, ...opened }
}

describe.each([inProcess, ...WIRES])('the contract over $name', (transport) => {
  it('keeps a date a date, to the millisecond', async () => {
    const { client } = await open(transport)
    const list = await client.sessions.list({})
    expect(list.generatedAt).toEqual(STARTED_AT)
    expect(list.sessions[0]?.startedAt).toBeInstanceOf(Date)
    expect(list.sessions[0]?.startedAt?.toISOString()).toBe(STARTED_AT.toISOString())
    expect(list.sessions[0]?.title).toBe('Überschrift – “quoted” <b>')
  })

  it('delivers a typed error with its data', async () => {
    const { client } = await open(transport)
    const error = await rejection(client.sessions.get({ id: 'c' }))
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({
      code: 'AMBIGUOUS_ID',
      defined: true,
      data: { id: 'c', candidates: ['claude-code:one', 'codex:one'] },
    })
  })

  it('refuses bad input', async () => {
    const { client, logger } = await open(transport)
    const error = await rejection(client.sessions.list({ limit: 0 }))
    expect(error).toMatchObject({ code: 'BAD_REQUEST', data: { issues: [{ path: ['limit'] }] } })
    expect(logger.messages('error')).toEqual([])
  })

  it('carries files that are larger than a message, out and in', async () => {
    const { client, logger } = await open(transport)
    const offered = await client.contexts.export({ ids: ['claude-code:one'] })
    expect(offered.sizeBytes).toBeGreaterThan(2 << 20)
    const file = await fetched(client, offered.transfer)
    expect(file.length).toBe(offered.sizeBytes)
    expect(await rejection(client.contexts.download({ transfer: offered.transfer, from: 0 }))).toMatchObject({
      code: 'TRANSFER_GONE',
    })
    const transfer = await handedOver(client, file)
    expect(await client.contexts.preview({ transfer })).toMatchObject({
      kind: 'importable',
      contexts: [{ novelty: 'new', conversationMessages: 20_000 }],
      sizeBytes: file.length,
    })
    expect(await rejection(client.contexts.import({ transfer }))).toMatchObject({
      code: 'NOT_SAVED',
      data: { reason: 'Nothing can be kept here.' },
    })
    expect(logger.messages('error')).toEqual([])
  })

  it('says where a file is wrong, and bounds its pieces', async () => {
    const { client } = await open(transport)
    const transfer = await handedOver(client, Buffer.from('{\n  "format": "llm-session-context",,\n}'))
    expect(await client.contexts.preview({ transfer })).toMatchObject({
      kind: 'refused',
      problems: [{ place: { line: 2, column: 35 } }],
    })
    expect(await rejection(client.contexts.import({ transfer }))).toMatchObject({
      code: 'CONTEXT_REFUSED',
      data: { problems: [{ place: { line: 2, column: 35 } }] },
    })
    const piece = Buffer.alloc(PIECE_BYTES + 3).toString('base64')
    expect(await rejection(client.contexts.upload({ transfer: null, from: 0, piece }))).toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await rejection(client.contexts.upload({ transfer, from: 1, piece: '' }))).toMatchObject({
      code: 'TRANSFER_GONE',
    })
  })

  it('cleans up a stream that its reader leaves', async () => {
    const { client, core } = await open(transport)
    const seen: (readonly string[])[] = []
    for await (const change of await client.sessions.changes()) {
      seen.push(change.changed)
      expect(change.at).toEqual(STARTED_AT)
      if (seen.length === 2) break
      core.emit(changeOf(['claude-code:one']))
    }
    expect(seen).toEqual([[], ['claude-code:one']])
    await core.cleanedUp(1)
  })

  it('cleans up a stream that its reader aborts while nothing happens', async () => {
    const { client, core } = await open(transport)
    const abort = new AbortController()
    const stream = await client.sessions.changes(undefined, { signal: abort.signal })
    await stream.next()
    const waiting = Promise.allSettled([stream.next()])
    abort.abort()
    await core.cleanedUp(1)
    expect(await waiting).not.toMatchObject([{ value: { done: false } }])
  })
})

describe.each(WIRES)('the wire $name', (transport) => {
  it('hides what an unknown error says, and logs it once', async () => {
    const { client, logger } = await open(transport)
    const error = await rejection(client.sessions.get({ id: EXPLODING_ID }))
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' })
    expect(inspect(error, { depth: 10 })).not.toContain(SECRET)
    expect(logger.messages('error')).toEqual(['sessions.get failed'])
    expect(logger.text()).toContain(SECRET)
  })

  it('hides what an unknown error in a stream says, and logs it once', async () => {
    const { client, core, logger } = await open(transport)
    const stream = await client.sessions.changes()
    await stream.next()
    core.failStreams()
    const error = await rejection(stream.next())
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(inspect(error, { depth: 10 })).not.toContain(SECRET)
    expect(logger.messages('error')).toEqual(['sessions.changes failed'])
    await core.cleanedUp(1)
  })

  it('rejects calls after it has closed instead of leaving them to wait', async () => {
    const { client, close } = await open(transport)
    await client.system.info()
    await close()
    expect(await rejection(client.system.info())).toBeInstanceOf(Error)
  })

  it('leaves no call waiting that began just before it closed', async () => {
    const { client, close } = await open(transport)
    await client.system.info()
    const calls = Promise.allSettled([client.system.info(), client.sessions.list({})])
    await close()
    expect(await calls).toHaveLength(2)
  })

  it('rejects a stream under way and cleans it up when it closes', async () => {
    const { client, core, close } = await open(transport)
    const stream = await client.sessions.changes()
    await stream.next()
    const waiting = rejection(stream.next())
    await close()
    expect(await waiting).toBeInstanceOf(Error)
    await core.cleanedUp(1)
  })
})

describe.each([overMessagePort, overWebSocket])('the link $name', (transport) => {
  it('calls a lost connection by its name, for later calls and for streams under way', async () => {
    const { client, close } = await open(transport)
    const stream = await client.sessions.changes()
    await stream.next()
    const waiting = rejection(stream.next())
    await close()
    expect(await waiting).toMatchObject({ code: 'HOST_DISCONNECTED' })
    expect(await rejection(client.system.info())).toMatchObject({ code: 'HOST_DISCONNECTED' })
  })
})

describe('the contract in-process', () => {
  it('hands an unknown error to its caller as it is: a host without a wire must hide it at its own edge', async () => {
    const { client, logger } = await open(inProcess)
    const error = await rejection(client.sessions.get({ id: EXPLODING_ID }))
    expect(error).not.toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ message: SECRET })
    expect(logger.messages('error')).toEqual([])
  })
})

async function fetched(client: ContractClient, transfer: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (let from: number | null = 0; from !== null; ) {
    const { piece, next }: { piece: string; next: number | null } = await client.contexts.download({
      transfer,
      from,
    })
    pieces.push(Buffer.from(piece, 'base64'))
    from = next
  }
  return Buffer.concat(pieces)
}

async function handedOver(client: ContractClient, bytes: Buffer): Promise<string> {
  let transfer: string | null = null
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const piece = bytes.subarray(from, from + PIECE_BYTES).toString('base64')
    const uploaded: { transfer: string } = await client.contexts.upload({ transfer, from, piece })
    transfer = uploaded.transfer
  }
  return transfer ?? expect.fail('there was nothing to hand over')
}

async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(promise).then(
    (value) => expect.fail(`resolved with ${inspect(value)}`),
    (error: unknown) => error,
  )
}

/** A port of Node's in the shape that Electron gives it in the main process. */
function asHostPort(port: MessagePort): HostPort {
  return {
    on: (name: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      port.addEventListener(name, (event) =>
        listener({ data: event instanceof MessageEvent ? event.data : undefined }),
      ),
    start: () => port.start(),
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  }
}

async function startServer(
  core: FakeCore,
  logger: ReturnType<typeof createRecordingLogger>,
): Promise<{ running: RunningServer; stop: () => Promise<void> }> {
  const staticFolder = await mkdtemp(join(tmpdir(), 'transports-'))
  await writeFile(join(staticFolder, 'index.html'), '<!doctype html>')
  cleanups.push(() => rm(staticFolder, { recursive: true }))
  const host = createServerHost({
    router: core.router,
    staticFolder,
    clock: createManualClock(),
    logger,
    randomBytes,
  })
  return { running: await host.start(), stop: () => host.stop() }
}

/** A lost connection is expected here; `ws` would throw it where nobody listens. */
function quiet(socket: WebSocket): WebSocket {
  return socket.on('error', () => undefined)
}

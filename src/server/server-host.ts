import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock, Logger } from '../core/ports.ts'
import { TOKEN_FRAGMENT_KEY } from '../shared/contract/transport.ts'
import type { ApiRouter } from './api-router.ts'
import { allowedHosts, originOf, parseBindAddress } from './bind-guard.ts'
import { type ConnectionCap, capConnections } from './connection-cap.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { createRefusalLog, type RefusalLog, refuseResponse, refuseSocket } from './refusal.ts'
import { type GuardPolicy, judgeRequest, judgeUpgrade } from './request-guard.ts'
import { pathOf } from './request-head.ts'
import { type CallOutcome, createRpcOverHttp, type RpcOverHttp } from './rpc-http.ts'
import { createRpcOverWebSocket, type RpcOverWebSocket } from './rpc-websocket.ts'
import { loadStaticFiles, type StaticFiles } from './static-files.ts'
import { type Every, everyInterval } from './timers.ts'
import { createLaunchToken, launchTokenFrom } from './token.ts'

export interface ServerHostOptions {
  readonly router: ApiRouter
  /** Folder of the built page. Read once, at the start. */
  readonly staticFolder: string
  /** `127.0.0.1` (the default) or `::1`; everything else is refused. */
  readonly host?: string
  /** 0 (the default) lets the system choose. */
  readonly port?: number
  /** A token that the host brings along; by default a new one for every start. */
  readonly token?: string
  readonly clock: Clock
  readonly logger: Logger
  readonly randomBytes: (size: number) => Uint8Array
  readonly every?: Every
}

export interface RunningServer {
  /** For the person alone: it carries the token, in the fragment. */
  readonly url: string
  readonly origin: string
  readonly port: number
  readonly token: string
}

export interface ServerHost {
  /** Rejects where the address is not loopback, the port is taken, or there is no built page. */
  start(): Promise<RunningServer>
  /** Ends every connection and stream. Resolves when nothing listens any more. */
  stop(): Promise<void>
}

/** Connections that may be open at once; a page needs a handful. */
const MAX_CONNECTIONS = 256

/** A head must be complete in 10 s and a body of at most 1 MiB in 30 s; on loopback both take milliseconds. */
const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
  // The guard refuses a missing host itself, with our headers.
  requireHostHeader: false,
}

/** Serves the page and the reading part of the contract to this machine. */
export function createServerHost(options: ServerHostOptions): ServerHost {
  let running: Promise<Started> | undefined
  return {
    async start() {
      if (running) throw new Error('The server was already started.')
      running = startServer(options)
      try {
        return (await running).address
      } catch (error) {
        running = undefined
        throw error
      }
    },
    async stop() {
      const started = await running?.catch(() => undefined)
      running = undefined
      await started?.stop()
    },
  }
}

interface Started {
  readonly address: RunningServer
  stop(): Promise<void>
}

async function startServer(options: ServerHostOptions): Promise<Started> {
  const address = parseBindAddress(options.host ?? '127.0.0.1')
  if (!address)
    throw new Error(`The server listens on 127.0.0.1 or ::1 only, not on ${JSON.stringify(options.host)}.`)
  const files = await loadStaticFiles(options.staticFolder)
  const token =
    options.token === undefined ? createLaunchToken(options.randomBytes) : launchTokenFrom(options.token)
  const server = createServer(SERVER_OPTIONS)
  // Node drops headers beyond a number without a word; the guard is to see them all. Their size is bounded above.
  server.maxHeadersCount = 0
  const port = await listen(server, address, options.port ?? 0)
  const sockets = createRpcOverWebSocket({ ...options, every: options.every ?? everyInterval })
  attach(server, {
    policy: { hosts: allowedHosts(port), matchesToken: token.matches },
    files,
    calls: createRpcOverHttp(options.router, options.logger),
    sockets,
    cap: capConnections(server, MAX_CONNECTIONS),
    logRefusal: createRefusalLog(options.clock, options.logger, token),
    logger: options.logger,
  })
  const origin = originOf(address, port)
  return {
    address: { url: `${origin}/#${TOKEN_FRAGMENT_KEY}=${token.value}`, origin, port, token: token.value },
    async stop() {
      const closed = once(server, 'close')
      sockets.stop()
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port, exclusive: true })
  await once(server, 'listening')
  const bound = server.address()
  if (typeof bound !== 'object' || bound?.address !== host) {
    server.close()
    throw new Error(`The system did not bind the server to ${host}.`)
  }
  return bound.port
}

/** Everything that answers a request. */
interface Site {
  readonly policy: GuardPolicy
  readonly files: StaticFiles
  readonly calls: RpcOverHttp
  readonly sockets: RpcOverWebSocket
  readonly cap: ConnectionCap
  readonly logRefusal: RefusalLog
  readonly logger: Logger
}

function attach(server: Server, site: Site): void {
  server.on('request', (request, response) => {
    answer(site, request, response).catch((cause: unknown) => {
      site.logger.error('a request failed', cause)
      if (response.headersSent) response.destroy()
      else refuseResponse(response, 500, 'internal error')
    })
  })
  // For example no file descriptor left for another connection; the open ones go on.
  server.on('error', (cause) => site.logger.error('the server failed to accept a connection', cause))
  server.on('upgrade', (request, socket, head) => upgrade(site, request, socket, head))
  // No client of ours asks before it sends a body.
  const refuseExpectation = (_: IncomingMessage, response: ServerResponse): void =>
    refuseResponse(response, 417, 'expectation not supported')
  server.on('checkContinue', refuseExpectation)
  server.on('checkExpectation', refuseExpectation)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    refuseSocket(socket, timedOut ? 408 : 400, timedOut ? 'request took too long' : 'not a valid request')
  })
}

const OUTCOME_STATUS: Readonly<Record<Exclude<CallOutcome, 'answered'>, number>> = {
  'unknown procedure': 404,
  'body too large': 413,
  'body is not JSON': 400,
  'body incomplete': 400,
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const head = headOf(request)
  const refuse = (status: number, reason: string): void => {
    site.logRefusal(head.method, pathOf(head.target), reason)
    refuseResponse(response, status, reason)
  }
  const verdict = judgeRequest(head, site.policy)
  if (!verdict.allowed) return refuse(verdict.status, verdict.reason)
  if (verdict.kind === 'static') return sendFile(site.files, verdict.path, request, response, refuse)
  site.cap.trust(request.socket)
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  const outcome = await site.calls(request, response)
  if (outcome !== 'answered') refuse(OUTCOME_STATUS[outcome], outcome)
}

function sendFile(
  files: StaticFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  refuse: (status: number, reason: string) => void,
): void {
  const file = files.get(path)
  if (!file) return refuse(404, 'not found')
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': file.contentType,
    'Content-Length': file.body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function upgrade(site: Site, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const requestHead = headOf(request)
  const verdict = judgeUpgrade(requestHead, site.policy)
  if (!verdict.allowed) refuseSocket(socket, verdict.status, verdict.reason)
  else if (socket instanceof Socket) site.cap.trust(socket)
  const reason = verdict.allowed ? site.sockets.upgrade(request, socket, head) : verdict.reason
  if (reason !== undefined) site.logRefusal(requestHead.method, pathOf(requestHead.target), reason)
}

function headOf(request: IncomingMessage) {
  return { method: request.method ?? '', target: request.url ?? '', rawHeaders: request.rawHeaders }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLoopback } from './loopback.ts'

const loopback = createLoopback('linux')
const HOST = '127.0.0.1'
/** Long enough for any machine: what is to answer answers at once. */
const PATIENT_MS = 30_000
const SHORT_MS = 50
const ending: (() => void)[] = []
afterEach(() => {
  for (const end of ending.splice(0)) end()
})

async function serve(listener: RequestListener): Promise<number> {
  return listen(createServer(listener))
}

async function listen(server: Server | ReturnType<typeof createSocketServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  ending.push(() => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

it('brings status and body, by one GET without a body', async () => {
  const requests: unknown[] = []
  const port = await serve((request, response) => {
    requests.push([request.method, request.url, request.headers.host, request.headers['transfer-encoding']])
    response.writeHead(202).end('{"a":1}')
  })
  const answer = await loopback.get({ host: HOST, port, path: '/api/ps' }, PATIENT_MS)
  expect(answer).toEqual({ kind: 'answered', status: 202, body: '{"a":1}' })
  expect(requests).toEqual([['GET', '/api/ps', `127.0.0.1:${port}`, undefined]])
})

it('follows no redirect', async () => {
  const asked: (string | undefined)[] = []
  const port = await serve((request, response) => {
    asked.push(request.url)
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  expect(await loopback.get({ host: HOST, port, path: '/' }, PATIENT_MS)).toMatchObject({ status: 302 })
  expect(asked).toEqual(['/'])
})

it('gives up on whoever does not answer', async () => {
  const port = await serve(() => {})
  const answer = await loopback.get({ host: HOST, port, path: '/' }, SHORT_MS)
  expect(answer).toEqual({ kind: 'failed', reason: 'did not answer in time' })
})

it('gives up on whoever begins to answer and does not come to an end', async () => {
  const port = await serve((_request, response) => void response.writeHead(200).write('{'))
  const answer = await loopback.get({ host: HOST, port, path: '/' }, SHORT_MS)
  expect(answer).toEqual({ kind: 'failed', reason: 'did not answer in time' })
})

it('takes no more than 1 MiB', async () => {
  const port = await serve((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  const answer = await loopback.get({ host: HOST, port, path: '/' }, PATIENT_MS)
  expect(answer).toEqual({ kind: 'failed', reason: 'answered with more than 1 MiB' })
})

it.each([
  ['cuts the connection', (_request, response) => response.destroy()],
  [
    'cuts the connection in the middle of an answer',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy())
    },
  ],
] satisfies [string, RequestListener][])('says so where the other side %s', async (_case, listener) => {
  const port = await serve(listener)
  const answer = await loopback.get({ host: HOST, port, path: '/' }, PATIENT_MS)
  expect(answer).toEqual({ kind: 'failed', reason: 'broke off (ECONNRESET)' })
})

it('says so where the other side speaks something else', async () => {
  const port = await listen(createSocketServer((socket) => void socket.end('SSH-2.0-x\r\n')))
  const answer = await loopback.get({ host: HOST, port, path: '/' }, PATIENT_MS)
  expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('broke off (HPE_') })
})

it('tells that nobody listens', async () => {
  const port = await serve(() => {})
  for (const end of ending.splice(0)) end()
  expect(await loopback.get({ host: HOST, port, path: '/' }, PATIENT_MS)).toEqual({ kind: 'refused' })
})

it.each([
  '10.0.0.1',
  'localhost',
  'example.com',
  '127.0.0.1.example.com',
  '127.0.0.999',
  '::',
  '0.0.0.0',
  '',
])('does not ask %j', async (host) => {
  const answer = await loopback.get({ host, port: 80, path: '/' }, PATIENT_MS)
  expect(answer).toEqual({ kind: 'failed', reason: `is not asked: ${host} is not this machine` })
})

it.runIf(process.platform === 'linux')('knows who listens from the system’s tables', async () => {
  const port = await serve(() => {})
  expect(loopback.listeningPorts()?.has(port)).toBe(true)
  for (const end of ending.splice(0)) end()
  expect(loopback.listeningPorts()?.has(port)).toBe(false)
})

it('takes a connection for no listener, and a port for no part of another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proc-net-'))
  ending.push(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'net'))
  const line = (local: string, state: string) =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0`
  writeFileSync(join(folder, 'net/tcp'), `  sl  local_address\n${line('0100007F:2CAA', '0A')}\n`)
  writeFileSync(join(folder, 'net/tcp6'), `${line('00000000000000000000000000000000:04D2', '01')}\n`)
  const system = createLoopback('linux', folder)
  expect([...(system.listeningPorts() ?? [])]).toEqual([11_434])
})

it('does not know who listens where the system does not tell', () => {
  expect(createLoopback('linux', '/no/such/folder').listeningPorts()).toBeUndefined()
  expect(createLoopback('darwin').listeningPorts()).toBeUndefined()
})

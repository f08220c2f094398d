import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchange, openConnection, type RawResponse, requestText } from './testing/raw-http.ts'
import { PAGE, startTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

function get(path: string, method = 'GET'): Promise<RawResponse> {
  return exchange(
    server.port,
    requestText(`${method} ${path}`, { Host: `127.0.0.1:${server.port}`, Connection: 'close' }),
  )
}

describe('the page', () => {
  it('is served without a token, under its own types', async () => {
    const index = await get('/')
    expect(index.status).toBe(200)
    expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(index.body).toBe(PAGE['index.html'])
    const script = await get('/assets/app-1a2b.js?v=1')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.body).toBe(PAGE['assets/app-1a2b.js'])
    expect((await get('/icon.svg')).headers.get('content-type')).toBe('image/svg+xml')
  })

  it('answers HEAD with the headers alone', async () => {
    const response = await get('/', 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(PAGE['index.html']?.length))
    expect(response.body).toBe('')
  })

  it('is only at the root: another unknown path is not found', async () => {
    expect((await get('/sessions')).status).toBe(404)
    expect((await get('/assets/')).status).toBe(404)
  })
})

describe('every response', () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; " +
    "require-trusted-types-for 'script'; trusted-types app"

  it.each([
    ['a file', 'GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 200],
    ['a missing file', 'GET /nothing HTTP/1.1\r\nHost: HOST\r\n\r\n', 404],
    ['a foreign host', 'GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n', 403],
    ['a missing host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'a call without token',
      'POST /rpc/system/info HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n',
      401,
    ],
    ['a call', 'POST /rpc/system/info HTTP/1.1\r\nHost: HOST\r\nCALL\r\nContent-Length: 2\r\n\r\n{}', 200],
    [
      'an unknown call',
      'POST /rpc/system/halt HTTP/1.1\r\nHost: HOST\r\nCALL\r\nContent-Length: 2\r\n\r\n{}',
      404,
    ],
    [
      'a call that is not JSON',
      'POST /rpc/system/info HTTP/1.1\r\nHost: HOST\r\nCALL\r\nContent-Length: 1\r\n\r\n{',
      400,
    ],
    [
      'bad input',
      'POST /rpc/sessions/list HTTP/1.1\r\nHost: HOST\r\nCALL\r\nContent-Length: 22\r\n\r\n{"json":{"limit":1e9}}',
      400,
    ],
    ['an expectation', 'POST /rpc/system/info HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\n\r\n', 417],
    [
      'a refused upgrade',
      'GET /ws HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      401,
    ],
    ['something that is not HTTP', 'hello\r\n\r\n', 400],
  ])('to %s carries the protecting headers and allows no other origin', async (_name, template, status) => {
    const call = `Authorization: Bearer ${server.token}\r\nContent-Type: application/json\r\nConnection: close`
    const request = template.replace('HOST', `127.0.0.1:${server.port}`).replace('CALL', call)
    const { headers, status: received } = await exchange(server.port, request)
    expect(received).toBe(status)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the address', () => {
  it('carries the token in the fragment alone', () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/#token=${server.token}`)
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`)
  })

  it.runIf(existsSync('/proc/net/tcp'))('listens on loopback and nowhere else', () => {
    const port = server.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = ['/proc/net/tcp', '/proc/net/tcp6']
      .filter(existsSync)
      .flatMap((table) => readFileSync(table, 'utf8').trim().split('\n').slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`))
      .map(([, local]) => local)
    expect(listening).toEqual([`0100007F:${port}`])
  })

  it('can be the IPv6 loopback', async () => {
    const other = await startTestServer({ host: '[::1]' })
    expect(other.origin).toBe(`http://[::1]:${other.port}`)
    const socket = await openConnection(other.port, '::1')
    socket.destroy()
    await other.stop()
  })
})

describe('starting and stopping', () => {
  it('makes a new token for every start', async () => {
    const other = await startTestServer()
    expect(other.token).not.toBe(server.token)
    expect(other.token).toHaveLength(43)
    await other.stop()
  })

  it('refuses to listen off loopback', async () => {
    await expect(startTestServer({ host: '0.0.0.0' })).rejects.toThrow('127.0.0.1 or ::1')
  })

  it('refuses a weak token', async () => {
    await expect(startTestServer({ token: 'letmein' })).rejects.toThrow('43 to 256')
  })

  it('says that a port is taken', async () => {
    await expect(startTestServer({ port: server.port })).rejects.toThrow('EADDRINUSE')
  })

  it('is started once, but can be started again after it has stopped', async () => {
    await expect(server.host.start()).rejects.toThrow('already started')
    await server.host.stop()
    const again = await server.host.start()
    expect(again.token).not.toBe(server.token)
  })

  it('stops while connections are open, and stops twice', async () => {
    const socket = await openConnection(server.port)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await server.host.stop()
    await closed
    await server.host.stop()
    await expect(openConnection(server.port)).rejects.toThrow('ECONNREFUSED')
  })
})

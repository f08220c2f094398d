import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { traverseContractProcedures } from '@orpc/server'
import { contract } from '../shared/contract/index.ts'
import { NETWORK_PROCEDURES } from './api-router.ts'
import { exchange, openConnection, readResponse, requestText } from './testing/raw-http.ts'
import { OUTSIDE, startTestServer, type TestServer } from './testing/test-server.ts'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

let server: TestServer
/** Everything that the server has sent in this file. */
let sent = ''

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PROCEDURES: string[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ path }) => void PROCEDURES.push(path.join('/')))

/** Every route there is: files, calls, the upgrade, and paths that lead nowhere. */
const ROUTES = [
  '/',
  '/index.html',
  '/assets/app-1a2b.js',
  '/missing',
  '/rpc',
  '/ws',
  ...PROCEDURES.map((path) => `/rpc/${path}`),
]

async function send(line: string, headers: Headers, body = '') {
  const response = await exchange(server.port, requestText(line, headers, body))
  sent += response.raw
  return response
}

/** Headers of a call that would succeed. */
function callHeaders(changes: Headers = {}, body = '{}'): Headers {
  return {
    Host: `127.0.0.1:${server.port}`,
    Authorization: `Bearer ${server.token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...changes,
  }
}

/** Headers of an upgrade that would succeed. */
function upgradeHeaders(changes: Headers = {}): Headers {
  return {
    Host: `127.0.0.1:${server.port}`,
    Origin: `http://127.0.0.1:${server.port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Protocol': `llm-session.v1, llm-session.token.${server.token}`,
    ...changes,
  }
}

function badHosts(port: number): readonly (string | readonly string[] | undefined)[] {
  return [
    'evil.test',
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    `localhost.evil.test:${port}`,
    `evil.test:${port}@127.0.0.1:${port}`,
    `127.0.0.1:${port}@evil.test`,
    `127.0.0.1:${port}.evil.test`,
    '127.0.0.1',
    'localhost',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:0${port}`,
    `127.0.0.2:${port}`,
    `127.1:${port}`,
    `0.0.0.0:${port}`,
    `[::]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `LOCALHOST:${port}`,
    `localhost.:${port}`,
    `127.0.0.1:${port}, evil.test`,
    '',
    undefined,
    [`127.0.0.1:${port}`, `127.0.0.1:${port}`],
    [`127.0.0.1:${port}`, 'evil.test'],
  ]
}

function badOrigins(port: number): readonly string[] {
  return [
    'null',
    'http://evil.test',
    `http://evil.test:${port}`,
    `http://127.0.0.1:${port}.evil.test`,
    `http://127.0.0.1.evil.test:${port}`,
    `http://localhost:${port}.evil.test`,
    `http://evil.test/http://127.0.0.1:${port}`,
    `http://evil.test#http://127.0.0.1:${port}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port + 1}`,
    'http://127.0.0.1',
    `http://localhost:${port}`,
    `http://user@127.0.0.1:${port}`,
    `HTTP://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}, http://evil.test`,
    'app://bundle',
    'file://',
    'vscode-webview://x',
    '',
  ]
}

describe('a request under a foreign name', () => {
  it.each(ROUTES)('gets nothing from %s', async (route) => {
    for (const host of badHosts(server.port)) {
      for (const method of ['GET', 'POST']) {
        const { status, body } = await send(`${method} ${route}`, callHeaders({ Host: host }), '{}')
        expect.soft([400, 403], `${method} with ${JSON.stringify(host)}`).toContain(status)
        expect.soft(body.trim().split('\n')).toHaveLength(1)
      }
    }
    expect(server.core.calls()).toBe(0)
  })
})

describe('a request of a foreign page', () => {
  it.each(ROUTES)('gets nothing from %s by any method', async (route) => {
    for (const origin of badOrigins(server.port)) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const { status, headers } = await send(`${method} ${route}`, callHeaders({ Origin: origin }), '{}')
        expect.soft(status, `${method} from ${origin}`).toBe(403)
        expect.soft([...headers.keys()].join()).not.toContain('access-control')
      }
    }
    expect(server.core.calls()).toBe(0)
  })
})

describe('a request without the token', () => {
  it.each(PROCEDURES)('calls %s in vain', async (path) => {
    for (const value of [undefined, 'Bearer ', `Bearer ${'A'.repeat(43)}`, `Basic ${server.token}`]) {
      const { status } = await send(`POST /rpc/${path}`, callHeaders({ Authorization: value }), '{}')
      expect.soft(status, String(value)).toBe(401)
    }
    const inQuery = await send(
      `POST /rpc/${path}?token=${server.token}`,
      callHeaders({ Authorization: undefined }),
      '{}',
    )
    const inCookie = await send(
      `POST /rpc/${path}`,
      callHeaders({ Authorization: undefined, Cookie: `token=${server.token}` }),
      '{}',
    )
    expect([inQuery.status, inCookie.status]).toEqual([401, 401])
    expect(server.core.calls()).toBe(0)
  })
})

describe('a request that a browser sends without asking', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    undefined,
  ])('is refused with the content type %j, even with the token', async (type) => {
    const { status } = await send('POST /rpc/system/refresh', callHeaders({ 'Content-Type': type }), '{}')
    expect(status).toBe(415)
    expect(server.core.calls()).toBe(0)
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is refused by %s, even with the token',
    async (method) => {
      const { status } = await send(
        `${method} /rpc/system/refresh?data={}`,
        callHeaders({ 'X-HTTP-Method-Override': 'POST' }),
        '{}',
      )
      expect(status).toBe(405)
      expect(server.core.calls()).toBe(0)
    },
  )
})

describe('an upgrade', () => {
  function attempts(port: number, token: string): readonly (readonly [string, string, Headers])[] {
    const wrong = 'A'.repeat(43)
    return [
      ...badHosts(port).map((host) => [`host ${JSON.stringify(host)}`, 'GET /ws', { Host: host }] as const),
      ...badOrigins(port).map((origin) => [`origin ${origin}`, 'GET /ws', { Origin: origin }] as const),
      ...['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via'].map(
        (name) => [name, 'GET /ws', { [name]: '127.0.0.1' }] as const,
      ),
      ...['/', '/rpc', '/rpc/system/info', '/ws/', '/WS', '//ws', '/ws/../ws', '/%77s'].map(
        (path) => [`path ${path}`, `GET ${path}`, {}] as const,
      ),
      ['no token', 'GET /ws', { 'Sec-WebSocket-Protocol': 'llm-session.v1' }],
      ['no subprotocol', 'GET /ws', { 'Sec-WebSocket-Protocol': undefined }],
      [
        'a wrong token',
        'GET /ws',
        { 'Sec-WebSocket-Protocol': `llm-session.v1, llm-session.token.${wrong}` },
      ],
      [
        'a part of the token',
        'GET /ws',
        { 'Sec-WebSocket-Protocol': `llm-session.v1, llm-session.token.${token.slice(1)}` },
      ],
      ['the token without prefix', 'GET /ws', { 'Sec-WebSocket-Protocol': `llm-session.v1, ${token}` }],
      ['the token alone', 'GET /ws', { 'Sec-WebSocket-Protocol': `llm-session.token.${token}` }],
      ['the token in the query', `GET /ws?token=${token}`, { 'Sec-WebSocket-Protocol': 'llm-session.v1' }],
      [
        'the token in a cookie',
        'GET /ws',
        { 'Sec-WebSocket-Protocol': 'llm-session.v1', Cookie: `token=${token}` },
      ],
      ['a wrong bearer', 'GET /ws', { Authorization: `Bearer ${wrong}` }],
      ['no origin and no bearer', 'GET /ws', { Origin: undefined }],
      ['no origin and a wrong bearer', 'GET /ws', { Origin: undefined, Authorization: `Bearer ${wrong}` }],
      ['POST', 'POST /ws', {}],
      ['another protocol', 'GET /ws', { Upgrade: 'h2c' }],
      ['no key', 'GET /ws', { 'Sec-WebSocket-Key': undefined }],
      ['another version', 'GET /ws', { 'Sec-WebSocket-Version': '99' }],
    ]
  }

  it('is refused before the handshake in each of many attempts', async () => {
    const list = attempts(server.port, server.token)
    expect(list.length).toBeGreaterThanOrEqual(60)
    for (const [name, line, changes] of list) {
      const { status, raw } = await send(line, upgradeHeaders(changes))
      expect.soft(status, name).toBeGreaterThanOrEqual(400)
      expect.soft(raw.toLowerCase(), name).not.toContain('sec-websocket-accept')
    }
  })

  it('succeeds for our own page, and the answer does not repeat the token, whatever the order', async () => {
    for (const separator of ['llm-session.v1, TOKEN', 'TOKEN, llm-session.v1', 'TOKEN,llm-session.v1']) {
      const protocols = separator.replace('TOKEN', `llm-session.token.${server.token}`)
      const { status, headers, raw } = await send(
        'GET /ws',
        upgradeHeaders({ 'Sec-WebSocket-Protocol': protocols }),
      )
      expect(status).toBe(101)
      expect(headers.get('sec-websocket-protocol')).toBe('llm-session.v1')
      expect(raw).not.toContain(server.token)
    }
  })
})

describe('a body', () => {
  it('that says it is too large is refused unread', async () => {
    const { status } = await send(
      'POST /rpc/sessions/list',
      callHeaders({ 'Content-Length': String(1024 ** 3) }),
    )
    expect(status).toBe(413)
  })

  it('that turns out too large is cut off', async () => {
    const before = server.core.calls()
    const socket = await openConnection(server.port)
    const response = readResponse(socket)
    socket.write(
      requestText(
        'POST /rpc/sessions/list',
        callHeaders({ 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }),
      ),
    )
    const chunk = Buffer.alloc(64 * 1024, 0x20)
    for (let sentBytes = 0; sentBytes < 64 * 1024 ** 2 && !socket.destroyed; sentBytes += chunk.length) {
      socket.write(`${chunk.length.toString(16)}\r\n`)
      socket.write(chunk)
      // Where the answer came before the reset it is 413; what matters is that the connection ends.
      if (!socket.write('\r\n')) await new Promise((resolve) => setImmediate(resolve))
    }
    expect([0, 413]).toContain((await response).status)
    expect(server.core.calls()).toBe(before)
  })

  it('of exactly the limit is read', async () => {
    const json = '{"json":{"scope":"recent"}}'
    const body = json.padEnd(1024 * 1024, ' ')
    const { status } = await send('POST /rpc/sessions/list', callHeaders({}, body), body)
    expect(status).toBe(200)
  })

  it.each([
    '{',
    '\u0000',
    '{"json":',
    'null',
    '5',
    '[]',
    '{"json":{},"meta":[[99,"x"]]}',
    '{"__proto__":{"json":1}}',
  ])('that is no call (%j) is refused and breaks nothing', async (body) => {
    const { status, raw } = await send('POST /rpc/sessions/get', callHeaders({}, body), body)
    expect(status).toBe(400)
    expect(raw).not.toContain('at ')
  })

  it('with a length and chunks at once, as smugglers send it, is refused', async () => {
    const { status } = await send(
      'POST /rpc/system/info',
      callHeaders({ 'Transfer-Encoding': 'chunked' }),
      '0\r\n\r\n',
    )
    expect(status).toBe(400)
  })
})

describe('a path', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/....//secret.txt',
    '/assets/..%252f..%252fsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/..%00/secret.txt',
    '/index.html%00.txt',
    '/./../secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/proc/self/environ',
    '/C:/Windows/win.ini',
    '/\\\\host\\share',
    '/.git/config',
    '/__proto__',
    '/constructor',
    '/rpc/../secret.txt',
    '/assets',
    '/assets/',
    '/index.html/',
    '/INDEX.HTML',
    '/index.html.',
  ])('%s leads nowhere', async (path) => {
    const { status, raw } = await send(`GET ${path}`, callHeaders({ 'Content-Length': undefined }))
    expect([400, 404, 405]).toContain(status)
    expect(raw).not.toContain(OUTSIDE)
  })
})

describe('the procedures served', () => {
  it('are the reading ones and those that change labels and imported contexts, each decided on: a new one is not served until it is listed', () => {
    expect([...NETWORK_PROCEDURES].sort()).toEqual(PROCEDURES.map((path) => path.replaceAll('/', '.')).sort())
    const changing = /kill|stop|end|delete|remove|write|import|install|export|archive|merge|close/i
    // Rows of our own, which come and go together (docs/decisions/0105); an export is an answer, and writes no file.
    const decided = ['contexts.import', 'contexts.remove', 'contexts.export']
    expect([...NETWORK_PROCEDURES].filter((name) => changing.test(name))).toEqual(decided)
  })
})

describe('the token', () => {
  it('is in nothing that was sent, in no file and in no line of the log', async () => {
    await send(`GET /${server.token}?token=${server.token}`, callHeaders({ 'Content-Length': undefined }))
    await send('POST /rpc/system/doctor', callHeaders(), '{}')
    expect(sent.length).toBeGreaterThan(100_000)
    expect(sent).not.toContain(server.token)
    expect(server.logger.messages('warn').length).toBeGreaterThan(0)
    expect(server.logger.text()).not.toContain(server.token)
  })
})

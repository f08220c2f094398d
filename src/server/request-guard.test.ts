import { describe, expect, it } from 'vitest'
import { type GuardPolicy, judgeRequest, judgeUpgrade } from './request-guard.ts'
import type { RequestHead } from './request-head.ts'

const HOST = '127.0.0.1:4100'
const ORIGIN = `http://${HOST}`
const TOKEN = 'token'

const policy: GuardPolicy = {
  hosts: new Set([HOST, 'localhost:4100', '[::1]:4100']),
  matchesToken: (candidate) => candidate === TOKEN,
}

function head(
  method: string,
  target: string,
  headers: Readonly<Record<string, string | undefined>>,
): RequestHead {
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  )
  return { method, target, rawHeaders }
}

function call(changes: Readonly<Record<string, string | undefined>> = {}): RequestHead {
  return head('POST', '/rpc/system/info', {
    Host: HOST,
    Origin: ORIGIN,
    Authorization: `Bearer ${TOKEN}`,
    'Content-Type': 'application/json',
    'Content-Length': '2',
    ...changes,
  })
}

function upgrade(changes: Readonly<Record<string, string | undefined>> = {}, target = '/ws'): RequestHead {
  return head('GET', target, {
    Host: HOST,
    Origin: ORIGIN,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Protocol': `llm-session.v1, llm-session.token.${TOKEN}`,
    ...changes,
  })
}

function status(verdict: ReturnType<typeof judgeRequest>): number {
  return verdict.allowed ? 200 : verdict.status
}

describe('the guard of requests', () => {
  it('admits a call of our own page and of a program without an origin', () => {
    expect(judgeRequest(call(), policy)).toEqual({ allowed: true, kind: 'rpc', path: '/rpc/system/info' })
    expect(status(judgeRequest(call({ Origin: undefined }), policy))).toBe(200)
  })

  it('admits the page under each of its names', () => {
    for (const host of policy.hosts) {
      expect(status(judgeRequest(call({ Host: host, Origin: `http://${host}` }), policy))).toBe(200)
    }
  })

  it('refuses an origin of another of our names: somebody else may listen there', () => {
    expect(status(judgeRequest(call({ Origin: 'http://localhost:4100' }), policy))).toBe(403)
  })

  it('judges in the promised order: every step hides the ones after it', () => {
    const wrong = {
      Host: 'evil.test',
      Forwarded: 'for=1.2.3.4',
      Origin: 'http://evil.test',
      Authorization: 'Bearer wrong',
      'Content-Type': 'text/plain',
      'Content-Length': '9999999',
    }
    const right: Record<string, string | undefined> = {
      Host: HOST,
      Forwarded: undefined,
      Origin: ORIGIN,
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
      'Content-Length': '2',
    }
    const reasons: string[] = []
    const changes: Record<string, string | undefined> = { ...wrong }
    for (const name of Object.keys(wrong)) {
      const verdict = judgeRequest(call(changes), policy)
      reasons.push(verdict.allowed ? 'allowed' : `${verdict.status} ${verdict.reason}`)
      changes[name] = right[name]
    }
    expect(reasons).toEqual([
      '403 host not allowed',
      '403 proxied request',
      '403 origin not allowed',
      '401 token missing or wrong',
      '415 content type is not application/json',
      '413 body too large',
    ])
    expect(status(judgeRequest(call(changes), policy))).toBe(200)
  })

  it.each(['Host', 'Origin', 'Authorization', 'Content-Type', 'Content-Length'])(
    'refuses two %s headers',
    (name) => {
      const twice = call()
      const value = twice.rawHeaders[twice.rawHeaders.indexOf(name) + 1] ?? ''
      const repeated = { ...twice, rawHeaders: [...twice.rawHeaders, name.toLowerCase(), value] }
      expect(status(judgeRequest(repeated, policy))).toBe(400)
    },
  )

  it.each([
    'Forwarded',
    'X-Forwarded-For',
    'x-forwarded-host',
    'X-Forwarded',
    'X-Real-IP',
    'Via',
    'CF-Connecting-IP',
  ])('takes nothing with %s for local', (name) => {
    expect(status(judgeRequest(call({ [name]: '127.0.0.1' }), policy))).toBe(403)
    expect(status(judgeUpgrade(upgrade({ [name]: '127.0.0.1' }), policy))).toBe(403)
  })

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    `Basic ${TOKEN}`,
    TOKEN,
    `Bearer ${TOKEN} x`,
    `Bearer ${TOKEN},Bearer x`,
    `Bearer  ${TOKEN}`,
    undefined,
  ])('refuses a call with the authorization %j', (value) => {
    expect(status(judgeRequest(call({ Authorization: value }), policy))).toBe(401)
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('refuses a call by %s', (method) => {
    expect(status(judgeRequest({ ...call({ 'X-HTTP-Method-Override': 'POST' }), method }, policy))).toBe(405)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s for a file', (method) => {
    expect(status(judgeRequest({ ...call(), method, target: '/' }, policy))).toBe(405)
  })

  it.each([
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    '',
    undefined,
  ])('refuses a call with the content type %j', (value) => {
    expect(status(judgeRequest(call({ 'Content-Type': value }), policy))).toBe(415)
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
    'admits a call with the content type %j',
    (value) => {
      expect(status(judgeRequest(call({ 'Content-Type': value }), policy))).toBe(200)
    },
  )

  it.each(['http://127.0.0.1:4100/', 'evil.test:80', '*', ''])('refuses the target %j', (target) => {
    expect(status(judgeRequest({ ...call(), target }, policy))).toBe(400)
  })

  it('reads the path without decoding or resolving it', () => {
    const verdict = judgeRequest(head('GET', '/a/../%2e%2e/b?c#d', { Host: HOST }), policy)
    expect(verdict).toEqual({ allowed: true, kind: 'static', path: '/a/../%2e%2e/b' })
  })
})

describe('the guard of upgrades', () => {
  it('admits our own page, which brings the token as a subprotocol', () => {
    expect(judgeUpgrade(upgrade(), policy)).toEqual({ allowed: true, kind: 'socket', path: '/ws' })
  })

  it('admits a program without an origin only with the token in a header', () => {
    expect(status(judgeUpgrade(upgrade({ Origin: undefined }), policy))).toBe(401)
    const bearer = {
      Origin: undefined,
      Authorization: `Bearer ${TOKEN}`,
      'Sec-WebSocket-Protocol': 'llm-session.v1',
    }
    expect(status(judgeUpgrade(upgrade(bearer), policy))).toBe(200)
  })

  it('does not fall back to the subprotocol when the header is wrong', () => {
    expect(status(judgeUpgrade(upgrade({ Authorization: 'Bearer wrong' }), policy))).toBe(401)
  })

  it.each([
    ['a wrong token', upgrade({ 'Sec-WebSocket-Protocol': 'llm-session.v1, llm-session.token.wrong' }), 401],
    ['no subprotocol', upgrade({ 'Sec-WebSocket-Protocol': undefined }), 401],
    [
      'a token in the query',
      upgrade({ 'Sec-WebSocket-Protocol': 'llm-session.v1' }, `/ws?token=${TOKEN}`),
      401,
    ],
    ['only the token', upgrade({ 'Sec-WebSocket-Protocol': `llm-session.token.${TOKEN}` }), 400],
    ['another path', upgrade({}, '/rpc'), 404],
    ['another method', { ...upgrade(), method: 'POST' }, 405],
    ['another protocol', upgrade({ Upgrade: 'h2c' }), 400],
    ['a foreign origin', upgrade({ Origin: 'https://127.0.0.1:4100' }), 403],
    ['a foreign host', upgrade({ Host: 'evil.test:4100', Origin: 'http://evil.test:4100' }), 403],
  ])('refuses %s', (_name, request, expected) => {
    expect(status(judgeUpgrade(request, policy))).toBe(expected)
  })
})

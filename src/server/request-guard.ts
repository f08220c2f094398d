import {
  RPC_PATH,
  SOCKET_PATH,
  SOCKET_PROTOCOL,
  TOKEN_PROTOCOL_PREFIX,
} from '../shared/contract/transport.ts'
import { headerNames, headerValues, pathOf, type RequestHead } from './request-head.ts'

export interface GuardPolicy {
  /** Exact values of `Host` under which we may be addressed. */
  readonly hosts: ReadonlySet<string>
  readonly matchesToken: (candidate: string) => boolean
}

export interface Refusal {
  readonly allowed: false
  readonly status: number
  /** Fixed text: never anything that the request chose. */
  readonly reason: string
}

export interface Admission {
  readonly allowed: true
  /** Everything but `static` has shown the token. */
  readonly kind: 'static' | 'rpc' | 'socket'
  readonly path: string
}

/** Longest body of a call, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024

/** Headers that must not come twice: two readers could each believe another one. */
const SINGLE_HEADERS = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'sec-websocket-protocol',
]

/** Their presence means that somebody stands between: such a request is not local, whatever its address says. */
const PROXY_HEADERS: ReadonlySet<string> = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
])

/** Judges a plain request. The order of the checks is part of the promise; see docs/security.md. */
export function judgeRequest(head: RequestHead, policy: GuardPolicy): Admission | Refusal {
  const refusal = judgeAddress(head, policy)
  if (refusal) return refusal
  const path = pathOf(head.target)
  if (path === RPC_PATH || path.startsWith(`${RPC_PATH}/`)) return judgeCall(head, path, policy)
  if (head.method !== 'GET' && head.method !== 'HEAD') return refuse(405, 'method not allowed')
  return { allowed: true, kind: 'static', path }
}

/** Judges a request to become a WebSocket, before anything of the handshake is answered. */
export function judgeUpgrade(head: RequestHead, policy: GuardPolicy): Admission | Refusal {
  const refusal = judgeAddress(head, policy)
  if (refusal) return refusal
  const path = pathOf(head.target)
  const protocols = only(head, 'sec-websocket-protocol')
    .split(',')
    .map((name) => name.trim())
  if (!showsSocketToken(head, protocols, policy)) return refuse(401, 'token missing or wrong')
  if (path !== SOCKET_PATH) return refuse(404, 'not found')
  if (head.method !== 'GET') return refuse(405, 'method not allowed')
  if (only(head, 'upgrade').toLowerCase() !== 'websocket') return refuse(400, 'upgrade not supported')
  if (!protocols.includes(SOCKET_PROTOCOL)) return refuse(400, 'subprotocol not supported')
  return { allowed: true, kind: 'socket', path }
}

/** Host, proxies and origin: the same for every path and for upgrades. */
function judgeAddress(head: RequestHead, policy: GuardPolicy): Refusal | undefined {
  if (!head.target.startsWith('/')) return refuse(400, 'target is not a path')
  if (SINGLE_HEADERS.some((name) => headerValues(head, name).length > 1))
    return refuse(400, 'duplicate header')
  const host = headerValues(head, 'host')[0]
  if (host === undefined || host === '') return refuse(400, 'host missing')
  if (!policy.hosts.has(host)) return refuse(403, 'host not allowed')
  if (headerNames(head).some(isProxyHeader)) return refuse(403, 'proxied request')
  const origin = headerValues(head, 'origin')[0]
  // The page is ours only if it came from the very name and port that it now talks to.
  if (origin !== undefined && origin !== `http://${host}`) return refuse(403, 'origin not allowed')
  return undefined
}

function judgeCall(head: RequestHead, path: string, policy: GuardPolicy): Admission | Refusal {
  const token = bearer(head)
  if (token === undefined || !policy.matchesToken(token)) return refuse(401, 'token missing or wrong')
  if (head.method !== 'POST') return refuse(405, 'method not allowed')
  if (!isJson(only(head, 'content-type'))) return refuse(415, 'content type is not application/json')
  if (Number(only(head, 'content-length')) > MAX_BODY_BYTES) return refuse(413, 'body too large')
  return { allowed: true, kind: 'rpc', path }
}

/**
 * A page cannot set headers on an upgrade and always sends its origin: its token comes as a subprotocol.
 * A program sends no origin: without one only the header counts.
 */
function showsSocketToken(head: RequestHead, protocols: readonly string[], policy: GuardPolicy): boolean {
  const fromHeader = bearer(head)
  if (fromHeader !== undefined) return policy.matchesToken(fromHeader)
  if (headerValues(head, 'origin').length === 0) return false
  const fromProtocol = protocols.find((name) => name.startsWith(TOKEN_PROTOCOL_PREFIX))
  return fromProtocol !== undefined && policy.matchesToken(fromProtocol.slice(TOKEN_PROTOCOL_PREFIX.length))
}

function bearer(head: RequestHead): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]+)$/i.exec(only(head, 'authorization'))?.[1]
}

/** Exactly the type that makes a browser ask first; `text/plain` and forms are sent without asking. */
function isJson(contentType: string): boolean {
  return /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(contentType)
}

function isProxyHeader(name: string): boolean {
  return PROXY_HEADERS.has(name) || name.startsWith('x-forwarded')
}

function only(head: RequestHead, name: string): string {
  return headerValues(head, name)[0] ?? ''
}

function refuse(status: number, reason: string): Refusal {
  return { allowed: false, status, reason }
}

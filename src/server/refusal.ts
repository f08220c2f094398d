import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock, Logger } from '../core/ports.ts'
import { SECURITY_HEADERS, securityHeaderLines } from './headers.ts'
import type { LaunchToken } from './token.ts'

/** Answers with a status and a fixed text, and ends the connection. */
export function refuseResponse(response: ServerResponse, status: number, reason: string): void {
  const body = `${reason}\n`
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  })
  response.end(body)
}

/** The same for a connection that has no response object: a refused upgrade, or a request that is not HTTP. */
export function refuseSocket(socket: Duplex, status: number, reason: string): void {
  socket.on('error', () => socket.destroy())
  if (!socket.writable) return void socket.destroy()
  const body = `${reason}\n`
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    ...securityHeaderLines(),
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ]
  socket.end(lines.join('\r\n'), () => socket.destroy())
}

export type RefusalLog = (method: string, path: string, reason: string) => void

const MAX_LINES_PER_MINUTE = 20
const MINUTE_MS = 60_000
const MAX_LOGGED_PATH = 200

/**
 * Logs method, path and reason of refused requests, and nothing else of them. A page that knocks without end
 * fills no disk: after some lines in a minute the rest is only counted.
 */
export function createRefusalLog(clock: Clock, logger: Logger, token: LaunchToken): RefusalLog {
  let windowStart = clock.monotonicMs()
  let lines = 0
  let withheld = 0
  return (method, path, reason) => {
    if (clock.monotonicMs() - windowStart >= MINUTE_MS) {
      if (withheld > 0) logger.warn('more requests were refused', { count: withheld })
      windowStart = clock.monotonicMs()
      lines = 0
      withheld = 0
    }
    lines += 1
    if (lines > MAX_LINES_PER_MINUTE) withheld += 1
    else logger.warn('request refused', { method, path: printable(token.redact(path)), reason })
  }
}

function printable(path: string): string {
  return path.slice(0, MAX_LOGGED_PATH).replace(/[^\x21-\x7e]/g, '?')
}

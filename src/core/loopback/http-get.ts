import { Agent, type IncomingMessage, request } from 'node:http'
import { isIPv4 } from 'node:net'
import type { LoopbackAnswer, LoopbackQuestion } from '../ports.ts'

/** A list of loaded models has a few thousand bytes. */
const MAX_BYTES = 1024 * 1024

/** One GET. An answer that leads elsewhere is an answer like any other: its status says so. */
export function httpGet({ host, port, path }: LoopbackQuestion, timeoutMs: number): Promise<LoopbackAnswer> {
  if (!isLoopback(host)) {
    return Promise.resolve({ kind: 'failed', reason: `is not asked: ${host} is not this machine` })
  }
  return new Promise((resolve) => {
    // An agent of its own: that of the process may go through a proxy, and keeps connections open.
    const agent = new Agent({ keepAlive: false })
    const asked = request({ host, port, path, agent, headers: { accept: 'application/json' } })
    const timer = setTimeout(() => settle({ kind: 'failed', reason: 'did not answer in time' }), timeoutMs)
    function settle(answer: LoopbackAnswer): void {
      clearTimeout(timer)
      resolve(answer)
      asked.destroy()
    }
    // Errors of a connection that was cut off here come after the answer is settled, and change nothing.
    asked.on('error', (error) => settle(failureOf(error)))
    asked.on('response', (response) => collect(response, settle))
    asked.end()
  })
}

/** What only looks like an address would be looked up as a name, and is none. */
function isLoopback(host: string): boolean {
  return host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

function collect(response: IncomingMessage, settle: (answer: LoopbackAnswer) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MAX_BYTES) settle({ kind: 'failed', reason: 'answered with more than 1 MiB' })
    else chunks.push(chunk)
  })
  response.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    settle({ kind: 'answered', status: response.statusCode ?? 0, body })
  })
  response.on('error', (error) => settle(failureOf(error)))
}

function failureOf(error: NodeJS.ErrnoException): LoopbackAnswer {
  if (error.code === 'ECONNREFUSED') return { kind: 'refused' }
  return { kind: 'failed', reason: `broke off (${error.code ?? error.message})` }
}

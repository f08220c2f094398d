import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface RawResponse {
  /** 0 where the connection ended without a response. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  /** Every byte that came, as Latin-1. */
  readonly raw: string
}

/** Opens a connection on which errors are no surprise: a server that refuses may reset it. */
export async function openConnection(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Sends exactly these bytes and reads until the server closes, or until a 101. */
export async function exchange(port: number, request: string | Buffer): Promise<RawResponse> {
  const socket = await openConnection(port)
  socket.write(request)
  return readResponse(socket)
}

export async function readResponse(socket: Socket): Promise<RawResponse> {
  let raw = ''
  socket.on('data', (chunk: Buffer) => {
    raw += chunk.toString('latin1')
    if (raw.startsWith('HTTP/1.1 101')) socket.destroy()
  })
  if (!socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return parseResponse(raw)
}

/** Joins a request line and headers; a value that is `undefined` leaves the header out, an array repeats it. */
export function requestText(
  line: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body = '',
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
  )
  return [`${line} HTTP/1.1`, ...lines, '', body].join('\r\n')
}

function parseResponse(raw: string): RawResponse {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? 0),
    headers,
    body: rest.join('\r\n\r\n'),
    raw,
  }
}

import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchange, openConnection, requestText } from './testing/raw-http.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let strangers: Socket[]

beforeEach(async () => {
  server = await startTestServer()
  strangers = []
})
afterEach(async () => {
  for (const socket of strangers) socket.destroy()
  await server.stop()
})

async function hold(count: number, firstBytes: string): Promise<void> {
  const opened = await Promise.all(Array.from({ length: count }, () => openConnection(server.port)))
  for (const socket of opened) socket.write(firstBytes)
  strangers.push(...opened)
}

function callText(connection: 'close' | 'keep-alive' = 'close'): string {
  const headers = {
    Host: `127.0.0.1:${server.port}`,
    Authorization: `Bearer ${server.token}`,
    'Content-Type': 'application/json',
    'Content-Length': '2',
    Connection: connection,
  }
  return requestText('POST /rpc/system/info', headers, '{}')
}

describe('the owner is answered', () => {
  it('while 200 connections never finish their headers', async () => {
    await hold(200, 'POST /rpc/system/info HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
    expect((await exchange(server.port, callText())).status).toBe(200)
  })

  it('while 200 connections never finish their bodies', async () => {
    await hold(200, callText().replace('Content-Length: 2', 'Content-Length: 1000000'))
    expect((await exchange(server.port, callText())).status).toBe(200)
  })

  it('while a thousand strangers hold connections open: the oldest of them are ended', async () => {
    for (let round = 0; round < 10; round += 1) await hold(100, '')
    expect((await exchange(server.port, callText())).status).toBe(200)
    const ended = strangers.slice(0, 500).map((socket) => closed(socket))
    await Promise.all(ended)
    expect(strangers.slice(-100).filter((socket) => socket.closed)).toEqual([])
  })

  it('on a connection from before the strangers came', async () => {
    const own = await openConnection(server.port)
    expect(await roundTrip(own)).toContain('HTTP/1.1 200')
    for (let round = 0; round < 3; round += 1) await hold(100, '')
    expect(await roundTrip(own)).toContain('HTTP/1.1 200')
    own.destroy()
  })
})

/** One call on a connection that stays open. */
async function roundTrip(socket: Socket): Promise<string> {
  socket.write(callText('keep-alive'))
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('"version"')) break
  }
  return text
}

function closed(socket: Socket): Promise<void> {
  socket.resume()
  return socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()))
}

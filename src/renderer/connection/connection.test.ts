import { describe, expect, it } from 'vitest'
import { connect, type PageWindow } from './connection.ts'
import { createFakeNetwork } from './testing/fake-socket.ts'

const TOKEN = 'A'.repeat(43)
const HANDOVER = 'llm-session.contract-port'

/** A window without a browser. */
class FakeWindow extends EventTarget implements PageWindow {
  readonly location: PageWindow['location']
  readonly history = { replaceState: () => undefined }
  readonly sessionStorage: PageWindow['sessionStorage']

  constructor(url: string) {
    super()
    const { hash, pathname, search, protocol, host } = new URL(url)
    this.location = { hash, pathname, search, protocol, host, origin: `${protocol}//${host}` }
    const storage = new Map<string, string>()
    this.sessionStorage = {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
    }
  }

  post(message: { data?: unknown; origin?: string; source?: unknown; ports?: MessagePort[] }): void {
    const { data = HANDOVER, origin = this.location.origin, source = this, ports = [] } = message
    const event = new MessageEvent('message', { data, origin, ports })
    this.dispatchEvent(Object.defineProperty(event, 'source', { value: source }))
  }
}

function open(url: string) {
  const network = createFakeNetwork()
  const page = new FakeWindow(url)
  const connection = connect({ page, openSocket: network.openSocket, schedule: network.schedule })
  const changes: string[] = []
  const unsubscribe = connection.subscribe(() => changes.push(connection.status().state))
  return { network, page, connection, changes, unsubscribe }
}

describe('a page of the web server', () => {
  it('opens a WebSocket to where it came from', () => {
    const { network, connection, changes } = open(`http://127.0.0.1:4100/#token=${TOKEN}`)
    expect(network.latest().url).toBe('ws://127.0.0.1:4100/ws')
    expect(connection.status()).toEqual({ state: 'connecting' })
    network.latest().succeed()
    network.latest().end()
    expect(changes).toEqual(['open', 'closed'])
    expect(connection.status()).toEqual({ state: 'closed', reason: 'lost' })
  })

  it('takes no port', () => {
    const { page, connection } = open(`http://127.0.0.1:4100/#token=${TOKEN}`)
    page.post({ ports: [new MessageChannel().port1] })
    expect(connection.status()).toEqual({ state: 'connecting' })
  })

  it('says that the token is missing instead of trying in vain', async () => {
    const { network, connection } = open('http://127.0.0.1:4100/')
    expect(network.sockets).toEqual([])
    expect(connection.status()).toEqual({ state: 'closed', reason: 'no-token' })
    await expect(connection.client.system.info()).rejects.toMatchObject({ code: 'HOST_DISCONNECTED' })
  })

  it('rejects calls until it is open, and does not come back when closed', async () => {
    const { network, connection } = open(`http://127.0.0.1:4100/#token=${TOKEN}`)
    await expect(connection.client.system.info()).rejects.toMatchObject({ code: 'HOST_DISCONNECTED' })
    network.latest().succeed()
    connection.close()
    expect(connection.status()).toEqual({ state: 'closed', reason: 'stopped' })
    expect(network.delays()).toEqual([])
  })

  it('tells nobody who no longer listens', () => {
    const { network, changes, unsubscribe } = open(`http://127.0.0.1:4100/#token=${TOKEN}`)
    unsubscribe()
    network.latest().succeed()
    expect(changes).toEqual([])
  })
})

describe('a page of the desktop window', () => {
  it('waits for the port that its own window hands over', async () => {
    const { page, connection, changes } = open('app://bundle/index.html')
    expect(connection.status()).toEqual({ state: 'connecting' })
    const { port1, port2 } = new MessageChannel()
    page.post({ ports: [port1] })
    expect(connection.status()).toEqual({ state: 'open' })
    const closed = new Promise<void>((resolve) => connection.subscribe(() => resolve()))
    port2.close()
    await closed
    expect(connection.status()).toEqual({ state: 'closed', reason: 'lost' })
    expect(changes).toEqual(['open', 'closed'])
  })

  it.each([
    ['another origin', { origin: 'http://evil.test' }],
    ['the origin null', { origin: 'null' }],
    ['another window', { source: {} }],
    ['no window', { source: null }],
    ['another message', { data: 'hello' }],
    ['a message that only contains it', { data: { type: HANDOVER } }],
  ])('takes no port from %s', (_name, message) => {
    const { page, connection } = open('app://bundle/index.html')
    const { port1, port2 } = new MessageChannel()
    page.post({ ...message, ports: [port1] })
    expect(connection.status()).toEqual({ state: 'connecting' })
    port2.close()
  })

  it('takes no message without exactly one port', () => {
    const { page, connection } = open('app://bundle/index.html')
    const { port1, port2 } = new MessageChannel()
    page.post({ ports: [] })
    page.post({ ports: [port1, port2] })
    expect(connection.status()).toEqual({ state: 'connecting' })
    port1.close()
  })

  it('takes one port only', async () => {
    const { page, connection, changes } = open('app://bundle/index.html')
    const first = new MessageChannel()
    const second = new MessageChannel()
    page.post({ ports: [first.port1] })
    page.post({ ports: [second.port1] })
    expect(changes).toEqual(['open'])
    const received = new Promise((resolve) => {
      first.port2.addEventListener('message', (event) => resolve(event.data))
      first.port2.start()
    })
    const call = connection.client.system.info()
    expect(await received).toContain('/system/info')
    connection.close()
    await expect(call).rejects.toMatchObject({ code: 'HOST_DISCONNECTED' })
    second.port1.close()
  })

  it('can be closed before a port has come, and takes none then', () => {
    const { page, connection } = open('app://bundle/index.html')
    connection.close()
    page.post({ ports: [new MessageChannel().port1] })
    expect(connection.status()).toEqual({ state: 'closed', reason: 'stopped' })
  })
})

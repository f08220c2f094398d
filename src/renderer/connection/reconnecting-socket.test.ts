import { describe, expect, it } from 'vitest'
import type { ConnectionStatus } from './connection-status.ts'
import { openReconnectingSocket, reconnectDelayMs } from './reconnecting-socket.ts'
import { createFakeNetwork } from './testing/fake-socket.ts'

function open() {
  const network = createFakeNetwork()
  const states: string[] = []
  const onStatus = (status: ConnectionStatus): void =>
    void states.push(status.state === 'closed' ? status.reason : status.state)
  const socket = openReconnectingSocket({ ...network, url: 'ws://host/ws', token: 'TOKEN', onStatus })
  return { network, states, socket }
}

describe('a socket that reconnects', () => {
  it('brings the token as a second subprotocol', () => {
    const { network } = open()
    expect(network.latest().url).toBe('ws://host/ws')
    expect(network.latest().protocols).toEqual(['llm-session.v1', 'llm-session.token.TOKEN'])
  })

  it('has a link only while it is open', () => {
    const { network, socket } = open()
    expect(socket.link()).toBeUndefined()
    network.latest().succeed()
    expect(socket.link()?.isOpen()).toBe(true)
    network.latest().end()
    expect(socket.link()).toBeUndefined()
  })

  it('tells every step and comes back by itself', () => {
    const { network, states } = open()
    network.latest().succeed()
    network.latest().end()
    network.elapse()
    network.latest().succeed()
    expect(states).toEqual(['connecting', 'open', 'lost', 'connecting', 'open'])
    expect(network.sockets).toHaveLength(2)
  })

  it('waits longer after each failure in a row, and starts anew after a success', () => {
    const { network } = open()
    const delays: number[] = []
    for (let i = 0; i < 8; i += 1) {
      network.latest().end()
      delays.push(...network.delays())
      network.elapse()
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    network.latest().succeed()
    network.latest().end()
    expect(network.delays()).toEqual([250])
    expect(reconnectDelayMs(5000)).toBe(10_000)
  })

  it('is lost once for one end, and tries again once', () => {
    const { network, states } = open()
    network.latest().succeed()
    network.latest().end()
    network.latest().end()
    expect(states).toEqual(['connecting', 'open', 'lost'])
    expect(network.delays()).toEqual([250])
  })

  it.each(['while open', 'while connecting', 'while waiting'])(
    'does not come back when stopped %s',
    (moment) => {
      const { network, states, socket } = open()
      if (moment === 'while open') network.latest().succeed()
      if (moment === 'while waiting') network.latest().end()
      socket.stop()
      network.latest().end()
      expect(network.delays()).toEqual([])
      expect(states.at(-1)).toBe('stopped')
      expect(socket.link()).toBeUndefined()
      expect(network.sockets).toHaveLength(1)
    },
  )

  it('closes a socket that opens after it was stopped', () => {
    const { network, states, socket } = open()
    socket.stop()
    network.latest().succeed()
    expect(network.latest().readyState).toBe(2)
    expect(socket.link()).toBeUndefined()
    expect(states).toEqual(['connecting', 'stopped'])
  })

  it.each(['at once', 'later'])(
    'rejects what is under way when it stops %s, without waiting for the browser',
    async (moment) => {
      const { network, socket } = open()
      network.latest().succeed()
      const call = socket.link()?.call(['system', 'info'], undefined, { context: {} })
      const outcome = Promise.allSettled([call])
      if (moment === 'later') await network.latest().sending
      socket.stop()
      expect(await outcome).toMatchObject([{ status: 'rejected' }])
    },
  )

  it('rejects what is called while the socket closes', async () => {
    const { network, socket } = open()
    network.latest().succeed()
    network.latest().close()
    const outcome = Promise.allSettled([socket.link()?.call(['system', 'info'], undefined, { context: {} })])
    await new Promise((resolve) => setImmediate(resolve))
    network.latest().end()
    expect(await outcome).toMatchObject([{ status: 'rejected' }])
    expect(network.latest().sent).toEqual([])
  })
})

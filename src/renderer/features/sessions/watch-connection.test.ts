import { describe, expect, it } from 'vitest'
import type { ConnectionStatus } from '../../connection/connection-status.ts'
import { createSessionStore } from './session-store.ts'
import { ScriptedApi } from './testing/scripted-api.ts'
import { showConnection, whenReady } from './watch-connection.ts'

const NOW = new Date('2026-01-02T12:00:00Z')

function scriptedConnection(first: ConnectionStatus) {
  let status = first
  const listeners = new Set<() => void>()
  return {
    status: () => status,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    become(next: ConnectionStatus) {
      status = next
      for (const listener of listeners) listener()
    },
    listeners,
  }
}

describe('the connection as the page shows it', () => {
  it('is lost at once when the transport closes, before any call fails', () => {
    const store = createSessionStore(new ScriptedApi([]), () => NOW)
    const connection = scriptedConnection({ state: 'open' })
    showConnection(connection, store)
    connection.become({ state: 'closed', reason: 'lost' })
    expect(store.getState().connection).toMatchObject({ kind: 'lost', since: NOW })
    connection.become({ state: 'connecting' })
    expect(store.getState().connection.kind).toBe('lost')
  })

  it('tells a page without its key from one whose host is away', () => {
    const store = createSessionStore(new ScriptedApi([]), () => NOW)
    showConnection(scriptedConnection({ state: 'closed', reason: 'no-token' }), store)
    expect(store.getState().connection).toEqual({ kind: 'no-token' })
  })
})

describe('the wait for a connection', () => {
  it('ends when it opens and leaves no listener behind', async () => {
    const connection = scriptedConnection({ state: 'connecting' })
    const ready = whenReady(connection, 0, () => Promise.reject(new Error('no delay is due')))
    connection.become({ state: 'closed', reason: 'lost' })
    connection.become({ state: 'open' })
    await ready
    expect(connection.listeners.size).toBe(0)
  })

  it('lasts as long as the failures ask for, even where the connection is open', async () => {
    const delays: number[] = []
    await whenReady(scriptedConnection({ state: 'open' }), 2, async (delayMs) => void delays.push(delayMs))
    expect(delays).toEqual([500])
  })
})

import { describe, expect, it } from 'vitest'
import { followSessions, retryDelayMs } from './follow-sessions.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { sampleSession } from '../../../shared/contract/testing/sample-session.ts'
import { ScriptedApi } from './testing/scripted-api.ts'

const NOW = new Date('2026-01-02T12:00:00Z')

function follow(api: ScriptedApi) {
  const store = createSessionStore(api, () => NOW)
  const stop = new AbortController()
  const retry = Promise.withResolvers<void>()
  const failuresBefore: number[] = []
  const ready = (failures: number): Promise<void> => {
    failuresBefore.push(failures)
    return failures === 0 ? Promise.resolve() : retry.promise
  }
  const done = followSessions(api, store, { signal: stop.signal, ready })
  return { store, stop, done, failuresBefore, retry: () => retry.resolve() }
}

/** Resolves when the state is as wanted. */
function until(
  store: SessionStore,
  wanted: (state: ReturnType<SessionStore['getState']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (wanted(store.getState())) return resolve()
    const unsubscribe = store.subscribe((state) => {
      if (!wanted(state)) return
      unsubscribe()
      resolve()
    })
  })
}

describe('following the sessions', () => {
  it('opens the stream before it asks for the list, and then fetches only what changed', async () => {
    const api = new ScriptedApi([sampleSession({ id: 'a:1' }), sampleSession({ id: 'a:2' })])
    const { store, stop, done, retry } = follow(api)
    await until(store, ({ connection }) => connection.kind === 'live')
    expect(api.calls).toEqual(['changes', 'list recent 2000 0', 'info'])

    api.change([sampleSession({ id: 'a:2', title: 'Renamed' })])
    await until(store, ({ sessions }) => sessions.get('a:2')?.title === 'Renamed')
    expect(api.calls.slice(3)).toEqual(['byIds a:2'])
    stop.abort()
    retry()
    await done
  })

  it('says when the connection is lost, keeps the rows, and comes back with a full list', async () => {
    const api = new ScriptedApi([sampleSession({ id: 'a:1' })])
    const { store, stop, done, retry } = follow(api)
    await until(store, ({ connection }) => connection.kind === 'live')

    api.disconnect('socket closed')
    await until(store, ({ connection }) => connection.kind === 'lost')
    expect(store.getState().connection).toEqual({ kind: 'lost', since: NOW, reason: 'socket closed' })
    expect(store.getState().sessions.size).toBe(1)

    api.change([sampleSession({ id: 'a:2' })])
    retry()
    await until(store, ({ connection }) => connection.kind === 'live')
    expect(store.getState().sessions.size).toBe(2)
    stop.abort()
    retry()
    await done
  })

  it('goes on trying where there is no host yet', async () => {
    const api = new ScriptedApi([sampleSession()])
    api.failure = new Error('refused')
    const { store, stop, done, failuresBefore, retry } = follow(api)
    await until(store, ({ connection }) => connection.kind === 'lost')
    api.failure = undefined
    retry()
    await until(store, ({ connection }) => connection.kind === 'live')
    expect(failuresBefore).toEqual([0, 1])
    stop.abort()
    retry()
    await done
  })

  it('takes a failed fetch of changed rows for a lost connection', async () => {
    const api = new ScriptedApi([sampleSession({ id: 'a:1' })])
    const { store, stop, done, retry } = follow(api)
    await until(store, ({ connection }) => connection.kind === 'live')
    api.failure = new Error('gone')
    api.change([sampleSession({ id: 'a:1' })])
    await until(store, ({ connection }) => connection.kind === 'lost')
    expect(store.getState().connection).toMatchObject({ reason: 'gone' })
    api.failure = undefined
    retry()
    await until(store, ({ connection }) => connection.kind === 'live')
    stop.abort()
    retry()
    await done
  })

  it('ends when it is told to', async () => {
    const { store, stop, done, retry } = follow(new ScriptedApi([]))
    await until(store, ({ connection }) => connection.kind === 'live')
    stop.abort()
    retry()
    await done
    expect(store.getState().connection.kind).toBe('live')
  })
})

describe('the wait before an attempt', () => {
  it('is none at first and then doubles up to five seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map(retryDelayMs)).toEqual([0, 250, 500, 1000, 2000, 4000, 5000, 5000])
  })
})

import { describe, expect, it } from 'vitest'
import { createSessionStore } from './session-store.ts'
import { sampleSession } from '../../../shared/contract/testing/sample-session.ts'
import { ScriptedApi } from './testing/scripted-api.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
const working = sampleSession({ id: 'a:working' })
const waiting = sampleSession({ id: 'a:waiting', state: 'waiting' })
const idle = sampleSession({ id: 'a:idle', state: 'idle', title: 'Write the glossary' })

async function loadedStore() {
  const api = new ScriptedApi([idle, working, waiting])
  const store = createSessionStore(api, () => NOW)
  await store.getState().load()
  api.calls.length = 0
  return { api, store }
}

/** Lets promises settle that nobody holds. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the list', () => {
  it('is not an empty list before it was fetched', () => {
    const store = createSessionStore(new ScriptedApi([]), () => NOW)
    expect(store.getState().generatedAt).toBeNull()
  })

  it('keeps what it shows when a fetch fails, and says why', async () => {
    const { api, store } = await loadedStore()
    api.failure = new Error('the core is stopping')
    await expect(store.getState().load()).rejects.toThrow('the core is stopping')
    expect(store.getState()).toMatchObject({ failure: 'the core is stopping', busy: false })
    expect(store.getState().sessions.size).toBe(3)
  })

  it('forgets a failure with the next success', async () => {
    const { api, store } = await loadedStore()
    api.failure = new Error('busy')
    await store.getState().refresh()
    expect(store.getState().failure).toBe('busy')
    api.failure = undefined
    await store.getState().refresh()
    expect(store.getState().failure).toBeNull()
  })

  it('has the core look again before it is fetched by a refresh', async () => {
    const { api, store } = await loadedStore()
    await store.getState().refresh()
    expect(api.calls).toEqual(['refresh', 'list recent 2000 0', 'info'])
  })

  it('is fetched anew for another scope, and not for the same one', async () => {
    const { api, store } = await loadedStore()
    await store.getState().setScope('recent')
    await store.getState().setScope('all')
    expect(api.calls).toEqual(['list all 2000 0', 'info'])
  })

  it('does not show the answer for a scope that was left meanwhile', async () => {
    const { api, store } = await loadedStore()
    const before = store.getState().sessions
    const gate = Promise.withResolvers<void>()
    const answer = api.list
    api.list = async (query) => {
      await gate.promise
      return answer(query)
    }
    const slow = store.getState().load()
    await settled()
    const switched = store.getState().setScope('all')
    gate.resolve()
    await slow
    expect(store.getState().sessions).toBe(before)
    await switched
    expect(store.getState().sessions).not.toBe(before)
  })
})

describe('a change', () => {
  it('fetches the sessions that it names and leaves every other row untouched', async () => {
    const { api, store } = await loadedStore()
    const renamed = sampleSession({ id: 'a:idle', title: 'Write the guide' })
    api.sessions.set(renamed.id, renamed)
    await store.getState().apply({ revision: 2, changed: ['a:idle'], removed: [], at: NOW })
    expect(api.calls).toEqual(['byIds a:idle'])
    expect(store.getState().sessions.get('a:idle')).toBe(renamed)
    expect(store.getState().sessions.get('a:working')).toBe(working)
  })

  it('takes away sessions that are gone, and the selection with them', async () => {
    const { api, store } = await loadedStore()
    store.getState().openDetails('a:idle')
    api.sessions.delete('a:idle')
    await store.getState().apply({ revision: 2, changed: ['a:idle'], removed: ['a:waiting'], at: NOW })
    expect([...store.getState().sessions.keys()]).toEqual(['a:working'])
    expect(store.getState()).toMatchObject({ total: 1, selectedId: null, detailsOpen: false })
  })

  it('that names nothing fetches nothing', async () => {
    const { api, store } = await loadedStore()
    await store.getState().apply({ revision: 2, changed: [], removed: [], at: NOW })
    expect(api.calls).toEqual([])
  })

  it('asks for at most 500 sessions at a time', async () => {
    const { api, store } = await loadedStore()
    const changed = Array.from({ length: 501 }, (_, index) => `a:${index}`)
    await store.getState().apply({ revision: 2, changed, removed: [], at: NOW })
    expect(api.calls.map((call) => call.split(' ').length - 1)).toEqual([500, 1])
  })
})

describe('the first reading of many transcripts', () => {
  const HALF = {
    filesDone: 2,
    filesTotal: 4,
    bytesDone: 50,
    bytesTotal: 100,
    bytesPerSecond: 10,
    secondsLeft: 5,
  }

  it('is followed while it goes on, and ends with the whole list', async () => {
    const { api, store } = await loadedStore()
    api.indexing = HALF
    await store.getState().load()
    api.calls.length = 0
    await store.getState().followIndexing()
    expect(store.getState().indexing).toEqual(HALF)
    api.indexing = null
    await store.getState().followIndexing()
    await store.getState().followIndexing()
    expect(store.getState().indexing).toBeNull()
    expect(api.calls).toEqual(['list recent 1 0', 'list recent 1 0', 'list recent 2000 0', 'info'])
  })

  it('that began after the list was fetched is noticed by the first session that it brings', async () => {
    const { api, store } = await loadedStore()
    api.indexing = HALF
    api.sessions.set('a:new', sampleSession({ id: 'a:new' }))
    await store.getState().apply({ revision: 2, changed: ['a:new'], removed: [], at: NOW })
    expect(store.getState()).toMatchObject({ indexing: HALF, total: 4 })
  })
})

describe('the selection', () => {
  it('moves in the order of urgency and stops at both ends', async () => {
    const { store } = await loadedStore()
    const visited = [1, 1, 1, 1, -1, -10].map((steps) => {
      store.getState().move(steps)
      return store.getState().selectedId
    })
    expect(visited).toEqual(['a:waiting', 'a:working', 'a:idle', 'a:idle', 'a:working', 'a:waiting'])
  })

  it('enters the list from below when the first step goes up', async () => {
    const { store } = await loadedStore()
    store.getState().move(-1)
    expect(store.getState().selectedId).toBe('a:idle')
  })

  it('jumps to either end', async () => {
    const { store } = await loadedStore()
    store.getState().move(-Infinity)
    expect(store.getState().selectedId).toBe('a:waiting')
    store.getState().move(Infinity)
    expect(store.getState().selectedId).toBe('a:idle')
  })

  it('stays away from an empty list', () => {
    const store = createSessionStore(new ScriptedApi([]), () => NOW)
    store.getState().move(1)
    expect(store.getState().selectedId).toBeNull()
  })

  it('moves among the rows that the filter shows', async () => {
    const { store } = await loadedStore()
    store.getState().setFilter({ text: 'GLOSSARY' })
    store.getState().move(1)
    store.getState().move(1)
    expect(store.getState().selectedId).toBe('a:idle')
  })
})

describe("a session's own page", () => {
  it('shows the selected session, fetches its details, and moves on with the selection', async () => {
    const { store, api } = await loadedStore()
    store.getState().openSession('a:idle')
    await settled()
    expect(store.getState()).toMatchObject({ view: { kind: 'session' }, selectedId: 'a:idle' })
    expect(store.getState().detail?.session.id).toBe('a:idle')
    store.getState().move(-1)
    await settled()
    expect(store.getState().detail?.session.id).toBe(store.getState().selectedId)
    const calls = api.calls.length
    store.getState().show({ kind: 'sessions' })
    await settled()
    expect(api.calls.slice(calls).filter((call) => call.startsWith('get'))).toEqual([])
  })
})

describe('the context of a session', () => {
  it('is saved one at a time, and says what came of it until that was read', async () => {
    const { api, store } = await loadedStore()
    const saving = store.getState().saveContext('a:idle')
    expect(store.getState().saving).toEqual({ id: 'a:idle', kind: 'running' })
    await store.getState().saveContext('a:working')
    await saving
    expect(api.calls.filter((call) => call.startsWith('saveContext'))).toEqual(['saveContext a:idle'])
    expect(store.getState().saving).toMatchObject({ kind: 'saved', file: { name: 'context.json' } })
    store.getState().savingRead()
    expect(store.getState().saving).toBeNull()
    api.failure = new Error('It is too large.')
    await store.getState().saveContext('a:idle')
    expect(store.getState().saving).toEqual({ id: 'a:idle', kind: 'failed', reason: 'It is too large.' })
  })
})

describe('a project name and a note', () => {
  it('are set and taken back through the core, and a refusal is in the state', async () => {
    const { api, store } = await loadedStore()
    expect(await store.getState().setProject('a:idle', 'shop')).toBe(true)
    expect(await store.getState().setNote('a:idle', null)).toBe(true)
    expect(api.calls.slice(-2)).toEqual(['setProject a:idle shop', 'setNote a:idle null'])
    expect(store.getState().sessions.get('a:idle')?.project).toBe('shop')
    api.failure = new Error('The disk is full.')
    expect(await store.getState().setNote('a:idle', 'later')).toBe(false)
    expect(store.getState().labelFailure).toBe('The disk is full.')
  })

  it('are asked for with the details of the selected session, and not without one', async () => {
    const { store } = await loadedStore()
    store.getState().editLabel('note')
    expect(store.getState().wantedField).toBeNull()
    store.getState().select('a:idle')
    store.getState().show({ kind: 'overview' })
    store.getState().editLabel('note')
    expect(store.getState()).toMatchObject({
      wantedField: 'note',
      detailsOpen: true,
      view: { kind: 'sessions' },
    })
    store.getState().fieldTaken()
    expect(store.getState().wantedField).toBeNull()
  })
})

describe('tags', () => {
  it('are asked of the core, and a refusal is told', async () => {
    const { store, api } = await loadedStore()
    await store.getState().tag('a:idle', 'urgent')
    await store.getState().untag('a:idle', 'urgent')
    expect(api.calls.slice(-2)).toEqual(['tag a:idle urgent', 'untag a:idle urgent'])
    api.failure = new Error('Another llm-session keeps the data.')
    await store.getState().tag('a:idle', 'urgent')
    expect(store.getState().labelFailure).toBe('Another llm-session keeps the data.')
  })
})

describe('the details', () => {
  it('follow the selection while they are open', async () => {
    const { store } = await loadedStore()
    store.getState().openDetails('a:idle')
    await settled()
    expect(store.getState().detail?.session.id).toBe('a:idle')
    store.getState().select('a:working')
    expect(store.getState().detail).toBeNull()
    await settled()
    expect(store.getState().detail?.session.id).toBe('a:working')
  })

  it('are not fetched while they are closed', async () => {
    const { api, store } = await loadedStore()
    store.getState().select('a:idle')
    await settled()
    expect(api.calls).toEqual([])
  })

  it('skip sessions that the selection only passed', async () => {
    const { api, store } = await loadedStore()
    store.getState().openDetails('a:waiting')
    store.getState().select('a:working')
    store.getState().select('a:idle')
    await settled()
    expect(api.calls).toEqual(['get a:waiting', 'get a:idle'])
    expect(store.getState().detail?.session.id).toBe('a:idle')
  })

  it('say why they could not be fetched', async () => {
    const { api, store } = await loadedStore()
    api.sessions.delete('a:idle')
    store.getState().openDetails('a:idle')
    await settled()
    expect(store.getState().detailFailure).toBe('No session has this id.')
  })

  it('are fetched again when their session changed', async () => {
    const { api, store } = await loadedStore()
    store.getState().openDetails('a:idle')
    await settled()
    await store.getState().apply({ revision: 2, changed: ['a:idle'], removed: [], at: NOW })
    await settled()
    expect(api.calls).toEqual(['get a:idle', 'byIds a:idle', 'get a:idle'])
  })
})

describe('the connection', () => {
  it('keeps the moment of its loss through further failures', () => {
    let now = NOW
    const store = createSessionStore(new ScriptedApi([]), () => now)
    store.getState().lost('closed')
    now = new Date(NOW.getTime() + 5000)
    store.getState().lost('refused')
    expect(store.getState().connection).toEqual({ kind: 'lost', since: NOW, reason: 'refused' })
  })
})

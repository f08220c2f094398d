import type { EventEmitter } from 'node:events'
import { beforeAll, describe, expect, it, vi } from 'vitest'

// Nothing but this is there: a preload that used anything else of Electron would fail to load.
const ipcRenderer = await vi.hoisted(async (): Promise<EventEmitter> => {
  const { EventEmitter } = await import('node:events')
  return new EventEmitter()
})
vi.mock('electron', () => ({ ipcRenderer }))

describe('the preload', () => {
  const posted: unknown[][] = []
  const page = {
    location: { origin: 'app://window' },
    postMessage: (...call: unknown[]) => void posted.push(call),
  }

  beforeAll(async () => {
    vi.stubGlobal('window', page)
    await import('./index.ts')
  })

  it('gives the page no function and no object (checklist 20)', () => {
    expect(Object.keys(page)).toEqual(['location', 'postMessage'])
  })

  it('forwards one port, to the page’s own origin alone, and no second one', () => {
    ipcRenderer.emit('llm-session.contract-port', { ports: ['port'] })
    ipcRenderer.emit('llm-session.contract-port', { ports: ['another port'] })
    expect(posted).toEqual([['llm-session.contract-port', 'app://window', ['port']]])
  })
})

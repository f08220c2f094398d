import { describe, expect, it } from 'vitest'
import type { ConversationPage } from '../../../shared/contract/index.ts'
import { sampleMessage } from '../gallery/sample-conversation.ts'
import { createConversationStore } from './conversation-store.ts'

const START = new Date('2026-01-02T10:00:00Z')
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A conversation that can grow, be rewritten and fail, and that counts what it is asked for. */
function scripted(total: number) {
  const calls: string[] = []
  const core = { total, edition: 'one', failure: null as Error | null, calls }
  const api = {
    async conversation(id: string, from: number | null, limit: number): Promise<ConversationPage> {
      calls.push(`${from}`)
      if (core.failure) throw core.failure
      const first = from ?? Math.max(0, core.total - limit)
      const length = Math.min(limit, core.total - first)
      const messages = Array.from({ length }, (_, index) => sampleMessage(first + index, START))
      return {
        id,
        edition: core.edition,
        total: core.total,
        from: first,
        messages,
        transcripts: [],
        problems: [],
      }
    },
    async messageText(id: string, position: number) {
      return { id, edition: core.edition, position, text: 'whole', from: 0, textLength: 5 }
    },
  }
  return { core, store: createConversationStore(api, 'a:1') }
}

describe('a conversation that is looked at', () => {
  it('is fetched from its end, once for each activity', async () => {
    const { core, store } = scripted(250)
    await store.getState().loadEnd(1)
    await store.getState().loadEnd(1)
    expect(core.calls).toEqual(['null'])
    expect([store.getState().total, store.getState().messages.size]).toEqual([250, 100])
    core.total = 251
    await store.getState().loadEnd(2)
    expect(store.getState().messages.has(250)).toBe(true)
    expect(store.getState().messages.has(150)).toBe(true)
  })

  it('fetches only the pages that are missing, and each once', async () => {
    const { core, store } = scripted(1_000)
    await store.getState().loadEnd(1)
    store.getState().need(380, 420)
    store.getState().need(390, 430)
    await settled()
    expect(core.calls).toEqual(['null', '300', '400'])
    store.getState().need(380, 420)
    store.getState().need(960, 1_000)
    await settled()
    expect(core.calls).toHaveLength(3)
  })

  it('forgets what it holds when positions mean other messages', async () => {
    const { core, store } = scripted(250)
    await store.getState().loadEnd(1)
    await store.getState().loadText(249)
    expect(store.getState().texts.get(249)).toBe('whole')
    core.edition = 'two'
    core.total = 120
    await store.getState().loadEnd(2)
    expect([...store.getState().messages.keys()].every((position) => position < 120)).toBe(true)
    expect(store.getState().texts.size).toBe(0)
  })

  it('says why a page could not be had, keeps what it has, and forgets the failure with the next page', async () => {
    const { core, store } = scripted(250)
    await store.getState().loadEnd(1)
    core.failure = new Error('The transcript is gone.')
    store.getState().need(0, 10)
    await settled()
    expect(store.getState()).toMatchObject({ failure: 'The transcript is gone.', total: 250 })
    core.failure = null
    store.getState().need(0, 10)
    await settled()
    expect(store.getState().failure).toBeNull()
  })
})

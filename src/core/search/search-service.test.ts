import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from '../api/router.ts'
import { type App, createApp } from '../app.ts'
import { createDemo, type Demo } from '../demo/demo.ts'
import type { Ports } from '../ports.ts'
import { systemClock } from '../system-clock.ts'

let demo: Demo
let apps: App[]
const errors: string[] = []
beforeEach(() => {
  errors.length = 0
  apps = []
  const logger = { debug() {}, warn() {}, error: (message: string) => void errors.push(message) }
  demo = createDemo({ clock: systemClock, logger })
})
afterEach(async () => {
  for (const app of apps) await app.stop()
  demo.remove()
  expect(errors).toEqual([])
})

async function open(kind: Ports['host']['kind']) {
  const app = await createApp({
    ...demo.ports,
    host: { kind, capabilities: [] },
    version: '0.0.0-test',
    demo: true,
  })
  apps.push(app)
  await app.look()
  return { app, client: createRouterClient(createRouter(app.service)) }
}

describe('a search', () => {
  it('finds messages of every assistant, and each where its conversation has it', async () => {
    const { app, client } = await open('cli')
    const { sessions } = await client.sessions.list({ scope: 'all' })
    let filesTotal = 0
    await app.service.search.bringUpToDate((progress) => {
      filesTotal = progress.filesTotal
    })
    expect(filesTotal).toBeGreaterThan(5)
    expect(new Set(sessions.map(({ provider }) => provider)).size).toBeGreaterThan(2)
    for (const { id } of sessions) {
      const page = await client.conversations.page({ id })
      const prompt = page.messages.find(({ kind }) => kind === 'prompt')
      const words = prompt?.text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? []
      const found = await client.conversations.search({ query: words.join(' '), session: id, limit: 100 })
      expect(found.transcripts).toBe(found.transcriptsTotal)
      const hit = found.messages.find(({ position }) => position === prompt?.position)
      expect(hit, `${id}: ${words.join(' ')}`).toMatchObject({ id, kind: 'prompt', transcript: null })
      expect(hit?.marks.length).toBeGreaterThan(0)
    }
  })

  it('says what it did not look in: a host takes the words behind everything else', async () => {
    const { client } = await open('server')
    const found = await client.conversations.search({ query: 'the' })
    expect(found.messages).toEqual([])
    expect(found.transcripts).toBe(0)
    expect(found.transcriptsTotal).toBeGreaterThan(5)
  })

  it('of a command beside a host that keeps the words finds what that one took', async () => {
    const { app } = await open('server')
    await app.service.search.bringUpToDate(() => {})
    const { app: command, client } = await open('cli')
    await command.service.search.bringUpToDate(() => {})
    const found = await client.conversations.search({ query: 'the', limit: 3 })
    expect(found.messages).toHaveLength(3)
    expect(found.transcripts).toBe(found.transcriptsTotal)
    const before = await client.conversations.search({ query: 'the', limit: 3, before: found.next })
    const times = [...found.messages, ...before.messages].map(({ at }) => at?.getTime() ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  it('refuses a query that names nothing, and a session that nobody knows', async () => {
    const { client } = await open('cli')
    await expect(client.conversations.search({ query: '"' })).rejects.toMatchObject({
      code: 'NOTHING_TO_FIND',
      data: { reason: 'Name at least one word to find.' },
    })
    await expect(client.conversations.search({ query: 'a', session: 'nobody' })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
  })
})

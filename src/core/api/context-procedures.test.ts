import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PIECE_BYTES } from '../../shared/domain/context-files.ts'
import type { ContractClient } from '../../shared/contract/index.ts'
import { type App, createApp } from '../app.ts'
import { createDemo, type Demo } from '../demo/demo.ts'
import type { ContextFile } from '../exchange/context-file.ts'
import { readContexts } from '../exchange/read-contexts.ts'
import { HOSTILE_FILES } from '../exchange/testing/hostile-files.ts'
import { sampleContext } from '../exchange/testing/sample-context.ts'
import { settingsFile } from '../folders.ts'
import { systemClock } from '../system-clock.ts'
import { createRouter } from './router.ts'

let demo: Demo
let app: App
let client: ContractClient
/** A session whose conversation is read. */
let session: string

beforeAll(async () => {
  const logger = { debug() {}, warn() {}, error() {} }
  demo = createDemo({ clock: systemClock, logger })
  app = await createApp({
    ...demo.ports,
    host: { kind: 'desktop', capabilities: [] },
    version: '0.0.0-test',
    demo: true,
  })
  await app.look()
  client = createRouterClient(createRouter(app.service))
  const { sessions } = await client.sessions.list({ scope: 'all', provider: 'claude-code' })
  session = sessions[0]?.id ?? expect.fail('the demo has no such session')
})
afterAll(async () => {
  await app.stop()
  demo.remove()
})

async function handOver(bytes: Buffer): Promise<string> {
  let transfer: string | null = null
  let from = 0
  do {
    const piece = bytes.subarray(from, from + PIECE_BYTES).toString('base64')
    const uploaded: { transfer: string } = await client.contexts.upload({ transfer, from, piece })
    transfer = uploaded.transfer
    from += PIECE_BYTES
  } while (from < bytes.length)
  return transfer
}

async function fetchAll(transfer: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  let from: number | null = 0
  while (from !== null) {
    const downloaded: { piece: string; next: number | null } = await client.contexts.download({
      transfer,
      from,
    })
    pieces.push(Buffer.from(downloaded.piece, 'base64'))
    from = downloaded.next
  }
  return Buffer.concat(pieces)
}

function contextsIn(bytes: Buffer): readonly ContextFile[] {
  const read = readContexts(bytes)
  return read.kind === 'read' ? read.contexts : expect.fail(JSON.stringify(read.problems))
}

describe('contexts over the contract', () => {
  it.each(HOSTILE_FILES)('keep nothing of a hostile file, and say why: %s', async (_, content, reason) => {
    const transfer = await handOver(Buffer.isBuffer(content) ? content : Buffer.from(content))
    const preview = await client.contexts.preview({ transfer })
    if (preview.kind !== 'refused') throw new Error('it was taken')
    expect(preview.problems.map(({ message }) => message).join(' ')).toContain(reason)
    await expect(client.contexts.import({ transfer })).rejects.toMatchObject({ code: 'CONTEXT_REFUSED' })
    expect(await client.contexts.list({})).toEqual({ contexts: [], total: 0 })
    await client.contexts.discard({ transfer })
  })

  it('are exported as files that come back: previewed, imported, listed, read, exported and removed', async () => {
    const offered = await client.contexts.export({ ids: [session] })
    expect(offered).toMatchObject({ contexts: 1, redacted: { secrets: expect.any(Object) } })
    expect(offered.name).toMatch(/^claude-code-[\w-]+\.json$/)
    const file = await fetchAll(offered.transfer)
    const [exported] = contextsIn(file)
    expect(exported?.session.id).toBe(session)

    const transfer = await handOver(file)
    const preview = await client.contexts.preview({ transfer })
    expect(preview).toMatchObject({
      kind: 'importable',
      added: 1,
      contexts: [{ sessionId: session, novelty: 'new', sessionIsHere: true }],
    })
    expect((await client.contexts.list({})).total).toBe(0)
    const imported = await client.contexts.import({ transfer, attachTo: session.slice(0, -2) })
    expect(imported).toMatchObject({ attachedTo: session, contexts: [{ sessionId: session, isNew: true }] })
    await expect(client.contexts.import({ transfer })).rejects.toMatchObject({ code: 'TRANSFER_GONE' })

    const [kept] = (await client.contexts.list({})).contexts
    const { id = '' } = kept ?? {}
    expect(kept).toMatchObject({ sessionId: session, provider: 'claude-code', attachedTo: session })
    expect(await client.contexts.get({ id: id.slice(0, 16) })).toMatchObject({
      id,
      sizeBytes: kept?.sizeBytes,
    })
    const { messages, total } = await client.contexts.messages({ id, from: 1, limit: 2 })
    expect(total).toBe(exported?.conversation?.length)
    expect(messages.map(({ position }) => position)).toEqual([1, 2])
    expect(messages[0]?.text).toBe(exported?.conversation?.[1]?.text)

    const again = await client.contexts.export({ ids: [id] })
    expect((await fetchAll(again.transfer)).equals(file)).toBe(true)
    const twice = await client.contexts.preview({ transfer: await handOver(file) })
    expect(twice).toMatchObject({ added: 0, contexts: [{ novelty: 'known' }] })
    await client.contexts.remove({ id })
    expect(await client.contexts.list({})).toEqual({ contexts: [], total: 0 })
    await expect(client.contexts.remove({ id })).rejects.toMatchObject({ code: 'CONTEXT_NOT_FOUND' })
  })

  it('are exported as asked: packed, without conversation, several in one file, with their secrets', async () => {
    const { sessions } = await client.sessions.list({ scope: 'all' })
    const ids = sessions.slice(0, 3).map(({ id }) => id)
    const offered = await client.contexts.export({ ids, format: 'yaml', gzip: true, conversation: false })
    expect(offered.name).toMatch(/^contexts-\d{4}-\d\d-\d\d\.yaml\.gz$/)
    const contexts = contextsIn(await fetchAll(offered.transfer))
    expect(contexts.map((context) => context.session.id)).toEqual(ids)
    expect(contexts.every(({ conversation }) => conversation === null)).toBe(true)
    const whole = await client.contexts.export({ ids: [session], redact: false })
    expect(whole.redacted).toBeNull()
    await expect(client.contexts.export({ ids, format: 'markdown' })).rejects.toThrow(
      'Input validation failed',
    )
    await expect(client.contexts.export({ ids: ['codex:nobody'] })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
  })

  it('are exported as the settings say where nothing is asked for', async () => {
    const file = settingsFile(demo.ports.environment)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, 'export: { format: markdown, conversation: false, redact: false }')
    await app.look()
    const one = await client.contexts.export({ ids: [session] })
    expect(one.name).toMatch(/\.md$/)
    expect(one.redacted).toBeNull()
    const { sessions } = await client.sessions.list({ scope: 'all' })
    const several = await client.contexts.export({ ids: sessions.slice(0, 2).map(({ id }) => id) })
    expect(several.name).toMatch(/\.json$/)
    rmSync(file)
    await app.look()
  })

  it('are kept all or none, in one file of many', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ ...sampleContext(), note: `note ${index}` }))
    const transfer = await handOver(Buffer.from(JSON.stringify([...many, { ...many[0], version: 2 }])))
    await expect(client.contexts.import({ transfer })).rejects.toMatchObject({ code: 'CONTEXT_REFUSED' })
    expect((await client.contexts.list({})).total).toBe(0)
    await client.contexts.import({ transfer: await handOver(Buffer.from(JSON.stringify(many))) })
    const page = await client.contexts.list({ offset: 250, limit: 100 })
    expect({ total: page.total, here: page.contexts.length }).toEqual({ total: 300, here: 50 })
  })
})

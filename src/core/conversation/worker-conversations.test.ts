import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { answer, user } from '../../providers/claude-code/testing/rows.ts'
import { SESSION } from '../../providers/claude-code/testing/transcripts.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { ConversationUnreadable, type ConversationSource } from './conversation-source.ts'
import { WorkerConversations } from './worker-conversations.ts'

const FAILING = new URL('./testing/failing-worker.ts', import.meta.url)
const ASK = { position: 0, from: 0, limit: 10 }

const opened: WorkerConversations[] = []
afterEach(async () => {
  for (const conversations of opened.splice(0)) await conversations.close()
})

function begun(file?: URL): WorkerConversations {
  const conversations = new WorkerConversations(file)
  opened.push(conversations)
  return conversations
}

function sourceOf(id: string, files: ConversationSource['files'] = []): ConversationSource {
  return { id, provider: 'claude-code', sessionId: SESSION, files }
}

describe('the thread that reads conversations', () => {
  it('answers, and tells what cannot be read as what it is', async () => {
    const root = temporaryFolder()
    const folder = join(root, 'app')
    mkdirSync(folder)
    const path = join(folder, `${SESSION}.jsonl`)
    writeFileSync(path, `${JSON.stringify(user(0, 'hello'))}\n${JSON.stringify(answer(1, {}))}\n`)
    const conversations = begun()
    const there = sourceOf('there', [{ path, root, isSubagent: false }])
    const missing = sourceOf('gone', [{ path: join(folder, `${SESSION}0.jsonl`), root, isSubagent: false }])
    const page = { from: 0, limit: 10, textLimit: 10 }
    const answers = await Promise.allSettled([
      conversations.ask('page', missing, page),
      conversations.ask('page', there, page),
    ])
    expect(answers[0]).toMatchObject({ status: 'rejected', reason: expect.any(ConversationUnreadable) })
    expect(answers[1]).toMatchObject({ status: 'fulfilled', value: { total: 2 } })
  })

  it('fails what it was asked when it ends, and no later question', async () => {
    const conversations = begun(FAILING)
    const silent = conversations.ask('text', sourceOf('is silent'), ASK)
    const ends = conversations.ask('text', sourceOf('ends'), ASK)
    await expect(ends).rejects.toBeInstanceOf(ConversationUnreadable)
    await expect(silent).rejects.toBeInstanceOf(ConversationUnreadable)
    expect(await conversations.ask('text', sourceOf('next'), ASK)).toMatchObject({ text: { text: 'next' } })
  })

  it('does not hide a bug, nor let it end the questions that are asked at once of its successor', async () => {
    const conversations = begun(FAILING)
    const failed: unknown = await conversations.ask('text', sourceOf('throws'), ASK).catch((error) => error)
    expect(failed).toMatchObject({ name: 'TypeError', message: 'a bug in the thread' })
    expect(await conversations.ask('text', sourceOf('next'), ASK)).toMatchObject({ text: { text: 'next' } })
  })

  it('is closed with its questions answered', async () => {
    const conversations = begun(FAILING)
    const waiting = conversations.ask('text', sourceOf('is silent'), ASK)
    await Promise.all([expect(waiting).rejects.toBeInstanceOf(ConversationUnreadable), conversations.close()])
  })
})

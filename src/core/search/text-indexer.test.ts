import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../providers/provider.ts'
import { findProvider, providers } from '../../providers/registry.ts'
import { findTranscripts, type TranscriptFixture } from '../../providers/testing/transcript-fixtures.ts'
import type { ConversationMessage } from '../../shared/contract/conversation.ts'
import { openTranscript } from '../conversation/open-transcript.ts'
import { openConversation } from '../conversation/testing/opened.ts'
import { LineReader } from '../ingest/read-lines.ts'
import { openText } from '../store/open-stores.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { textStoreIn } from '../store/text-store.ts'
import type { ListedTranscript } from '../store/transcript-queries.ts'
import { systemClock } from '../system-clock.ts'
import { findMessages } from './find-messages.ts'
import { readQuery } from './search-query.ts'
import { type OpenTranscript, TextIndexer } from './text-indexer.ts'

const open: OpenTranscript = async (file) => {
  const provider = findProvider(file.provider)
  const format = await provider?.conversation?.()
  return provider && format && openTranscript(file, provider, format)
}

/** A process that keeps the words: started anew over the same folder, it knows only what is stored. */
function keeperIn(data: string) {
  const opened = openText(data, 'own', systemClock.now)
  if (!opened) throw new Error('no words')
  const store = textStoreIn(opened.database)
  const errors: string[] = []
  const indexer = new TextIndexer({
    store,
    open,
    lines: new LineReader(),
    logger: { error: (message) => void errors.push(message) },
  })
  return {
    errors,
    async update(files: readonly ListedTranscript[], isAll = true) {
      let taken = 0
      for await (const _ of indexer.update(files, isAll)) taken++
      return taken
    },
    async find(text: string, sessionId?: string, limit = 20, before?: number) {
      const query = readQuery(text)
      if (typeof query === 'string') throw new Error(query)
      return findMessages(store, open, { query, sessionId, before, limit })
    },
    close: () => opened.close(),
  }
}

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString()

function prompt(text: string, minute: number): string {
  const message = { role: 'user', content: text }
  return `${JSON.stringify({ type: 'user', uuid: `${minute} ${text}`, sessionId: 's1', timestamp: at(minute), message })}\n`
}

/** A folder of transcripts of Claude Code. */
function transcripts() {
  const root = temporaryFolder()
  const pathOf = (name: string) => join(root, 'project', `${name}.jsonl`)
  mkdirSync(join(root, 'project'))
  return {
    write: (name: string, content: string) => writeFileSync(pathOf(name), content),
    append: (name: string, content: string) => appendFileSync(pathOf(name), content),
    remove: (name: string) => rmSync(pathOf(name)),
    list: (...names: string[]) => names.map((name) => listed(pathOf(name), root, 'claude-code', name)),
  }
}

function listed(path: string, root: string, provider: string, name: string): ListedTranscript {
  const { size, mtimeMs } = statSync(path)
  return { path, root, provider, sessionId: `${provider}:${name}`, isSubagent: false, size, mtimeMs }
}

const texts = ({ hits }: Awaited<ReturnType<typeof findMessages>>) => hits.map(({ text }) => text)

describe('the words of messages', () => {
  it('are found, the newest first, over all sessions or in one', async () => {
    const home = transcripts()
    home.write('old', prompt('rename the shop', 1) + prompt('shop again', 2))
    home.write('new', prompt('open the shop', 3))
    const keeper = keeperIn(temporaryFolder())
    expect(await keeper.update(home.list('new', 'old'))).toBe(2)
    expect(texts(await keeper.find('shop'))).toEqual(['open the shop', 'shop again', 'rename the shop'])
    expect(texts(await keeper.find('shop -open'))).toEqual(['shop again', 'rename the shop'])
    expect(texts(await keeper.find('shop', 'claude-code:old'))).toEqual(['shop again', 'rename the shop'])
    expect(texts(await keeper.find('nothing'))).toEqual([])
    keeper.close()
  })

  it('are given in pages that are parts of the whole', async () => {
    const home = transcripts()
    home.write('s1', Array.from({ length: 25 }, (_, index) => prompt(`needle ${index}`, index)).join(''))
    const keeper = keeperIn(temporaryFolder())
    await keeper.update(home.list('s1'))
    const whole = texts(await keeper.find('needle', undefined, 100))
    const paged: string[] = []
    let next: number | undefined
    do {
      const page = await keeper.find('needle', undefined, 4, next)
      paged.push(...texts(page))
      next = page.next
    } while (next !== undefined)
    expect(whole).toHaveLength(25)
    expect(paged).toEqual(whole)
    keeper.close()
  })

  it('follow a transcript that grows, also over a restart, and take nothing twice', async () => {
    const home = transcripts()
    const data = temporaryFolder()
    home.write('s1', prompt('needle one', 1))
    let keeper = keeperIn(data)
    await keeper.update(home.list('s1'))
    home.append('s1', prompt('needle two', 2))
    await keeper.update(home.list('s1'))
    expect(await keeper.update(home.list('s1')), 'nothing is new').toBe(0)
    keeper.close()
    keeper = keeperIn(data)
    expect(await keeper.update(home.list('s1')), 'nothing is new').toBe(0)
    home.append('s1', prompt('needle three', 3))
    await keeper.update(home.list('s1'))
    expect(texts(await keeper.find('needle'))).toEqual(['needle three', 'needle two', 'needle one'])
    keeper.close()
  })

  it('forget what a transcript does not say any more, and transcripts that are gone', async () => {
    const home = transcripts()
    home.write('s1', prompt('needle one', 1) + prompt('needle two', 2))
    home.write('s2', prompt('needle gone', 3))
    const keeper = keeperIn(temporaryFolder())
    await keeper.update(home.list('s1', 's2'))
    home.write('s1', prompt('haystack', 4))
    await keeper.update(home.list('s1'))
    expect(texts(await keeper.find('needle'))).toEqual([])
    expect(texts(await keeper.find('haystack'))).toEqual(['haystack'])
    keeper.close()
  })

  it('are not shown where the record was replaced and its words were not taken again yet', async () => {
    const home = transcripts()
    home.write('s1', prompt('needle', 1))
    const keeper = keeperIn(temporaryFolder())
    await keeper.update(home.list('s1'))
    home.remove('s1')
    expect(await keeper.find('needle')).toEqual({ hits: [], next: undefined })
    keeper.close()
  })

  it('of one message that several transcripts hold are one', async () => {
    const home = transcripts()
    home.write('s1', prompt('needle', 1))
    home.write('s2', prompt('needle', 1) + prompt('on its own', 2))
    const keeper = keeperIn(temporaryFolder())
    await keeper.update(home.list('s1', 's2'))
    expect(texts(await keeper.find('needle'))).toEqual(['needle'])
    keeper.close()
  })

  it('keep what was done where an update ends early', async () => {
    const home = transcripts()
    const data = temporaryFolder()
    for (const name of ['s1', 's2', 's3']) home.write(name, prompt(`needle ${name}`, 1))
    const opened = openText(data, 'own', systemClock.now)
    if (!opened) throw new Error('no words')
    const logger = { error: (message: string) => expect.fail(message) }
    const indexer = new TextIndexer({
      store: textStoreIn(opened.database),
      open,
      lines: new LineReader(),
      logger,
    })
    for await (const { filesDone } of indexer.update(home.list('s1', 's2', 's3'), true))
      if (filesDone === 2) break
    opened.close()
    const keeper = keeperIn(data)
    expect(await keeper.update(home.list('s1', 's2', 's3'))).toBe(1)
    expect((await keeper.find('needle')).hits).toHaveLength(3)
    keeper.close()
  })
})

it('are taken again where the disk was full, and nothing is lost', async () => {
  const home = transcripts()
  home.write('s1', prompt('needle first', 1))
  home.write(
    's2',
    Array.from({ length: 400 }, (_, index) => prompt(`needle word${index} ${index}`, index)).join(''),
  )
  const opened = openText(temporaryFolder(), 'own', systemClock.now)
  if (!opened) throw new Error('no words')
  const store = textStoreIn(opened.database)
  const logger = { error: (message: string) => expect.fail(message) }
  const indexer = new TextIndexer({ store, open, lines: new LineReader(), logger })
  const update = async (...names: string[]) => {
    for await (const _ of indexer.update(home.list(...names), true));
  }
  await update('s1')
  opened.database.pragma(
    `max_page_count = ${Number(opened.database.pragma('page_count', { simple: true })) + 2}`,
  )
  await expect(update('s1', 's2')).rejects.toMatchObject({ code: 'SQLITE_FULL' })
  expect(store.transcripts().size).toBe(1)
  opened.database.pragma('max_page_count = 100000')
  await update('s1', 's2')
  expect(store.transcripts().size).toBe(2)
  expect(
    store.find({ match: '"needle"', sessionId: undefined, before: undefined, limit: 1000 }),
  ).toHaveLength(401)
  opened.close()
})

const told = providers.filter((provider) => growingOf(provider).length > 0)

describe.each(told)('messages of $manifest.name', (provider) => {
  it('are found by any of their words in every fixture, at the record that says it', async () => {
    const keeper = keeperIn(temporaryFolder())
    for (const fixture of growingOf(provider)) {
      const { read, paths } = await openConversation(provider, [
        {
          path: fixture.path,
          content: Buffer.concat(fixture.lines.flatMap((line) => [line, Buffer.from('\n')])),
        },
      ])
      const [path = ''] = paths
      const root = path.slice(0, -fixture.path.length - 1)
      const session = fixture.name
      await keeper.update([listed(path, root, provider.manifest.id, session)], false)
      for (const message of asked(read())) {
        const found = await keeper.find(`"${message.word}"`, `${provider.manifest.id}:${session}`, 100)
        const places = found.hits.map(({ place }) => place.offset)
        expect(places, `${fixture.name}: ${message.word}`).toContain(message.offset)
      }
    }
    expect(keeper.errors).toEqual([])
    keeper.close()
  })
})

/** A rare word of some of the messages, and where they stand. */
function asked(messages: readonly ConversationMessage[]): readonly { word: string; offset: number }[] {
  return messages
    .filter(({ kind, source }) => (kind === 'prompt' || kind === 'answer') && source.offset !== null)
    .slice(0, 4)
    .flatMap(({ text, source }) => {
      const word = text.match(/[\p{L}\p{N}]{5,40}/gu)?.sort((a, b) => b.length - a.length)[0]
      return word === undefined ? [] : [{ word, offset: source.offset ?? 0 }]
    })
}

it('has fixtures of several assistants to look in', () => {
  expect(told.length).toBeGreaterThan(3)
})
function growingOf(provider: Provider): readonly TranscriptFixture[] {
  if (!('conversation' in provider)) return []
  return findTranscripts(provider).filter(({ ref }) => ref.form !== 'document')
}

/**
 * Takes the words of all messages of a corpus and asks for some, in this process, as the thread that searches does.
 *
 * Run: `node bench/search.ts [--size 1GB]`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openTranscript } from '../src/core/conversation/open-transcript.ts'
import { createInlineIngest } from '../src/core/ingest/inline-ingest.ts'
import { LineReader } from '../src/core/ingest/read-lines.ts'
import { findMessages } from '../src/core/search/find-messages.ts'
import { readQuery } from '../src/core/search/search-query.ts'
import { type OpenTranscript, TextIndexer } from '../src/core/search/text-indexer.ts'
import { openIndexQueries } from '../src/core/store/index-queries.ts'
import { openIndex, openText, TEXT_FILE } from '../src/core/store/open-stores.ts'
import { textStoreIn } from '../src/core/store/text-store.ts'
import { systemClock } from '../src/core/system-clock.ts'
import { findProvider, providers } from '../src/providers/registry.ts'
import { cachedCorpus } from './corpus.ts'

const ASKED = 100
const QUERIES = {
  'a common word': 'function',
  'two common words': 'function return',
  'a phrase': '"return the"',
  'a beginning': 'func*',
  'no such word': 'zzzzzzzzqq',
}

const { values } = parseArgs({ options: { size: { type: 'string', default: '1GB' } } })
const { home } = cachedCorpus(values.size)
const data = mkdtempSync(join(tmpdir(), 'bench-search-'))
const open: OpenTranscript = async (file) => {
  const provider = findProvider(file.provider)
  const format = await provider?.conversation?.()
  return provider && format && openTranscript(file, provider, format)
}

const logger = { error: (message: string, cause: unknown) => console.error(message, cause) }
const files = await indexed()
const opened = openText(data, 'own', systemClock.now)
if (!opened) throw new Error('no words')
const store = textStoreIn(opened.database)
let characters = 0
let messages = 0
const counted: typeof store = {
  ...store,
  get isWriting() {
    return store.isWriting
  },
  add(added) {
    messages += added.length
    for (const { text } of added) characters += text.length
    store.add(added)
  },
}
const indexer = new TextIndexer({ store: counted, open, lines: new LineReader(), logger })
const before = process.cpuUsage()
for await (const _ of indexer.update(files, true));
const { user, system } = process.cpuUsage(before)
const seconds = (user + system) / 1e6
const transcriptBytes = files.reduce((sum, { size }) => sum + size, 0)
console.log(
  `${files.length} transcripts of ${mega(transcriptBytes)}, ${messages} messages with ${mega(characters)} of text:`,
)
console.log(
  `${seconds.toFixed(1)} s of a processor, ${(characters / 1e6 / seconds).toFixed(1)} MB of text a second;`,
)
console.log(
  `${mega(statSync(join(data, TEXT_FILE)).size)} kept, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
)
for (const [name, text] of Object.entries(QUERIES)) await ask(name, text)
opened.close()
rmSync(data, { recursive: true })

async function indexed() {
  const index = openIndex(data, 'own', systemClock.now)
  if (!index) throw new Error('no index')
  const environment = { platform: 'linux', home, env: {} } as const
  const quiet = { debug() {}, warn() {}, error: logger.error }
  const ingest = createInlineIngest({
    opened: index,
    providers,
    environment,
    version: '',
    clock: systemClock,
    logger: quiet,
  })
  await ingest.scan()
  const listed = openIndexQueries(index.database).listTranscripts()
  await ingest.close()
  return listed
}

async function ask(name: string, text: string): Promise<void> {
  const query = readQuery(text)
  if (typeof query === 'string') throw new Error(query)
  const times: number[] = []
  let hits = 0
  for (let asked = 0; asked < ASKED; asked++) {
    const started = performance.now()
    const found = await findMessages(store, open, {
      query,
      sessionId: undefined,
      before: undefined,
      limit: 20,
    })
    times.push(performance.now() - started)
    hits = found.hits.length
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  console.log(`${name}: ${hits} messages, median ${at(0.5)} ms, 95th of ${ASKED} ${at(0.95)} ms`)
}

function mega(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

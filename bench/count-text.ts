/**
 * Counts the same source code with our counter and with js-tiktoken, in turn, and prints both speeds and their ratio.
 * Speeds differ between machines and moments; the ratio of one run, and whether the counts are equal, mean something.
 *
 * Run: `node bench/count-text.ts [o200k_base|cl100k_base]`
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tiktoken } from 'js-tiktoken/lite'
import cl100k from 'js-tiktoken/ranks/cl100k_base'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { type Encoding, loadTextCounter } from '../src/core/tokens/count-text.ts'

const ROUNDS = 3
const CORPUS_BYTES = 8e6
const LARGEST_FILE_BYTES = 200_000
/** js-tiktoken takes seconds for embedded data and rulers; without them the ratio is that of ordinary code. */
const LONG_RUN = /[^\s]{150}|([^\w])\1{80}/
const PACKAGES = [
  '@types/node',
  '@types/react',
  'zod',
  'recharts',
  'commander',
  'systeminformation',
  'better-sqlite3',
]

const encoding: Encoding = process.argv[2] === 'cl100k_base' ? 'cl100k_base' : 'o200k_base'
const texts = corpus()
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6

const loading = performance.now()
const counter = await loadTextCounter(encoding)
console.log(`${encoding}: ranks loaded in ${(performance.now() - loading).toFixed(0)} ms`)
const tiktoken = new Tiktoken(encoding === 'o200k_base' ? o200k : cl100k)
console.log(`corpus: ${texts.length} files, ${megabytes.toFixed(1)} MB of source code`)

for (let round = 1; round <= ROUNDS; round++) {
  const ours = measure((text) => counter.count(text))
  const theirs = measure((text) => tiktoken.encode(text, [], []).length)
  console.log(
    `round ${round}: ours ${ours.speed.toFixed(1)} MB/s, js-tiktoken ${theirs.speed.toFixed(1)} MB/s, ` +
      `ratio ${(ours.speed / theirs.speed).toFixed(1)}; ` +
      `tokens ${ours.tokens} and ${theirs.tokens}: ${ours.tokens === theirs.tokens ? 'equal' : 'NOT EQUAL'}`,
  )
  if (ours.tokens !== theirs.tokens) process.exitCode = 1
}

for (const [name, text] of [
  ['20 KB of one letter', 'a'.repeat(20_000)],
  ['20,000 spaces', ' '.repeat(20_000)],
  ['2,000 family emoji', '👨‍👩‍👧‍👦'.repeat(2_000)],
] as const) {
  const started = performance.now()
  const tokens = counter.count(text)
  console.log(`${name}: ${tokens} tokens in ${(performance.now() - started).toFixed(0)} ms`)
}

function measure(count: (text: string) => number): { tokens: number; speed: number } {
  const started = performance.now()
  let tokens = 0
  for (const text of texts) tokens += count(text)
  return { tokens, speed: megabytes / ((performance.now() - started) / 1_000) }
}

function corpus(): string[] {
  const found: string[] = []
  let bytes = 0
  for (const name of PACKAGES) {
    const folder = join(import.meta.dirname, '../node_modules', name)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|tsx|js|mjs|c|cpp|h|md|json)$/.test(entry.name)) continue
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
      if (text.length > LARGEST_FILE_BYTES || bytes > CORPUS_BYTES || LONG_RUN.test(text)) continue
      bytes += text.length
      found.push(text)
    }
  }
  return found
}

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'

/** Where corpora and the peers that we are measured against are kept. */
export const CACHE_FOLDER = join(import.meta.dirname, '../node_modules/.cache/bench')

const GENERATOR = join(import.meta.dirname, 'corpus/gen-corpus.mjs')
const EXPECTED_FILE = 'expected.json'

const tokensSchema = {
  claude: z.object({ input: z.number(), output: z.number(), cacheCreate: z.number(), cacheRead: z.number() }),
  codex: z.object({ input: z.number(), output: z.number(), cachedInput: z.number() }),
}

const expectedSchema = z.object({
  all: z.object({ bytes: z.number(), files: z.number(), sessions: z.number() }),
  claudeSessions: z.array(z.object({ id: z.string(), totals: tokensSchema.claude })),
  codexSessions: z.array(z.object({ id: z.string(), totals: tokensSchema.codex })),
})

/** The four disjoint counts of a session, in the order of the contract. */
export type Tokens = readonly [uncachedInput: number, cacheRead: number, cacheWrite: number, output: number]

/** Made-up transcripts of Claude Code and Codex, with the traps of real ones, and the truth about them. */
export interface Corpus {
  /** A home directory. */
  readonly home: string
  readonly bytes: number
  readonly files: number
  /** Exact tokens by session, by the id that our contract gives it. */
  readonly sessions: ReadonlyMap<string, Tokens>
}

/** The corpus of a size such as `1GB`: made once, as long as its generator stays the same. */
export function cachedCorpus(size: string): Corpus {
  const home = join(CACHE_FOLDER, `corpus-${size}-${crc32(readFileSync(GENERATOR)).toString(36)}`)
  if (!existsSync(home)) makeCorpus(home, ['--bytes', size])
  return readCorpus(home)
}

/** Makes a corpus. `args` are the generator's, which begins with their description. */
export function makeCorpus(home: string, args: readonly string[]): void {
  const unfinished = `${home}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(dirname(home), { recursive: true })
  execFileSync(process.execPath, [GENERATOR, '--out', unfinished, ...args], { stdio: 'ignore' })
  renameSync(unfinished, home)
}

export function readCorpus(home: string): Corpus {
  const expected = expectedSchema.parse(JSON.parse(readFileSync(join(home, EXPECTED_FILE), 'utf8')))
  const claude = expected.claudeSessions.map(({ id, totals }): [string, Tokens] => [
    `claude-code:${id}`,
    [totals.input, totals.cacheRead, totals.cacheCreate, totals.output],
  ])
  const codex = expected.codexSessions.map(({ id, totals }): [string, Tokens] => [
    `codex:${id}`,
    // Codex counts cached input as a part of the input.
    [totals.input - totals.cachedInput, totals.cachedInput, 0, totals.output],
  ])
  const { bytes, files } = expected.all
  return { home, bytes, files, sessions: new Map([...claude, ...codex]) }
}

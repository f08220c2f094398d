import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInlineIngest } from '../src/core/ingest/inline-ingest.ts'
import { openIndexQueries } from '../src/core/store/index-queries.ts'
import { openIndex } from '../src/core/store/open-stores.ts'
import { systemClock } from '../src/core/system-clock.ts'
import { providers } from '../src/providers/registry.ts'
import { type Corpus, makeCorpus, readCorpus } from './corpus.ts'
import { findDifferences } from './exactness.ts'

/** What real transcripts do that misleads who counts them; the generator describes each. */
const TRAPS = [
  'partial',
  'resume',
  'replay',
  'progress',
  'trunc',
  'bad',
  'idnull',
  'u2028',
  'refresh',
  'fork',
  'infonull',
  'reset',
  'zerocopy',
  'iter',
  'big',
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exactness-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function corpusWith(...args: readonly string[]): Corpus {
  const home = join(folder, 'home')
  makeCorpus(home, ['--bytes', '2MB', '--sessions', '40', ...args])
  return readCorpus(home)
}

async function differences(corpus: Corpus): Promise<readonly string[]> {
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const opened = openIndex(data, 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  const ingest = createInlineIngest({
    opened,
    providers,
    environment: { platform: 'linux', home: corpus.home, env: {} },
    clock: systemClock,
    logger: { debug() {}, warn() {}, error() {} },
  })
  try {
    await ingest.scan()
    return findDifferences(corpus, openIndexQueries(opened.database).all())
  } finally {
    await ingest.close()
  }
}

describe('tokens of every session of a generated home are exact', () => {
  it.each(TRAPS)('with the trap %s alone', async (trap) => {
    expect(await differences(corpusWith('--traps', trap))).toEqual([])
  })

  // Seed 1 holds a session that was resumed and resumed again, each file copied as a whole.
  it.each([1, 22])('with all traps together, seed %i', async (seed) => {
    expect(await differences(corpusWith('--bytes', '12MB', '--sessions', '80', '--seed', `${seed}`))).toEqual(
      [],
    )
  })
})

describe('differences', () => {
  const counts = (output: number) => ({ uncachedInput: 1, cacheRead: 2, cacheWrite: 3, output })
  const corpus: Corpus = {
    home: '/nowhere',
    bytes: 0,
    files: 2,
    sessions: new Map([
      ['claude-code:a', [1, 2, 3, 4]],
      ['codex:b', [1, 2, 3, 4]],
    ]),
  }

  it('are sessions that are wrong by one token, missing or invented', () => {
    const found = findDifferences(corpus, [
      { id: 'claude-code:a', tokens: counts(5) },
      { id: 'codex:c', tokens: counts(4) },
    ])
    expect(found).toEqual([
      'claude-code:a has 1 + 2 + 3 + 5, expected 1 + 2 + 3 + 4',
      'codex:b is missing',
      'codex:c is not in the corpus',
    ])
  })
})

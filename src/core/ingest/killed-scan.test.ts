import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { ProviderEnvironment, SampleStory, SampleWriter } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { type IndexQueries, openIndexQueries } from '../store/index-queries.ts'
import { openIndex } from '../store/open-stores.ts'
import { nextLine, startChild } from '../store/testing/child-process.ts'
import { seededRandom } from '../store/testing/seeded-random.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { systemClock } from '../system-clock.ts'
import { createInlineIngest } from './inline-ingest.ts'

const ROUNDS = Number(process.env.LSM_KILL_ROUNDS ?? 20)
/** More than one batch, so that a kill also comes between two. */
const TRANSCRIPTS = 240
/** A scan of all of them takes about as long. */
const LONGEST_LIFE_MS = 160

interface Transcript {
  readonly path: string
  readonly opening: string
  readonly turn: (index: number) => string
}

describe('a scan that is killed at any moment', () => {
  it(`is made good by the next one: ${ROUNDS} kills`, { timeout: ROUNDS * 30_000 }, async () => {
    const home = temporaryFolder()
    const environment: ProviderEnvironment = { platform: 'linux', home, env: {} }
    const random = seededRandom(Number(process.env.LSM_KILL_SEED ?? 3))
    const transcripts = makeTranscripts(environment)
    const folders = [...new Set(transcripts.map(({ path }) => dirname(path)))]
    let data = ''
    let killedOnTheWay = 0
    for (let round = 0; round < ROUNDS; round++) {
      // A cold index now and then: there the scan takes other ways.
      if (round % 4 === 0) data = temporaryFolder()
      for (let change = 0; change < 80; change++) {
        changeOne(transcripts[random(transcripts.length)], round, random)
      }
      const child = startChild('scan-child.ts', [home, data, ...folders])
      let scans = 0
      child.lines.on('line', (line) => {
        if (line === 'scanned') scans++
      })
      expect(await nextLine(child)).toBe('begins')
      // Some change under its hands: a look at their folders finds them.
      for (let change = 0; change < 20; change++) {
        changeOne(transcripts[random(transcripts.length)], round, random)
      }
      setTimeout(() => child.process.kill('SIGKILL'), random(LONGEST_LIFE_MS))
      const { signal, errors } = await child.ended
      expect(signal, errors).toBe('SIGKILL')
      if (scans === 0) killedOnTheWay++

      const restarted = await scanOnce(environment, data)
      const clean = await scanOnce(environment, temporaryFolder())
      expect(restarted, `round ${round}`).toEqual(clean)
    }
    expect(killedOnTheWay, 'no kill came while a scan went on').toBeGreaterThan(ROUNDS / 10)
  })
})

function makeTranscripts(environment: ProviderEnvironment): readonly Transcript[] {
  const writers = providers.flatMap(({ sample }) => sample ?? [])
  return Array.from({ length: TRANSCRIPTS }, (_, index) => {
    const writer = writers[index % writers.length]
    if (!writer) throw new Error('no assistant has a sample writer')
    const transcript = transcriptOf(writer, environment, index)
    mkdirSync(dirname(transcript.path), { recursive: true })
    writeFileSync(transcript.path, transcript.opening + transcript.turn(0))
    return transcript
  })
}

function transcriptOf(writer: SampleWriter, environment: ProviderEnvironment, index: number): Transcript {
  const story: SampleStory = {
    sessionId: `01a1fb86-6af7-7480-8c7e-${String(index).padStart(12, '0')}`,
    title: `Story ${index}`,
    cwd: join(environment.home, 'code'),
    branch: 'main',
    model: writer.models[0] ?? 'unknown',
    startedAt: new Date(Date.UTC(2026, 10, 21, 9, 0, index)),
  }
  return {
    path: writer.transcriptPath(environment, story),
    opening: writer.opening(story),
    turn: (turn) =>
      writer.turn(
        story,
        {
          at: new Date(story.startedAt.getTime() + (turn + 1) * 60_000),
          prompt: `Prompt ${turn}`,
          answer: `Answer ${turn}`,
          tools: [],
          contextTokens: 1_000 + turn,
          outputTokens: 10 + turn,
          ending: 'answered',
        },
        turn,
      ),
  }
}

function changeOne(
  transcript: Transcript | undefined,
  round: number,
  random: (limit: number) => number,
): void {
  if (!transcript) throw new Error('there are no transcripts')
  const { path, opening, turn } = transcript
  const kind = random(10)
  if (kind === 0) rmSync(path, { force: true })
  else if (kind === 1) writeFileSync(path, opening + turn(round + 100))
  else appendFileSync(path, turn(round + 1))
  if (kind === 2) truncateSync(path, opening.length)
}

/** What a process that reads the transcripts now finds, and whether its index is whole. */
async function scanOnce(environment: ProviderEnvironment, data: string) {
  const opened = openIndex(data, 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  const whole = opened.database.pragma('quick_check', { simple: true })
  const logger = { debug() {}, warn() {}, error: (message: string) => expect.fail(message) }
  const ingest = createInlineIngest({ opened, providers, environment, clock: systemClock, logger })
  await ingest.scan()
  const found = contentOf(openIndexQueries(opened.database))
  const files = filesOf(opened.database)
  await ingest.close()
  return { ...found, files, whole, events: opened.events }
}

function contentOf(queries: IndexQueries) {
  return { sessions: queries.all(), sources: queries.sources() }
}

/** What is counted of each transcript. */
function filesOf(database: Database): readonly unknown[] {
  return database.prepare('SELECT path, size, read_offset, fingerprint, lines FROM files ORDER BY path').all()
}

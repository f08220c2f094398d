import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type {
  Provider,
  ProviderEnvironment,
  SampleStory,
  SampleTurn,
  SampleWriter,
} from '../../providers/provider.ts'
import { findProvider } from '../../providers/registry.ts'
import { type MemoryIndex, openMemoryIndex } from '../store/testing/memory-index.ts'
import { seededRandom } from '../store/testing/seeded-random.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { systemClock } from '../system-clock.ts'
import { Scanner } from './scan.ts'

const SCHEDULES = Number(process.env.LSM_SCHEDULES ?? 200)
const STEPS = 14
const STARTED_AT = Date.UTC(2026, 10, 21, 9)

const LINE_FEED = 0x0a

type Random = (limit: number) => number

/** A transcript, and what its assistant still has to write: pieces end anywhere, also within a line. */
interface Growing {
  readonly path: string
  readonly sessionId: string
  readonly write: { readonly opening: string; readonly turn: (index: number, salt: number) => string }
  unwritten: string
  turns: number
}

/**
 * `all`: each scan looks everywhere. `watched`: most look only at the files that changed since, as watches name them.
 */
type Looking = 'all' | 'watched'

interface World {
  readonly looking: Looking
  /** Paths that changed since the last scan. */
  readonly touched: Set<string>
  readonly environment: ProviderEnvironment
  readonly providers: readonly Provider[]
  readonly transcripts: readonly Growing[]
  readonly random: Random
  readonly index: MemoryIndex
  scanner: Scanner
}

describe.each<Looking>(['all', 'watched'])('an index that is kept up to date, looking at %s', (looking) => {
  it(`holds what one clean reading of the files finds, after each of ${SCHEDULES} random histories`, {
    timeout: 120_000,
  }, () => {
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const world = createWorld(seed, looking)
      if (looking === 'watched') world.scanner.scan()
      const history = Array.from({ length: STEPS }, () => step(world))
      if (looking === 'watched') scanTouched(world)
      else world.scanner.scan()
      const clean = openMemoryIndex()
      scannerOf(world, clean.store).scan()
      const context = `seed ${seed}: ${history.join(', ')}`
      expect(world.index.queries.all(), context).toEqual(clean.queries.all())
      expect(world.index.queries.sources(), context).toEqual(clean.queries.sources())
      rmSync(world.environment.home, { recursive: true })
    }
  })
})

function createWorld(seed: number, looking: Looking): World {
  const random = seededRandom(seed)
  const environment: ProviderEnvironment = { platform: 'linux', home: temporaryFolder(), env: {} }
  const ids = ['claude-code', 'codex', 'pi']
  const providers = ids.flatMap((id) => findProvider(id) ?? [])
  const stories = providers.flatMap(({ sample }, index) =>
    sample ? growing(environment, sample, index) : [],
  )
  const [first] = stories
  if (!first || stories.length !== ids.length) throw new Error('an assistant has no sample writer')
  const transcripts = [...stories, forkOf(first)]
  for (const { path, write } of transcripts) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, write.opening)
  }
  const index = openMemoryIndex()
  const touched = new Set<string>()
  const parts = { looking, touched, environment, providers, transcripts, random, index }
  return { ...parts, scanner: scannerOf(parts, index.store) }
}

function scannerOf(
  { providers, environment }: Pick<World, 'providers' | 'environment'>,
  store: MemoryIndex['store'],
) {
  const logger = {
    debug() {},
    warn() {},
    error(message: string, cause: unknown) {
      throw new Error(message, { cause })
    },
  }
  return new Scanner({ store, providers, environment, clock: systemClock, logger })
}

function growing(environment: ProviderEnvironment, writer: SampleWriter, index: number): Growing {
  const story: SampleStory = {
    sessionId: sessionId(index),
    title: `Story ${index}`,
    cwd: join(environment.home, 'code'),
    branch: 'main',
    model: writer.models[0] ?? 'unknown',
    startedAt: new Date(STARTED_AT + index),
  }
  return {
    path: writer.transcriptPath(environment, story),
    sessionId: story.sessionId,
    write: {
      opening: writer.opening(story),
      turn: (turn, salt) => writer.turn(story, sampleTurn(turn, salt), turn),
    },
    unwritten: '',
    turns: 0,
  }
}

/** A session that begins with a copy of another's rows, as a fork writes them, and goes on by itself. */
function forkOf({ path, sessionId: parentId, write }: Growing): Growing {
  const id = sessionId(9)
  const copied = [0, 1].map((turn) => write.turn(turn, 0)).join('')
  return {
    path: join(dirname(path), `${id}.jsonl`),
    sessionId: id,
    write: {
      opening: copied.replaceAll(`"sessionId":"${parentId}"`, `"sessionId":"${id}"`),
      turn: (turn, salt) => write.turn(turn + 2, salt).replaceAll(parentId, id),
    },
    unwritten: '',
    turns: 0,
  }
}

function sessionId(index: number): string {
  return `01a1fb86-6af7-7480-8c7e-8fa7170077d${index}`
}

function sampleTurn(index: number, salt: number): SampleTurn {
  return {
    at: new Date(STARTED_AT + (index + 1) * 60_000),
    prompt: `Prompt ${index} – ${salt} ✓`,
    answer: `Answer ${index}`,
    tools: [{ kind: 'write', target: `src/${index}.ts`, failed: salt % 2 === 1 }],
    contextTokens: 1_000 + index * 100 + salt,
    outputTokens: 10 + index,
    ending: 'answered',
  }
}

/** Does one thing to the files or to the program, and names it. */
function step(world: World): string {
  const { random, transcripts } = world
  const transcript = transcripts[random(transcripts.length)]
  if (!transcript) throw new Error('there are no transcripts')
  const name = transcript.sessionId.slice(-1)
  const kind = random(12)
  if (![4, 5, 6, 7, 8].includes(kind)) world.touched.add(transcript.path)
  switch (kind) {
    case 0:
      return `${rewrite(transcript, 1 + random(3), random)} ${name}`
    case 1:
      return `${truncate(transcript, random)} ${name}`
    case 2:
      return `${rotate(transcript)} ${name}`
    case 3:
      rmSync(transcript.path, { force: true })
      return `delete ${name}`
    case 4:
      world.scanner = scannerOf(world, world.index.store)
      if (world.looking === 'watched') scanBetween(world)
      return 'restart'
    case 5:
      return scanOnFullDisk(world)
    case 6:
    case 7:
    case 8:
      if (world.looking === 'watched') return scanTouched(world)
      world.scanner.scan()
      return 'scan'
    default:
      return `${append(transcript, random)} ${name}`
  }
}

/** What a watch leads to: a look at what changed, file by file or as the folders that it lies in. */
function scanTouched({ scanner, touched, random }: World): string {
  const paths = [...touched]
  const byFolder = random(3) === 0
  scanner.scanPlaces({
    files: byFolder ? [] : paths,
    folders: byFolder ? paths.map((path) => dirname(path)) : [],
  })
  touched.clear()
  return byFolder ? 'scan folders' : 'scan files'
}

/** A whole scan with a look at what changed meanwhile after some of its steps. */
function scanBetween(world: World): void {
  const { scanner, random, transcripts, touched } = world
  const steps = scanner.scanInSteps()
  touched.clear()
  while (!steps.next().done) {
    const transcript = transcripts[random(transcripts.length)]
    if (!transcript || random(2) === 0) continue
    if (random(3) === 0) rmSync(transcript.path, { force: true })
    else append(transcript, random)
    scanner.scanPlaces({ files: [transcript.path], folders: [] })
  }
}

function append(transcript: Growing, random: Random): string {
  if (transcript.unwritten === '') transcript.unwritten = transcript.write.turn(transcript.turns++, 0)
  const { unwritten, path } = transcript
  const lineEnd = unwritten.indexOf('\n')
  const length = [unwritten.length, 1 + random(unwritten.length), lineEnd, lineEnd + 1][random(4)] ?? 0
  appendFileSync(path, unwritten.slice(0, length))
  transcript.unwritten = unwritten.slice(length)
  return `append ${length}`
}

function rewrite(transcript: Growing, turns: number, random: Random): string {
  const salt = 1 + random(50)
  let content = transcript.write.opening
  for (let index = 0; index < turns; index++) content += transcript.write.turn(index, salt)
  writeFileSync(transcript.path, content)
  return `rewrite with ${turns} turns`
}

function truncate({ path }: Growing, random: Random): string {
  if (!existsSync(path)) return 'nothing to truncate'
  let size = random(statSync(path).size + 1)
  // An append right behind a record would glue two into one line, which only a reader that saw the first can tell.
  if (readFileSync(path)[size] === LINE_FEED) size++
  truncateSync(path, size)
  return `truncate to ${size}`
}

function rotate({ path, write }: Growing): string {
  if (existsSync(path)) renameSync(path, `${path}.1`)
  writeFileSync(path, write.opening)
  return 'rotate'
}

/** A scan that the disk stops on its way; half of the time the program ends with it. */
function scanOnFullDisk(world: World): string {
  const kept = world.random(6)
  world.index.fillDiskAfter(kept)
  try {
    if (world.looking === 'watched') world.scanner.scanPlaces({ files: [...world.touched], folders: [] })
    else world.scanner.scan()
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'database or disk is full') throw error
  }
  world.index.fillDiskAfter(Number.POSITIVE_INFINITY)
  if (world.random(2) === 0) {
    world.scanner = scannerOf(world, world.index.store)
    if (world.looking === 'watched') scanBetween(world)
  }
  return `full disk after ${kept} transactions`
}

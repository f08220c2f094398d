import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type {
  ProviderEnvironment,
  SampleDatabase,
  SampleStory,
  SampleTurn,
  SampleWriter,
} from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import type { ProcessInfo, ProcessSnapshot } from '../../shared/domain/process.ts'
import { NO_LOOPBACK } from '../loopback/loopback.ts'
import type { Clock, Logger, Ports, ProcessTable } from '../ports.ts'
import { putSampleRows } from '../store/sample-database.ts'
import { DEMO_STORIES, type DemoStory, demoTurn } from './demo-stories.ts'

const MINUTE_MS = 60_000
/** Above every pid that a system gives out: a made-up process is never mistaken for a real one. */
const FIRST_PID = 5_000_001
const PLAY_EVERY_MS = 4_000

export interface Demo {
  readonly ports: Pick<Ports, 'clock' | 'logger' | 'processes' | 'loopback' | 'environment' | 'dataFolder'>
  /** Ends it and removes everything it wrote. */
  remove(): void
}

/** How an assistant's sessions are written: line by line, or as rows of a database. */
type Writer = SampleWriter | SampleDatabase

interface Actor {
  readonly demo: DemoStory
  readonly sample: SampleStory
  readonly writer: Writer
  readonly path: string
  readonly process: ProcessInfo | undefined
  readonly turns: SampleTurn[]
}

/** Makes a home with sample sessions in a temporary folder, and lets some of them go on as if somebody worked. */
export function createDemo({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'llm-session-demo-'))
  const environment: ProviderEnvironment = { platform: 'linux', home: join(folder, 'home'), env: {} }
  const actors = DEMO_STORIES.flatMap((demo, index) => castActor(demo, index, environment, clock.now()) ?? [])
  const startedAt = clock.now().getTime()
  for (const actor of actors) writeHistory(actor, environment, startedAt)
  const timer = setInterval(() => {
    for (const actor of actors) if (actor.demo.plays) play(actor, clock.now())
  }, PLAY_EVERY_MS)
  timer.unref()
  return {
    ports: {
      clock,
      logger,
      loopback: NO_LOOPBACK,
      environment,
      dataFolder: join(folder, 'data'),
      processes: castTable(actors, clock),
    },
    remove() {
      clearInterval(timer)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `undefined` where the assistant of a story can make no sample data. */
function castActor(
  demo: DemoStory,
  index: number,
  environment: ProviderEnvironment,
  now: Date,
): Actor | undefined {
  const writers: readonly Writer[] = providers.flatMap((provider) => {
    const writer = demo.keptIn === 'lines' ? provider.sample : provider.sampleDatabase
    return writer ?? []
  })
  const writer = writers[demo.assistant]
  if (!writer) return undefined
  const startedAt = new Date(now.getTime() - demo.minutesOld * MINUTE_MS)
  const sample: SampleStory = {
    sessionId: sampleId(startedAt, index),
    title: demo.title,
    cwd: `${environment.home}/code/${demo.project}`,
    branch: demo.branch,
    model: writer.models[demo.model] ?? 'unknown',
    startedAt,
  }
  const process = demo.live && castProcess(FIRST_PID + index, writer, sample)
  return { demo, sample, writer, path: writer.transcriptPath(environment, sample), process, turns: [] }
}

/** An id in the form of UUID version 7, whose first 48 bits are the time: some assistants use it so. */
function sampleId(at: Date, index: number): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(0xde_00_00 + index).toString(16).padStart(12, '0')}`
}

function castProcess(pid: number, writer: Writer, sample: SampleStory): ProcessInfo {
  const { exe, argv } = writer.process(sample)
  return {
    pid,
    parentPid: 1,
    exe,
    argv,
    cwd: sample.cwd,
    startedAt: new Date(sample.startedAt.getTime() - 1_000),
    startToken: String(pid),
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

function writeHistory(actor: Actor, environment: ProviderEnvironment, now: number): void {
  const { demo, sample, writer, path, turns } = actor
  mkdirSync(dirname(path), { recursive: true })
  mkdirSync(sample.cwd, { recursive: true })
  const endAt = now - demo.idleMinutes * MINUTE_MS
  const step = (endAt - sample.startedAt.getTime()) / demo.turns
  while (turns.length < demo.turns) {
    const at = new Date(sample.startedAt.getTime() + (turns.length + 1) * step)
    turns.push(demoTurn(demo, sample, turns.length, at))
  }
  if ('rows' in writer) {
    putSampleRows(path, writer.rows(sample, turns))
  } else {
    const lines = turns.map((turn, index) => writer.turn(sample, turn, index))
    writeFileSync(path, [writer.opening(sample), ...lines].join(''))
    utimesSync(path, new Date(endAt), new Date(endAt))
  }
  writeClaim(actor, environment, new Date(endAt))
}

function writeClaim(
  { demo, sample, writer, process }: Actor,
  environment: ProviderEnvironment,
  since: Date,
): void {
  if (!process || !demo.live) return
  const state = writer.liveClaim?.(environment, sample, {
    sessionId: sample.sessionId,
    pid: process.pid,
    startToken: process.startToken,
    cwd: sample.cwd,
    title: undefined,
    status: demo.live,
    waitingFor: demo.live === 'waiting' ? 'permission prompt' : undefined,
    statusSince: since,
  })
  if (!state) return
  mkdirSync(dirname(state.path), { recursive: true })
  writeFileSync(state.path, state.content)
}

function play({ demo, sample, writer, path, turns }: Actor, now: Date): void {
  const index = turns.length
  const turn = demoTurn(demo, sample, index, now)
  turns.push(turn)
  if ('rows' in writer) putSampleRows(path, writer.rows(sample, turns))
  else appendFileSync(path, writer.turn(sample, turn, index))
}

function castTable(actors: readonly Actor[], clock: Clock): ProcessTable {
  const running = actors.flatMap(({ process, path }) => (process ? [{ process, path }] : []))
  return {
    snapshot: (): Promise<ProcessSnapshot> =>
      Promise.resolve({
        bootId: 'demo',
        takenAt: clock.now(),
        processes: running.map(({ process }) => process),
        unreadable: 0,
      }),
    someEnded: () => Promise.resolve(false),
    openFiles: (pid) =>
      Promise.resolve(running.filter(({ process }) => process.pid === pid).map(({ path }) => path)),
  }
}

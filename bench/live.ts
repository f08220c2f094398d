import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { buildHost } from '../scripts/build-terminal.ts'
import { type Bill, billSchema } from '../src/shared/contract/bill.ts'
import { CACHE_FOLDER, cachedCorpus, type Corpus } from './corpus.ts'
import { sampleTranscripts, type SampleTranscript } from './sample-transcripts.ts'

/*
 * Measures what the program does while it stays open: `node bench/live.ts [--size 100MB] [--idle-seconds 60]
 * [--processes 500]`. Every figure is a count, or a ratio or percentile of this run. Linux. See README.md.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100MB' },
    'idle-seconds': { type: 'string', default: '60' },
    processes: { type: 'string', default: '500' },
  },
})
const whole = z.coerce.number().int().nonnegative()
const SESSIONS = 50
const TURN_PAUSE_MS = 500

/** A host of the core in a process of its own, and what it said. */
class Host {
  private readonly child: ChildProcess
  private readonly bills: Bill[] = []
  private readonly listeners = new Set<(at: number, ids: readonly string[]) => void>()
  readonly ready: Promise<{ readonly ms: number; readonly firstRowsMs: number | null }>

  constructor(home: string, mode: 'watched' | 'unwatched') {
    this.child = spawn(process.execPath, [join(hostFolder, 'main.js'), home, join(folder, 'data'), mode], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const ready = Promise.withResolvers<{ ms: number; firstRowsMs: number | null }>()
    this.ready = ready.promise
    if (!this.child.stdout) throw new Error('the host has no output')
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const [word, first = '', ...rest] = line.split(' ')
      const schema = z.object({ ms: z.number(), firstRowsMs: z.number().nullable() })
      if (word === 'ready') ready.resolve(schema.parse(JSON.parse(line.slice(6))))
      if (word === 'bill') this.bills.push(billSchema.parse(JSON.parse(line.slice(5))))
      if (word === 'changed') for (const listener of this.listeners) listener(Number(first), rest)
    })
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  listen(listener: (at: number, ids: readonly string[]) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async bill(): Promise<Bill> {
    const before = this.bills.length
    this.child.stdin?.write('bill\n')
    while (this.bills.length === before) await setTimeout(20)
    const [bill] = this.bills.slice(-1)
    if (!bill) throw new Error('the host gave no bill')
    return bill
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.stdin?.end()
    await ended
  }
}

const corpus = cachedCorpus(values.size)
const folder = mkdtempSync(join(CACHE_FOLDER, 'live-'))
const others = Array.from({ length: missingProcesses() }, () =>
  spawn('sleep', ['100000'], { stdio: 'ignore' }),
)
const hostFolder = join(folder, 'host')
try {
  await buildHost(resolve(import.meta.dirname, '..'), hostFolder, 'bench/live-host.ts')
  const home = join(folder, 'home')
  cpSync(corpus.home, home, { recursive: true })
  const sessions = sampleTranscripts(home, SESSIONS, () => new Date())
  console.log(
    `${corpus.files} files, ${Math.round(corpus.bytes / 1e6)} MB, ${processCount()} processes, ${new Date().toISOString()}`,
  )
  await measureWatched(home, sessions, corpus)
  await measureIdle(home, whole.parse(values['idle-seconds']))
} finally {
  for (const other of others) other.kill()
  rmSync(folder, { recursive: true, force: true })
}

async function measureWatched(
  home: string,
  sessions: readonly SampleTranscript[],
  { bytes }: Corpus,
): Promise<void> {
  const host = new Host(home, 'watched')
  const { ms, firstRowsMs } = await host.ready
  const share = firstRowsMs === null ? 'not seen' : `${(firstRowsMs / ms).toFixed(3)} of the whole`
  report('cold start to 100 sessions', `${share} (${Math.round(ms)} ms for ${Math.round(bytes / 1e6)} MB)`)
  // The walk that follows new watches is over.
  await setTimeout(4_000)
  const one = await appendAndWait(host, sessions.slice(0, 1), 100, 150)
  report('append → change, one session', percentiles(one.latencies))
  const before = await host.bill()
  const many = await appendAndWait(host, sessions, 30, TURN_PAUSE_MS)
  const after = await host.bill()
  report(`append → change, ${SESSIONS} sessions × 2 lines/s`, percentiles(many.latencies))
  const seconds = after.sinceStart.seconds - before.sinceStart.seconds
  report(
    '  processor meanwhile',
    percent(after.sinceStart.cpuSeconds - before.sinceStart.cpuSeconds, seconds),
  )
  const transcriptBytes = after.sinceStart.transcriptBytes - before.sinceStart.transcriptBytes
  report('  transcript bytes read per byte appended', (transcriptBytes / many.bytes).toFixed(3))
  report(
    '  walks, tails',
    `${after.sinceStart.walks - before.sinceStart.walks}, ${after.sinceStart.tails - before.sinceStart.tails}`,
  )
  report('memory after it', `${Math.round(after.residentBytes / (1 << 20))} MiB`)
  await host.stop()
}

async function measureIdle(home: string, seconds: number): Promise<void> {
  const host = new Host(home, 'unwatched')
  await host.ready
  await setTimeout(5_000)
  const before = await host.bill()
  await setTimeout(seconds * 1000)
  const after = await host.bill()
  const cost = (name: 'cpuSeconds' | 'seconds' | 'wakeUps' | 'processScans' | 'walks' | 'transcriptBytes') =>
    after.sinceStart[name] - before.sinceStart[name]
  report(`idle ${seconds} s, nobody looks: processor`, percent(cost('cpuSeconds'), cost('seconds')))
  report('  wake-ups, process scans, walks', `${cost('wakeUps')}, ${cost('processScans')}, ${cost('walks')}`)
  report('  transcript bytes read', String(cost('transcriptBytes')))
  const written = (after.sinceStart.bytesWritten ?? 0) - (before.sinceStart.bytesWritten ?? 0)
  report('  written, scaled to an hour', `${(((written / cost('seconds')) * 3600) / 1e6).toFixed(3)} MB`)
  report('  memory', `${Math.round(after.residentBytes / (1 << 20))} MiB`)
  report('watches per folder', (inotifyWatches(host.pid) / countFolders(home)).toFixed(3))
  await host.stop()
}

/** Appends turns to sessions in turn, and measures how long each takes to be told. */
async function appendAndWait(
  host: Host,
  sessions: readonly SampleTranscript[],
  rounds: number,
  pauseMs: number,
): Promise<{ readonly latencies: readonly number[]; readonly bytes: number }> {
  const waiting = new Map<string, number>()
  const latencies: number[] = []
  let bytes = 0
  let turn = 1
  const stop = host.listen((at, ids) => {
    for (const id of ids) {
      const since = waiting.get(id)
      if (since === undefined) continue
      waiting.delete(id)
      latencies.push(at - since)
    }
  })
  for (let round = 0; round < rounds; round++) {
    for (const session of sessions) {
      const text = session.turn(turn++)
      bytes += Buffer.byteLength(text)
      const at = Date.now()
      appendFileSync(session.path, text)
      if (!waiting.has(session.id)) waiting.set(session.id, at)
      if (sessions.length > 1) await setTimeout(pauseMs / sessions.length)
    }
    if (sessions.length === 1) await setTimeout(pauseMs)
  }
  await setTimeout(2_000)
  stop()
  if (waiting.size > 0) throw new Error(`${waiting.size} appends were never told`)
  return { latencies, bytes }
}

function processCount(): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length
}

function missingProcesses(): number {
  return Math.max(0, whole.parse(values.processes) - processCount())
}

function inotifyWatches(pid: number): number {
  const infos = readdirSync(`/proc/${pid}/fdinfo`).map((fd) =>
    readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'),
  )
  return infos.reduce((sum, info) => sum + (info.match(/^inotify wd:/gm)?.length ?? 0), 0)
}

function countFolders(home: string): number {
  const roots = ['.claude/projects', '.codex/sessions'].map((path) => join(home, path))
  const below = (path: string): number =>
    1 +
    readdirSync(path)
      .map((name) => join(path, name))
      .filter((path) => statSync(path).isDirectory())
      .reduce((sum, path) => sum + below(path), 0)
  return roots.reduce((sum, root) => sum + below(root), 0)
}

function percentiles(latencies: readonly number[]): string {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (${sorted.length})`
}

function percent(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(3)} % of one core`
}

function report(what: string, figure: string): void {
  console.log(`${what.padEnd(52)} ${figure}`)
}

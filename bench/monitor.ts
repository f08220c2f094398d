import { execFileSync } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { PROGRAMS } from '../e2e/terminal/command.ts'
import { type Home, makeHome } from '../e2e/terminal/home.ts'
import { type OpenTerminal, openOnTerminal } from '../e2e/terminal/pseudo-terminal.ts'
import { isBuildStale } from '../scripts/build-state.ts'
import { sampleTranscripts, type SampleTranscript } from './sample-transcripts.ts'

/*
 * The built monitor on a pseudo-terminal: `node bench/monitor.ts [--sessions 2000] [--idle-seconds 30]`. Times are from a
 * key until the first byte of the picture that follows it; medians and the 95th of a hundred. Linux. See README.md.
 */
const whole = z.coerce.number().int().positive()
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '2000' },
    'idle-seconds': { type: 'string', default: '30' },
  },
})
const SESSIONS = whole.parse(values.sessions)
const IDLE_SECONDS = whole.parse(values['idle-seconds'])
const ROUNDS = 100
/** More than a frame at 30 a second, so that no key waits for the picture of the one before. */
const BETWEEN_KEYS_MS = 60
const SIZE = { columns: 160, lines: 50 }

const root = resolve(import.meta.dirname, '..')
if (isBuildStale(root)) {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { cwd: root, stdio: 'inherit' })
}

const home = makeHome()
const transcripts = sampleTranscripts(home.path, SESSIONS, (index) => new Date(Date.now() - index * 60_000))
console.log(`${SESSIONS} sessions, ${SIZE.columns} × ${SIZE.lines}, ${new Date().toISOString()}`)
try {
  await measureStart('cold')
  const terminal = await measureStart('warm')
  const pid = programOf(terminal.opener)
  report('next session', await keyTimes(terminal, () => 'j'))
  report('a screen further', await keyTimes(terminal, (round) => (round % 2 === 0 ? ' ' : '\u001b[5~')))
  terminal.send('/')
  const word = 'rewrite'
  report('key in the filter', await keyTimes(terminal, (round) => letterOrErase(word, round)))
  terminal.send('\u001b')
  report('sorted by another column', await keyTimes(terminal, () => 's'))
  report('memory', `${residentMegabytes(pid)} MiB`)
  await measureIdle(pid)
  await measureLive(pid, terminal, transcripts.slice(0, 10))
  terminal.send('qq')
  await terminal.ended
} finally {
  home.remove()
}

async function measureStart(kind: 'cold' | 'warm'): Promise<OpenTerminal> {
  const startedAt = performance.now()
  const terminal = openMonitor(home)
  const seen = async (text: string): Promise<number> => {
    while (!terminal.written().includes(text)) await setTimeout(5)
    return Math.round(performance.now() - startedAt)
  }
  report(`${kind} start: first picture`, `${await seen('LLM sessions')} ms`)
  report(`${kind} start: all rows`, `${await seen(`of ${SESSIONS.toLocaleString('en')}`)} ms`)
  await setTimeout(4_000)
  if (kind === 'cold') {
    terminal.send('q')
    await terminal.ended
  }
  return terminal
}

function openMonitor(home: Home): OpenTerminal {
  return openOnTerminal(home, ['monitor', '--all'], { ...SIZE, program: PROGRAMS.installed })
}

async function keyTimes(terminal: OpenTerminal, keyOf: (round: number) => string): Promise<string> {
  const found: number[] = []
  let wake = (): void => {}
  terminal.onWritten(() => wake())
  for (let round = 0; round < ROUNDS; round++) {
    await setTimeout(BETWEEN_KEYS_MS)
    const answered = new Promise<void>((resolve) => (wake = resolve))
    const startedAt = performance.now()
    terminal.send(keyOf(round))
    await answered
    found.push(performance.now() - startedAt)
  }
  const sorted = found.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1)
  return `${at(0.5)} ms, 95th ${at(0.95)} ms`
}

/** The letters of a word one after the other, and then back. */
function letterOrErase(word: string, round: number): string {
  const place = round % (2 * word.length)
  return place < word.length ? word.charAt(place) : '\u007f'
}

async function measureIdle(pid: number): Promise<void> {
  await setTimeout(5_000)
  report(`doing nothing for ${IDLE_SECONDS} s: processor`, await processorShare(pid, IDLE_SECONDS * 1_000))
}

/** Ten sessions that each get a turn every second. */
async function measureLive(
  pid: number,
  terminal: OpenTerminal,
  live: readonly SampleTranscript[],
): Promise<void> {
  const before = terminal.written().length
  let turn = 1
  const timer = setInterval(() => {
    const next = live[turn % live.length]
    if (next) appendFileSync(next.path, next.turn(turn))
    turn++
  }, 100)
  report('ten sessions at work: processor', await processorShare(pid, 20_000))
  clearInterval(timer)
  report('  written to the terminal', `${((terminal.written().length - before) / 20_000).toFixed(1)} kB/s`)
}

async function processorShare(pid: number, milliseconds: number): Promise<string> {
  const before = processorMs(pid)
  await setTimeout(milliseconds)
  return `${((100 * (processorMs(pid) - before)) / milliseconds).toFixed(2)} % of one`
}

/** User and system time, in hundredths of a second. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

function programOf(opener: number): number {
  const found = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(opener)
    } catch {
      // It ended in the meantime.
      return false
    }
  })
  return Number(found)
}

function report(what: string, figure: string): void {
  console.log(`${what.padEnd(44)} ${figure}`)
}

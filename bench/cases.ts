import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { doctorReportSchema, sessionTokensSchema } from '../src/shared/contract/index.ts'
import type { Corpus } from './corpus.ts'
import { findDifferences } from './exactness.ts'
import { type Command, type Pair, ratioOf, run, runInTurn, type Spread, spreadOf } from './measure.ts'

export interface Setting {
  readonly corpus: Corpus
  /** As it was asked for: `1GB`. Some goals hold for one size only. */
  readonly size: string
  readonly ccusage: string
  readonly rounds: number
  /** For our data and the answers; may be emptied. */
  readonly folder: string
}

/** One line of the report. */
export interface Finding {
  readonly what: string
  readonly ours: string
  readonly theirs?: string
  /** Ours divided by theirs. */
  readonly ratio?: Spread
  readonly goal?: string
  /** Left out where there is no goal at this size. */
  readonly met?: boolean
}

/** On two threads: one reads ahead of the one that writes. */
const WALL_GOALS = { '1GB': 0.8, '5GB': 0.8 }

const PROGRAM = join(import.meta.dirname, '../bin/llm-session.js')

const listSchema = z.object({ sessions: z.array(z.object({ id: z.string(), tokens: sessionTokensSchema })) })
const doctorSchema = doctorReportSchema.pick({ scan: true })

/** Everything from an empty data folder on, and whether the totals are right. Throws where they are not. */
export function coldCases(setting: Setting): readonly Finding[] {
  const outputFile = join(setting.folder, 'list.json')
  const prepare = () => rmSync(dataFolder(setting), { recursive: true, force: true })
  const cold = { ...llmSession(setting, ['list', '--all', '--format', 'json']), outputFile, prepare }
  const session = runInTurn(cold, ccusage(setting, 'session'), setting.rounds)
  const daily = runInTurn(cold, ccusage(setting, 'daily'), setting.rounds)
  const exact = requireExactTotals(setting.corpus, outputFile)
  const peak = spreadOf([...session.ours, ...daily.ours].map((cost) => cost.peakMiB)).max
  const peakGoal = goalAt(setting, { '1GB': 200, '10GB': 250 })
  return [
    compared('cold, CPU, and `ccusage session`', session, 'cpuSeconds', goalAt(setting, { '1GB': 1 })),
    compared('cold, CPU, and `ccusage daily`', daily, 'cpuSeconds', goalAt(setting, { '5GB': 0.8 })),
    compared('cold, wall, and `ccusage session`', session, 'wallSeconds', goalAt(setting, WALL_GOALS)),
    {
      what: 'cold, peak memory, and `ccusage session`',
      ours: `${peak.toFixed(0)} MiB`,
      theirs: `${spreadOf(session.theirs.map((cost) => cost.peakMiB)).max.toFixed(0)} MiB`,
      ...(peakGoal !== undefined && { goal: `≤ ${peakGoal} MiB`, met: peak <= peakGoal }),
    },
    { what: 'sessions with exact tokens', ours: `${exact} of ${exact}`, goal: 'all', met: true },
  ]
}

/** Starts over an index where nothing has changed, which the cold cases left. Throws where one reads or writes. */
export function warmCases(setting: Setting): readonly Finding[] {
  const all = llmSession(setting, ['list', '--all', '--format', 'json'])
  const recent = llmSession(setting, ['list'])
  const node = { argv: [process.execPath, '-e', '0'], env: {} }
  const goal = goalAt(setting, { '1GB': 1 / 15, '5GB': 1 / 30 })
  const session = ccusage(setting, 'session')
  const pairs = {
    recent: runInTurn(recent, session, setting.rounds),
    all: runInTurn(all, session, setting.rounds),
    node: runInTurn(recent, node, setting.rounds * 4),
  }
  requireNothingDone(setting)
  return [
    compared('warm `list`, CPU, and `ccusage session`', pairs.recent, 'cpuSeconds', goal),
    compared('warm `list --all --format json`, CPU, and `ccusage session`', pairs.all, 'cpuSeconds', goal),
    compared('warm `list`, CPU, and `node -e 0`', pairs.node, 'cpuSeconds', 2.5),
    ...ofNoSession(setting, node),
    { what: 'warm: bytes read, rows written', ours: '0, 0', goal: '0, 0', met: true },
  ]
}

/** Commands that need no session: they load neither the index nor what reads transcripts. */
function ofNoSession(setting: Setting, node: Command): readonly Finding[] {
  const calls = [
    ['--version'],
    ['--help'],
    ['list', '--help'],
    ['completion', 'bash'],
    ['show-config'],
    ['templates'],
  ]
  return calls.map((args) =>
    compared(
      `\`${args.join(' ')}\`, CPU, and \`node -e 0\``,
      runInTurn(llmSession(setting, args), node, setting.rounds * 2),
      'cpuSeconds',
      2.5,
    ),
  )
}

function llmSession(setting: Setting, args: readonly string[]): Command {
  return {
    argv: [process.execPath, PROGRAM, ...args],
    env: { HOME: setting.corpus.home, LLM_SESSION_HOME: dataFolder(setting) },
  }
}

/** Offline: prices from the network would be measured with the reading. */
function ccusage({ corpus, ccusage: binary }: Setting, report: 'session' | 'daily'): Command {
  return { argv: [binary, report, '--json', '--offline'], env: { HOME: corpus.home } }
}

function dataFolder({ folder }: Setting): string {
  return join(folder, 'data')
}

/** Answers how many sessions there are. */
function requireExactTotals(corpus: Corpus, listFile: string): number {
  const { sessions } = listSchema.parse(JSON.parse(readFileSync(listFile, 'utf8')))
  const differences = findDifferences(corpus, sessions)
  if (differences.length > 0) {
    throw new Error(
      [`${differences.length} sessions are not exact:`, ...differences.slice(0, 20)].join('\n  '),
    )
  }
  return sessions.length
}

function requireNothingDone(setting: Setting): void {
  const outputFile = join(setting.folder, 'doctor.json')
  run({ ...llmSession(setting, ['doctor', '--json']), outputFile })
  const { scan } = doctorSchema.parse(JSON.parse(readFileSync(outputFile, 'utf8')))
  const { filesStatted, filesRead, bytesRead, rowsWritten } = scan
  if (filesStatted !== setting.corpus.files || filesRead + bytesRead + rowsWritten > 0) {
    throw new Error(`nothing has changed, and yet: ${JSON.stringify(scan)}`)
  }
}

function goalAt({ size }: Setting, goals: Readonly<Partial<Record<string, number>>>): number | undefined {
  return goals[size]
}

function compared(
  what: string,
  pair: Pair,
  of: 'cpuSeconds' | 'wallSeconds',
  goal: number | undefined,
): Finding {
  const seconds = (costs: Pair['ours']) => `${spreadOf(costs.map((cost) => cost[of])).median.toFixed(3)} s`
  const ratio = ratioOf(pair, of)
  return {
    what,
    ours: seconds(pair.ours),
    theirs: seconds(pair.theirs),
    ratio,
    ...(goal !== undefined && { goal: `≤ ${ratioText(goal)}`, met: ratio.median <= goal }),
  }
}

export function ratioText(ratio: number): string {
  return ratio < 0.5 ? `1/${(1 / ratio).toFixed(1).replace(/\.0$/, '')}` : `${ratio.toFixed(2)} ×`
}

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

/** A whole process to be measured. It inherits nothing from this one. */
export interface Command {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Makes the state that each run begins in; not measured. */
  readonly prepare?: () => void
  /** File for what it prints; left out, that is thrown away. */
  readonly outputFile?: string
}

const costSchema = z.object({
  exitCode: z.number(),
  /** User and system time of all its threads. */
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  peakMiB: z.number(),
})
export type Cost = Readonly<z.infer<typeof costSchema>>

/** Two commands that took turns: run `n` of one has run `n` of the other right before or after it. */
export interface Pair {
  readonly ours: readonly Cost[]
  readonly theirs: readonly Cost[]
}

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Runs a command once and accounts for it; see `account.py`. Throws where it fails: a failure is quick and proves nothing. */
export function run(command: Command): Cost {
  command.prepare?.()
  const printed = execFileSync(
    'python3',
    [join(import.meta.dirname, 'account.py'), command.outputFile ?? '/dev/null', ...command.argv],
    { env: { PATH: process.env.PATH, ...command.env }, encoding: 'utf8' },
  )
  const cost = costSchema.parse(JSON.parse(printed))
  if (cost.exitCode !== 0) throw new Error(`ended with ${cost.exitCode}: ${command.argv.join(' ')}`)
  return cost
}

/** Runs two commands in turn, after one run of each that does not count: files and compiled code are then in memory. */
export function runInTurn(ours: Command, theirs: Command, rounds: number): Pair {
  run(ours)
  run(theirs)
  const pairs = Array.from({ length: rounds }, () => ({ ours: run(ours), theirs: run(theirs) }))
  return { ours: pairs.map((pair) => pair.ours), theirs: pairs.map((pair) => pair.theirs) }
}

/** How many times the other's cost ours is, pair by pair: what disturbs the machine disturbs both halves of a pair. */
export function ratioOf({ ours, theirs }: Pair, of: 'cpuSeconds' | 'wallSeconds'): Spread {
  return spreadOf(ours.map((cost, round) => cost[of] / (theirs[round]?.[of] ?? Number.NaN)))
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN }
}

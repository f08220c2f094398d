import type { Costs } from '../../shared/contract/bill.ts'
import type { UserStore } from './user-store.ts'

/** What our work cost on one day, as in `2026-11-21`. */
export interface DailyCosts extends Costs {
  readonly day: string
}

/** Key of the days in the settings of the person's database: one row, however many days. */
const KEY = 'costs by day'
const MOST_DAYS = 31

/** The newest first; a row of another shape, by another version, counts as none. */
export function costsIn({ settings }: Pick<UserStore, 'settings'>): readonly DailyCosts[] {
  const stored = settings.get(KEY)
  return Array.isArray(stored) ? stored.filter(isDailyCosts) : []
}

export function putCosts({ settings }: Pick<UserStore, 'settings'>, costs: DailyCosts): void {
  const others = costsIn({ settings }).filter(({ day }) => day !== costs.day)
  const days = [costs, ...others].toSorted((a, b) => (a.day < b.day ? 1 : -1))
  settings.set(KEY, days.slice(0, MOST_DAYS))
}

const NUMBERS = [
  'seconds',
  'cpuSeconds',
  'transcriptBytes',
  'rowsWritten',
  'wakeUps',
  'processScans',
  'processChecks',
  'walks',
  'tails',
  'skipped',
]
const TOLD_BY_SOME_SYSTEMS = ['bytesRead', 'bytesWritten']

function isDailyCosts(value: unknown): value is DailyCosts {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  return (
    typeof fields.get('day') === 'string' &&
    NUMBERS.every((name) => Number.isFinite(fields.get(name))) &&
    TOLD_BY_SOME_SYSTEMS.every((name) => fields.get(name) === null || Number.isFinite(fields.get(name)))
  )
}

import type { Clock } from './ports.ts'

export const systemClock: Clock = {
  now: () => new Date(),
  // `performance.now()` loads a library of Node that takes a millisecond of each start.
  monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
}

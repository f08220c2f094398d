import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../ports.ts'
import { systemErrorCode } from '../files/file-trouble.ts'

/** Where Linux tells of mains and batteries; other systems have no such folder. */
const POWER_FOLDER = '/sys/class/power_supply'

/** Processes that wait for a processor, for each processor: the mean of the last minute. 0 on Windows, which keeps none. */
export function machineLoad(): number {
  return (loadavg()[0] ?? 0) / availableParallelism()
}

/** Says whether this machine runs on its battery; `undefined` where the system does not tell so. */
export function onBattery(folder = POWER_FOLDER): boolean | undefined {
  const supplies = namesIn(folder)
  const mains = supplies.filter((name) => read(join(folder, name, 'type')) === 'Mains')
  if (mains.length === 0) return undefined
  return mains.every((name) => read(join(folder, name, 'online')) === '0')
}

/** Gives the answer of a moment ago where a question is asked often: some firmware takes milliseconds to tell of the power. */
export function askedRarely<T>(ask: () => T, everyMs: number, clock: Clock): () => T {
  let known: { readonly answer: T; readonly at: number } | undefined
  return () => {
    const now = clock.monotonicMs()
    if (!known || now - known.at >= everyMs) known = { answer: ask(), at: now }
    return known.answer
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error
    return []
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error
    return undefined
  }
}

import type { Preferences } from '../../../shared/contract/desktop.ts'

type Causes = Preferences['notifications']['causes']

/** Whether anything is told of a session that needs somebody. */
export function isToldWhenNeeded({ critical, nearLimit, waiting, stuck }: Causes): boolean {
  return critical || nearLimit || waiting || stuck
}

/** Tells all of it, or nothing. That a turn has finished is another wish, and stays as it is. */
export function toldWhenNeeded(causes: Causes, told: boolean): Causes {
  return { ...causes, critical: told, nearLimit: told, waiting: told, stuck: told }
}

import { expect, onTestFinished } from 'vitest'
import { type OpenOptions, openDatabase } from '../open-database.ts'
import type { OpenedDatabase } from '../open-result.ts'

/** Opens a database that must open. Closed when the test ends, where the test did not close it. */
export function openForTest(
  options: Omit<OpenOptions, 'now' | 'mode'> & Partial<OpenOptions>,
): OpenedDatabase {
  const result = openDatabase({ mode: 'own', now: () => new Date('2026-11-21T10:00:00Z'), ...options })
  if (result.kind !== 'opened') expect.fail(`it did not open: ${JSON.stringify(result)}`)
  onTestFinished(() => {
    result.database.close()
  })
  return result
}

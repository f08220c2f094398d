import type { Sql } from './sql.ts'
import { readStored } from './stored-json.ts'

/** Labels that a session is to get as soon as it is there. */
export interface ExpectedLabels {
  readonly tags: readonly string[]
  readonly project: string | null
  readonly note: string | null
}

/** A session that is to begin soon: the first of its assistant in its folder from then on. */
export interface ExpectedSession {
  readonly provider: string
  readonly folder: string
  /** Epoch milliseconds. */
  readonly expectedAt: number
  readonly labels: ExpectedLabels
}

interface Row {
  readonly id: number
  readonly provider: string
  readonly folder: string
  readonly expectedAt: number
  readonly labels: string
}

/** Sessions that somebody is about to begin. */
export function expectedSessionsIn(sql: Sql) {
  const add = sql.run<[provider: string, folder: string, expectedAt: number, labels: string]>(
    'INSERT INTO expected_sessions (provider, folder, expected_at, labels) VALUES (?, ?, ?, ?)',
  )
  const all = sql.all<[], Row>(
    'SELECT id, provider, folder, expected_at AS expectedAt, labels FROM expected_sessions ORDER BY id',
  )
  const remove = sql.run<[id: number]>('DELETE FROM expected_sessions WHERE id = ?')
  return {
    add({ provider, folder, expectedAt, labels }: ExpectedSession): void {
      add(provider, folder, expectedAt, JSON.stringify(labels))
    },
    /** In the order in which they were added. */
    all: (): readonly (ExpectedSession & { readonly id: number })[] =>
      all().map((row) => ({ ...row, labels: readStored<ExpectedLabels>(row.labels) })),
    remove(id: number): void {
      remove(id)
    },
  }
}

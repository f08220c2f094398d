import type { Database } from 'better-sqlite3'

/**
 * Prepares statements as typed functions: `all` answers rows, `one` the first row, `run` the number of rows changed.
 * Types of rows are promises of the SQL text beside them; only files of this folder write SQL.
 */
export function sqlOf(database: Database) {
  return {
    all<Parameters extends unknown[], Row>(text: string): (...parameters: Parameters) => Row[] {
      const statement = database.prepare<Parameters, Row>(text)
      return (...parameters) => statement.all(...parameters)
    },
    one<Parameters extends unknown[], Row>(text: string): (...parameters: Parameters) => Row | undefined {
      const statement = database.prepare<Parameters, Row>(text)
      if (statement.readonly) return (...parameters) => statement.get(...parameters)
      // An INSERT … RETURNING that is left at its first row commits as it is reset, where better-sqlite3 does not
      // hear of a commit that fails: a full disk would look like a row that was kept. So it runs to its end.
      return (...parameters) => statement.all(...parameters)[0]
    },
    run<Parameters extends unknown[]>(text: string): (...parameters: Parameters) => number {
      const statement = database.prepare<Parameters>(text)
      return (...parameters) => statement.run(...parameters).changes
    },
  }
}

export type Sql = ReturnType<typeof sqlOf>

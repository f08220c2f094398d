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
      return (...parameters) => statement.get(...parameters)
    },
    run<Parameters extends unknown[]>(text: string): (...parameters: Parameters) => number {
      const statement = database.prepare<Parameters>(text)
      return (...parameters) => statement.run(...parameters).changes
    },
  }
}

export type Sql = ReturnType<typeof sqlOf>

import type { Database, Statement } from 'better-sqlite3'

/**
 * Statements as typed functions: `all` answers rows, `one` the first row, `run` the number of rows changed. Each is
 * prepared when it is first called: a command calls few of them.
 * Types of rows are promises of the SQL text beside them; only files of this folder write SQL.
 */
export function sqlOf(database: Database) {
  return {
    all<Parameters extends unknown[], Row>(text: string): (...parameters: Parameters) => Row[] {
      let statement: Statement<Parameters, Row> | undefined
      return (...parameters) => (statement ??= database.prepare<Parameters, Row>(text)).all(...parameters)
    },
    one<Parameters extends unknown[], Row>(text: string): (...parameters: Parameters) => Row | undefined {
      let statement: Statement<Parameters, Row> | undefined
      return (...parameters) => {
        statement ??= database.prepare<Parameters, Row>(text)
        if (statement.readonly) return statement.get(...parameters)
        // An INSERT … RETURNING that is left at its first row commits as it is reset, where better-sqlite3 does not
        // hear of a commit that fails: a full disk would look like a row that was kept. So it runs to its end.
        return statement.all(...parameters)[0]
      }
    },
    run<Parameters extends unknown[]>(text: string): (...parameters: Parameters) => number {
      let statement: Statement<Parameters> | undefined
      return (...parameters) => (statement ??= database.prepare<Parameters>(text)).run(...parameters).changes
    },
  }
}

export type Sql = ReturnType<typeof sqlOf>

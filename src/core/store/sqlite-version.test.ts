import { describe, expect, it } from 'vitest'
import { linkedSqliteVersion, sqliteVersionProblem } from './sqlite-version.ts'

describe('the version of SQLite', () => {
  it.each(['3.51.3', '3.51.10', '3.52.1', '3.54.1', '4.0.0'])('%s may write', (version) => {
    expect(sqliteVersionProblem(version)).toBeUndefined()
  })

  it.each(['3.7.0', '3.40.1', '3.51.0', '3.51.2', '2.99.99'])(
    '%s may not: it can corrupt a log',
    (version) => {
      expect(sqliteVersionProblem(version)).toContain('3.51.3')
    },
  )

  it.each(['3.52.0', '', '3.51', 'unknown'])('"%s" may not', (version) => {
    expect(sqliteVersionProblem(version)).toBeDefined()
  })

  it('that we ship may write', () => {
    expect(sqliteVersionProblem(linkedSqliteVersion())).toBeUndefined()
  })
})

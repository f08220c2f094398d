import type { Database } from 'better-sqlite3'
import { sqlOf } from './sql.ts'
import { contextsIn } from './user-contexts.ts'
import { expectedSessionsIn } from './user-expected.ts'
import { historyIn } from './user-history.ts'
import { inheritedLabelsIn, notesIn, projectsIn, tagsIn } from './user-labels.ts'
import { memoriesIn } from './user-memories.ts'
import { retiredIn } from './user-retired.ts'
import { settingsIn } from './user-settings.ts'

/**
 * Reads and writes of `user.db`: what cannot be rebuilt. Each write that returns is on the disk.
 * On a connection opened to read, a write throws SQLite's `SQLITE_READONLY`.
 */
export function openUserStore(database: Database) {
  const sql = sqlOf(database)
  return {
    tags: tagsIn(sql),
    notes: notesIn(sql),
    projects: projectsIn(sql),
    inheritedLabels: inheritedLabelsIn(sql),
    expectedSessions: expectedSessionsIn(sql),
    contexts: contextsIn(sql),
    memories: memoriesIn(sql),
    settings: settingsIn(sql),
    history: historyIn(database),
    retired: retiredIn(database),
    /** Changes with every commit of another connection, and only then. */
    foreignCommits: (): number => Number(database.pragma('data_version', { simple: true })),
    /** Several writes as one: all of them or none, and one wait for the disk. */
    transaction: <T>(work: () => T): T => database.transaction(work).immediate(),
  }
}

export type UserStore = ReturnType<typeof openUserStore>

// Writes memories one by one until it is killed, and says each one's id after its commit.
// Moves the log into the database and makes backups meanwhile, so that a kill can hit those as well.
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { makeBackup } from '../backup.ts'
import { openDatabase } from '../open-database.ts'
import { userMigrations } from '../user-migrations.ts'
import { openUserStore } from '../user-store.ts'

const [folder = ''] = process.argv.slice(2)
const now = () => new Date()
const opened = openDatabase({
  path: join(folder, 'user.db'),
  kind: 'user',
  migrations: userMigrations,
  mode: 'own',
  now,
})
if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened))
const { database } = opened
const store = openUserStore(database)
const text = 'what was learned '.repeat(60)

for (;;) {
  const { id } = store.transaction(() => {
    const memory = store.memories.add({
      sessionId: 'claude-code:1',
      project: null,
      text,
      createdAt: Date.now(),
    })
    store.settings.set('last memory', memory.id)
    return memory
  })
  writeSync(1, `${id}\n`)
  if (id % 10 === 0) database.pragma('wal_checkpoint(PASSIVE)')
  if (id % 25 === 0) makeBackup(database, 'daily', now())
}

// Opens `user.db` in a folder, adds a tag where it may, and says how that went.
import { join } from 'node:path'
import { openDatabase } from '../open-database.ts'
import { userMigrations } from '../user-migrations.ts'
import { openUserStore } from '../user-store.ts'
import { acquireWriterLock } from '../writer-lock.ts'

const [folder = ''] = process.argv.slice(2)
const lock = acquireWriterLock(folder, { pid: process.pid, kind: 'cli', startedAt: 1_000 })
const result = openDatabase({
  path: join(folder, 'user.db'),
  kind: 'user',
  migrations: userMigrations,
  mode: 'own',
  now: () => new Date(),
})
if (result.kind === 'opened') {
  openUserStore(result.database).tags.add('claude-code:1', 'here')
  result.close()
  process.stdout.write(`${JSON.stringify({ kind: 'opened', events: result.events, lock: lock.kind })}\n`)
} else {
  process.stdout.write(`${JSON.stringify({ ...result, lock: lock.kind })}\n`)
}

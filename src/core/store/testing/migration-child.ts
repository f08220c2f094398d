// Opens a database of schema 1, and so migrates it to schema 3, telling where it is. To be killed on the way.
import { writeSync } from 'node:fs'
import { openDatabase } from '../open-database.ts'
import { numbersMigrations } from './numbers-schema.ts'

const [path = ''] = process.argv.slice(2)
const opened = openDatabase({
  path,
  kind: 'user',
  migrations: numbersMigrations,
  mode: 'own',
  now: () => new Date(),
})
if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened))
writeSync(1, 'migrated\n')
opened.close()
writeSync(1, 'closed\n')

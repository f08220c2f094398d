import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { providers } from '../../providers/registry.ts'
import { createInlineIngest } from '../ingest/inline-ingest.ts'
import { growingTranscript } from '../live/testing/growing-transcript.ts'
import { systemClock } from '../system-clock.ts'
import { indexMigrations } from './index-migrations.ts'
import { openIndexQueries } from './index-queries.ts'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

async function scan(home: string, data: string) {
  const opened = openForTest({ path: join(data, 'index.db'), kind: 'index', migrations: indexMigrations })
  const ingest = createInlineIngest({
    opened,
    providers,
    environment: { platform: 'linux', home, env: {} },
    clock: systemClock,
    logger: { debug() {}, warn() {}, error: (message) => expect.fail(message) },
  })
  const report = await ingest.scan()
  const sessions = openIndexQueries(opened.database).all()
  await ingest.close()
  return { report, sessions }
}

/** What schema 2 held: a row for each response, and the files a session touched among its facts. */
const BACK_TO_SCHEMA_2 = `
  DROP TABLE responses;
  ALTER TABLE files DROP COLUMN touched_files;
  CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE responses (file_id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (file_id, key)) WITHOUT ROWID;
  CREATE INDEX responses_by_key ON responses (key);
  INSERT INTO responses (file_id, key) SELECT id, 'msg_1' FROM files;
  UPDATE files SET facts = json_set(facts, '$.files', json('[["/home/ada/a.ts", 1, 0]]'));
  PRAGMA user_version = 2;
`

describe('an index with a row for each response', () => {
  it('is read once more, shows its sessions until then, and knows which are gone', async () => {
    const home = temporaryFolder()
    const data = temporaryFolder()
    const [kept, gone] = [growingTranscript(home, 1), growingTranscript(home, 2)]
    kept.begin()
    gone.begin()
    const { sessions } = await scan(home, data)
    const path = join(data, 'index.db')
    const old = openForTest({ path, kind: 'index', migrations: indexMigrations })
    old.database.exec(BACK_TO_SCHEMA_2)
    old.close()
    const migrated = openForTest({ path, kind: 'index', migrations: indexMigrations })
    expect(openIndexQueries(migrated.database).all()).toEqual(sessions)
    migrated.close()

    rmSync(gone.path)
    const after = await scan(home, data)
    expect(after.sessions).toEqual(sessions.filter(({ id }) => id === kept.id))
    expect(after.report).toMatchObject({ filesRead: 1, removed: [gone.id] })
    expect((await scan(home, data)).report).toMatchObject({ filesRead: 0, rowsWritten: 0 })
  })
})

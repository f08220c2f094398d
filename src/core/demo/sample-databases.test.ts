import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import type { SampleRow } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { documentFile } from '../../providers/testing/document-file.ts'
import { describeLiveSample } from '../../providers/testing/live-conformance.ts'
import { describeSample } from '../../providers/testing/sample-conformance.ts'
import { databaseStoryReader } from '../../providers/testing/sample-reading.ts'
import { putSampleRows } from '../store/sample-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'sample-databases-'))
let opened = 0
afterAll(() => rmSync(folder, { recursive: true }))

/** The rows in a database of their own, as sample data puts them. */
function open(rows: readonly SampleRow[]) {
  const path = join(folder, `${opened++}.db`)
  putSampleRows(path, rows)
  return documentFile(path)
}

const samples = providers.flatMap((provider) =>
  provider.sampleDatabase
    ? [{ provider, sample: provider.sampleDatabase, name: provider.manifest.name }]
    : [],
)

describe.each(samples)('sample data of $name', ({ provider, sample }) => {
  describeSample(provider, sample, databaseStoryReader(provider, sample, open))
  describeLiveSample(provider, sample)
})

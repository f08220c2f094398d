import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { processIo } from '../live/process-io.ts'
import { growingTranscript } from '../live/testing/growing-transcript.ts'
import { providers } from '../../providers/registry.ts'
import { openIndex } from '../store/open-stores.ts'
import { openMemoryIndex } from '../store/testing/memory-index.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { systemClock } from '../system-clock.ts'
import { createInlineIngest } from './inline-ingest.ts'
import { Scanner } from './scan.ts'

const logger = {
  debug() {},
  warn() {},
  error(message: string, cause: unknown) {
    throw new Error(message, { cause })
  },
}

function partsOf(home: string) {
  const environment = { platform: 'linux' as const, home, env: {} }
  return { providers, environment, clock: systemClock, logger }
}

/** Ten transcripts in an index. */
function indexed() {
  const home = temporaryFolder()
  const transcripts = Array.from({ length: 10 }, (_, digit) => growingTranscript(home, digit))
  for (const transcript of transcripts) transcript.begin()
  const index = openMemoryIndex()
  const scanner = new Scanner({ ...partsOf(home), store: index.store })
  scanner.scan()
  const [first] = transcripts
  if (!first) throw new Error('there are no transcripts')
  return { home, index, scanner, transcripts, first }
}

describe('the work of keeping an index', () => {
  it('is none at a second start: no byte is read and no row written', () => {
    const { home, index } = indexed()
    const second = new Scanner({ ...partsOf(home), store: index.store }).scan()
    expect(second).toMatchObject({
      filesStatted: 10,
      filesRead: 0,
      bytesRead: 0,
      rowsWritten: 0,
      changed: [],
    })
  })

  it('is none where a place is named that has not changed', () => {
    const { scanner, transcripts } = indexed()
    const files = transcripts.map(({ path }) => path)
    expect(scanner.scanPlaces({ files, folders: [] })).toMatchObject({ bytesRead: 0, rowsWritten: 0 })
    expect(scanner.scanPlaces({ files: ['/elsewhere/one.jsonl'], folders: [] })).toMatchObject({
      filesStatted: 0,
      rowsWritten: 0,
    })
  })

  it.runIf(processIo())('is reading 1.2 times what was appended, and 4 KiB each time, at most', () => {
    const { scanner, first } = indexed()
    const io = () => processIo()?.read ?? Number.NaN
    scanner.scanPlaces({ files: [first.path], folders: [] })
    // What reading the count itself costs is taken off.
    const [start, again] = [io(), io()]
    const own = again - start
    for (let turn = 1; turn <= 20; turn++) {
      const appended = first.grow(turn)
      const before = io()
      const { bytesRead } = scanner.scanPlaces({ files: [first.path], folders: [] })
      const read = io() - before - own
      expect(bytesRead).toBe(appended)
      expect(read, `turn ${turn}, ${appended} bytes appended`).toBeLessThanOrEqual(1.2 * appended + 4096)
    }
  })

  it('is one look at each file of a folder that is named, and at no other', () => {
    const { scanner, first } = indexed()
    const folder = join(first.path, '..')
    first.grow(1)
    expect(scanner.scanPlaces({ files: [], folders: [folder] })).toMatchObject({
      filesStatted: 10,
      filesRead: 1,
      changed: [first.id],
    })
  })
})

describe('the last summary of a session whose transcripts were deleted', () => {
  it('is told again after a kill, until somebody has kept it', async () => {
    const home = temporaryFolder()
    const data = temporaryFolder()
    const transcript = growingTranscript(home, 1)
    transcript.begin()
    const start = () => {
      const opened = openIndex(data, 'own', systemClock.now)
      if (!opened) throw new Error('no index')
      return createInlineIngest({ ...partsOf(home), opened })
    }
    const first = start()
    await first.scan()
    rmSync(transcript.path)
    expect((await first.scan()).retired.map(({ id }) => id)).toEqual([transcript.id])
    // Killed: it never said that it had kept it.
    await first.close()
    const second = start()
    onTestFinished(() => second.close())
    const report = await second.scan()
    expect(report.retired.map(({ id, tokens }) => [id, tokens.output])).toEqual([[transcript.id, 100]])
    expect(report.removed).toEqual([])
    second.forgetRetired([transcript.id])
    expect((await second.scan()).retired).toEqual([])
  })
})

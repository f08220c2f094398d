import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Places } from '../ingest/look-at-places.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { FolderWatches, systemWatches, type WatchSystem } from './folder-watches.ts'

let root: string
let seen: Places[]
let news: () => void
let watches: FolderWatches

beforeEach(() => {
  root = temporaryFolder()
  seen = []
  news = () => {}
})
afterEach(() => watches.close())

function watching(system: WatchSystem = systemWatches()): FolderWatches {
  watches = new FolderWatches((places) => {
    seen.push(places)
    news()
  }, system)
  return watches
}

/** Waits for a change that names a path, as a file or as a folder. */
async function namedIn(kind: keyof Places, path: string): Promise<void> {
  await until(() => seen.some((places) => places[kind].includes(path)))
}

/** Asks again after each change. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      news = resolve
    })
  }
}

function found(folders: readonly string[], maxDepth = 2) {
  return { folders, roots: [{ path: root, maxDepth }] }
}

function failing(code: string, after: number): WatchSystem {
  let made = 0
  return {
    blindSpot: () => undefined,
    watch() {
      if (made++ >= after) throw Object.assign(new Error(code), { code, errno: -1 })
      return { close() {} }
    },
  }
}

describe('watches of folders', () => {
  it('name a file that grew, one that came and one that went', async () => {
    writeFileSync(join(root, 'old.jsonl'), 'one\n')
    expect(watching().follow(found([root]))).toBe(true)
    appendFileSync(join(root, 'old.jsonl'), 'two\n')
    await namedIn('files', join(root, 'old.jsonl'))
    writeFileSync(join(root, 'new.jsonl'), 'one\n')
    await namedIn('files', join(root, 'new.jsonl'))
    seen.length = 0
    rmSync(join(root, 'old.jsonl'))
    await namedIn('files', join(root, 'old.jsonl'))
  })

  it('are one a folder, however many files there are', () => {
    const folders = Array.from({ length: 20 }, (_, index) => join(root, `folder-${index}`))
    for (const folder of folders) {
      mkdirSync(folder)
      for (let file = 0; file < 50; file++) writeFileSync(join(folder, `${file}.jsonl`), '')
    }
    watching().follow(found([root, ...folders]))
    expect(watches.report).toEqual({ folders: 21, unwatched: 0, reason: null })
  })

  it('take in a folder that comes, with what it holds already, and those below it', async () => {
    watching().follow(found([root]))
    mkdirSync(join(root, 'month', 'day'), { recursive: true })
    await namedIn('folders', join(root, 'month', 'day'))
    expect(watches.report.folders).toBe(3)
    writeFileSync(join(root, 'month', 'day', 'one.jsonl'), '')
    await namedIn('files', join(root, 'month', 'day', 'one.jsonl'))
  })

  it('end with their folder, and begin anew with one of the same name', async () => {
    const folder = join(root, 'project')
    mkdirSync(folder)
    watching().follow(found([root, folder]))
    rmSync(folder, { recursive: true })
    await until(() => watches.report.folders === 1)
    mkdirSync(folder)
    await until(() => watches.report.folders === 2)
    seen.length = 0
    writeFileSync(join(folder, 'one.jsonl'), '')
    // A late word of the new folder itself leads to a look at all that it holds.
    const isNamed = ({ files, folders }: Places) =>
      files.includes(join(folder, 'one.jsonl')) || folders.includes(folder)
    await until(() => seen.some(isNamed))
    expect(watches.report.folders).toBe(2)
  })

  it('do not go deeper than transcripts lie', async () => {
    watching().follow(found([root], 0))
    mkdirSync(join(root, 'elsewhere'))
    writeFileSync(join(root, 'one.jsonl'), '')
    await namedIn('files', join(root, 'one.jsonl'))
    expect(watches.report.folders).toBe(1)
  })

  it('follow the next walk: what is gone from it is let go', () => {
    mkdirSync(join(root, 'a'))
    watching().follow(found([root, join(root, 'a')]))
    expect(watches.follow(found([root]))).toBe(false)
    expect(watches.report.folders).toBe(1)
  })

  it.each(['ENOSPC', 'EMFILE'])(
    'that the system has no more of (%s) leave the oldest folders to be polled',
    (code) => {
      const folders = ['newest', 'newer', 'old', 'oldest']
      watching(failing(code, 2)).follow(found(folders))
      expect(watches.unwatched).toEqual(['old', 'oldest'])
      expect(watches.report).toEqual({
        folders: 2,
        unwatched: 2,
        reason: `the system has no more watches (${code})`,
      })
    },
  )

  it('are not relied on where another machine writes', () => {
    const remote: WatchSystem = { ...failing('ENOSPC', 9), blindSpot: () => 'nfs tells nothing' }
    watching(remote).follow(found([root]))
    expect(watches.report).toEqual({ folders: 0, unwatched: 1, reason: 'nfs tells nothing' })
  })

  it('stay within a bound, and the newest folders are first', () => {
    const folders = Array.from({ length: 5_000 }, (_, index) => `folder ${index}`)
    watching(failing('ENOSPC', 9_999)).follow(found(folders))
    expect(watches.report.folders).toBeLessThanOrEqual(4_000)
    expect(watches.unwatched.at(0)).toBe('folder 4000')
  })
})

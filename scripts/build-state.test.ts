import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBuildStale } from './build-state.ts'

describe('a build', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'build-state-'))
    writeAt('src/core/a.ts', 100)
    writeAt('package.json', 100)
    writeAt('dist/cli/main.js', 200)
    for (const folder of ['src/core', 'src']) utimesSync(join(root, folder), 100, 100)
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  function writeAt(path: string, seconds: number): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), '')
    utimesSync(join(root, path), seconds, seconds)
  }

  it('that is newer than its sources is kept', () => {
    expect(isBuildStale(root)).toBe(false)
  })

  it('that is missing is stale', () => {
    rmSync(join(root, 'dist'), { recursive: true })
    expect(isBuildStale(root)).toBe(true)
  })

  it('is stale once a source or package.json changes', () => {
    writeAt('src/core/a.ts', 300)
    expect(isBuildStale(root)).toBe(true)
    writeAt('src/core/a.ts', 100)
    writeAt('package.json', 300)
    expect(isBuildStale(root)).toBe(true)
  })

  it('is stale once a source was deleted', () => {
    rmSync(join(root, 'src/core/a.ts'))
    expect(isBuildStale(root)).toBe(true)
  })

  it('does not depend on tests', () => {
    writeAt('src/core/a.test.ts', 300)
    utimesSync(join(root, 'src/core'), 100, 100)
    expect(isBuildStale(root)).toBe(false)
  })
})

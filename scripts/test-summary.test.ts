import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startVitest } from 'vitest/node'
import { countResults, summaryLine, type TestResults } from './test-summary.ts'

describe('the summary of a run', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(import.meta.dirname, '../node_modules/.test-summary-'))
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  async function run(files: Readonly<Record<string, string>>): Promise<TestResults> {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(root, name), `import { describe, it, beforeAll } from 'vitest'\n${text}`)
    }
    const exitCode = process.exitCode
    const vitest = await startVitest('test', [], {
      root,
      config: false,
      watch: false,
      reporters: [{}],
      include: ['*.test.ts'],
    })
    const results = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length)
    await vitest.close()
    process.exitCode = exitCode
    return results
  }

  it('counts tests by how they ended', async () => {
    const results = await run({
      'a.test.ts': `it('passes', () => {}); it('fails', () => { throw new Error() }); it.runIf(false)('waits', () => {})`,
      'b.test.ts': `describe('b', () => { it('passes', () => {}) })`,
    })
    expect(results).toEqual({ passed: 2, failed: 1, skipped: 1 })
  })

  it('counts a file that cannot be loaded as a failure', async () => {
    const results = await run({ 'a.test.ts': `import './missing.ts'`, 'b.test.ts': `it('passes', () => {})` })
    expect(results).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts a hook that throws as a failure', async () => {
    const results = await run({
      'a.test.ts': `beforeAll(() => { throw new Error() }); it('never runs', () => {})`,
    })
    expect(results.passed).toBe(0)
    expect(results.failed).toBe(1)
  })

  it('counts an error that no test caught as a failure', async () => {
    const results = await run({
      'a.test.ts': `it('passes', async () => { void Promise.reject(new Error()); await new Promise((r) => setImmediate(r)) })`,
    })
    expect(results).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('is one line', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
    expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})

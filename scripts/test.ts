import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseCLI, startVitest } from 'vitest/node'
import { isBuildStale } from './build-state.ts'
import { countResults, summaryLine } from './test-summary.ts'

const root = resolve(import.meta.dirname, '..')

/*
 * Runs every suite once (arguments go to vitest: names of files, `-t`, …) and ends with one line: `N passed, N failed`.
 * Whole journeys run the built program, so that it is built first where it is older than its sources.
 */
if (isBuildStale(root)) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error('test: the build failed, see above')
    console.log(summaryLine({ passed: 0, failed: 1, skipped: 0 }))
    process.exit(1)
  }
}

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const vitest = await startVitest('test', filter, { ...options, root, watch: false })
const results = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length)
await vitest.close()
console.log(summaryLine(results))
process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0
// A handle that some test left open must not keep the terminal waiting.
setTimeout(() => process.exit(), 5000).unref()

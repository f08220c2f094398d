import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isBuildStale } from '../scripts/build-state.ts'
import { ccusageBinary } from './ccusage.ts'
import { coldCases, type Setting, warmCases } from './cases.ts'
import { CACHE_FOLDER, cachedCorpus } from './corpus.ts'
import { describeRun, renderFindings } from './report.ts'

/*
 * Measures the built program beside ccusage: `npm run bench -- [--size 1GB] [--rounds 5]`. Ends with an error where a
 * total is wrong or a warm start does work; a missed goal is shown. See README.md.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1GB' },
    rounds: { type: 'string', default: '5' },
  },
})
const root = resolve(import.meta.dirname, '..')

if (isBuildStale(root)) {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { cwd: root, stdio: 'inherit' })
}
const corpus = cachedCorpus(values.size)
const setting: Omit<Setting, 'folder'> = {
  corpus,
  size: values.size,
  ccusage: ccusageBinary(),
  rounds: z.coerce.number().int().positive().parse(values.rounds),
}
console.log(describeRun(corpus, setting.rounds, new Date()))

const folder = mkdtempSync(join(CACHE_FOLDER, 'run-'))
try {
  const findings = [...coldCases({ ...setting, folder }), ...warmCases({ ...setting, folder })]
  console.log(`\n${renderFindings(findings)}`)
} finally {
  rmSync(folder, { recursive: true })
}

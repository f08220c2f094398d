import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'

interface Check {
  readonly name: string
  /** Arguments of Node, in the project's root. */
  readonly args: readonly string[]
}

interface Outcome {
  readonly name: string
  readonly passed: boolean
}

const root = resolve(import.meta.dirname, '..')

const CHECKS: readonly Check[] = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', args: ['node_modules/@biomejs/biome/bin/biome', 'format'] },
  { name: 'registry', args: ['scripts/generate-registry.ts', '--check'] },
  { name: 'scanner', args: ['scripts/generate-scanner.ts', '--check'] },
  { name: 'assistants', args: ['scripts/generate-assistants.ts', '--check'] },
]

/** Runs one check to its end. Its output is printed whole, so that checks that run side by side do not mix. */
function run({ name, args }: Check): Promise<Outcome> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => output.push(part))
  child.stderr.on('data', (part: Buffer) => output.push(part))
  return new Promise((done) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds} s`)
      if (code !== 0) console.log(Buffer.concat(output).toString('utf8').trimEnd())
      done({ name, passed: code === 0 })
    })
  })
}

const outcomes = await Promise.all(CHECKS.map(run))
const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name)
console.log(failed.length === 0 ? 'all checks passed' : `checks failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1

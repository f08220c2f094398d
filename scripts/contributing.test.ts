import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const ACME = 'src/providers/acme'
/** Enough to see that the suite takes the example in; the suite itself searches longer. */
const MUTATIONS = '2000'
/** Three programs are started, on a machine that may be busy. */
const LIMIT_MS = 240_000

/** Code blocks of CONTRIBUTING.md that begin with the path of a file of the example. */
function exampleFiles(text: string): ReadonlyMap<string, string> {
  const blocks = text.matchAll(/^```ts\n\/\/ (src\/providers\/acme\/\S+)\n([\s\S]*?)^```/gm)
  return new Map([...blocks].map(([, path = '', code = '']) => [path, code]))
}

/** The two records that the example begins with. */
function exampleLines(text: string): string {
  return /^```json\n([\s\S]*?)^```/m.exec(text)?.[1] ?? ''
}

describe("CONTRIBUTING's example, put into a project as it says", () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  let project: string

  beforeAll(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'contributing-')))
    copyProject()
    for (const [path, code] of exampleFiles(text)) write(path, code)
    write(`${ACME}/fixtures/two-turns.jsonl`, exampleLines(text))
    const generated = run(process.execPath, 'scripts/generate-registry.ts')
    if (generated.status !== 0) throw new Error(generated.stderr)
  })

  afterAll(() => rmSync(project, { recursive: true }))

  /** What every provider may use, and no other assistant: its own tests are not what is tried here. */
  function copyProject(): void {
    for (const folder of ['src/shared', 'src/providers/testing', 'src/providers/json-scan'])
      cpSync(join(root, folder), join(project, folder), { recursive: true })
    for (const name of readdirSync(join(root, 'src/providers'))) {
      if (name.endsWith('.ts')) copy(`src/providers/${name}`)
    }
    for (const name of ['package.json', 'tsconfig.base.json', 'vitest.config.ts']) copy(name)
    copy('scripts/generate-registry.ts')
    const compilerOptions = { noEmit: true, composite: false, incremental: false, types: ['node'] }
    write(
      'tsconfig.json',
      JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, include: ['src'] }),
    )
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
  }

  function copy(path: string): void {
    const target = join(project, path)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, path), target)
  }

  function write(path: string, content: string): void {
    const target = join(project, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }

  function run(program: string, ...args: readonly string[]) {
    const env = { ...process.env, MUTATIONS }
    return spawnSync(program, args, { cwd: project, encoding: 'utf8', env })
  }

  function runPackage(path: string, ...args: readonly string[]) {
    const { status, stdout, stderr } = run(process.execPath, join(root, 'node_modules', path), ...args)
    return { status, said: stdout + stderr }
  }

  it('is found by the registry', () => {
    expect([...exampleFiles(text).keys()]).toEqual(
      ['presence.ts', 'provider.ts', 'parser.ts', 'parser.test.ts'].map((name) => `${ACME}/${name}`),
    )
    const registry = readFileSync(join(project, 'src/providers/registry.ts'), 'utf8')
    expect(registry).toContain("from './acme/provider.ts'")
  })

  it('compiles', { timeout: LIMIT_MS }, () => {
    expect(runPackage('typescript/bin/tsc', '-p', '.')).toEqual({ status: 0, said: '' })
  })

  it('is laid out and linted like everything else', { timeout: LIMIT_MS }, () => {
    copy('biome.json')
    const { status, said } = runPackage('@biomejs/biome/bin/biome', 'format', ACME)
    expect({ status, said }).toMatchObject({ status: 0 })
  })

  it('passes its own test, and those that every assistant has to pass', { timeout: LIMIT_MS }, () => {
    const tests = ['src/providers/conformance.test.ts', 'src/providers/line-mutations.test.ts', ACME]
    const { status, said } = runPackage('vitest/vitest.mjs', 'run', '--reporter=dot', ...tests)
    expect(status, said).toBe(0)
    expect(said).toMatch(/Test Files .*3 passed/)
  })
})

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

describe('the generated page of assistants', () => {
  let project: string

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'assistants-'))
    for (const folder of ['scripts', 'docs', 'src/providers/acme'])
      mkdirSync(join(project, folder), { recursive: true })
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(project, 'src/providers/acme/README.md'), 'Acme')
    copyFileSync(
      join(root, 'scripts/generate-assistants.ts'),
      join(project, 'scripts/generate-assistants.ts'),
    )
  })

  afterEach(() => {
    rmSync(project, { recursive: true })
  })

  function register(...assistants: readonly (readonly [id: string, name: string, from: string])[]): void {
    const providers = assistants.map(([id, name, from]) => {
      const known = { level: 'partial', from }
      const knows = { tokens: known, context: known, cost: known, errors: known, state: known, files: known }
      return { manifest: { id, name, knows } }
    })
    writeFileSync(
      join(project, 'src/providers/registry.ts'),
      `export const providers = ${JSON.stringify(providers)}`,
    )
  }

  function generate(...args: readonly string[]) {
    const script = join(project, 'scripts/generate-assistants.ts')
    return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  }

  it('has a row for each assistant, by name, linked to its format where that is described', () => {
    register(['zed', 'Zed', 'a file'], ['acme', 'acme', 'usage'])
    expect(generate().status).toBe(0)
    const page = readFileSync(join(project, 'docs/assistants.md'), 'utf8')
    const rows = page.split('\n').filter((line) => line.includes('**partial**: ') && line.startsWith('|'))
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(
      /^\| \[acme\]\(\.\.\/src\/providers\/acme\/README\.md\) \| (\*\*partial\*\*: usage \| ?){6}$/,
    )
    expect(rows[1]).toMatch(/^\| Zed \| /)
  })

  it('keeps a cell whole, whatever a manifest says', () => {
    register(['acme', 'Acme', 'usage | <pid>.json'])
    generate()
    expect(readFileSync(join(project, 'docs/assistants.md'), 'utf8')).toContain('usage \\| &lt;pid>.json')
  })

  it('passes the check once it is written, and fails it when a manifest says something else', () => {
    register(['acme', 'Acme', 'usage'])
    expect(generate('--check').status).toBe(1)
    generate()
    expect(generate('--check').status).toBe(0)
    register(['acme', 'Acme', 'another record'])
    const after = generate('--check')
    expect(after.status).toBe(1)
    expect(after.stderr).toContain('npm run generate')
    expect(readFileSync(join(project, 'docs/assistants.md'), 'utf8')).not.toContain('another record')
  })
})

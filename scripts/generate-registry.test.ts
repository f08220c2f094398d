import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

describe('the generated registry', () => {
  let project: string
  const registryPath = () => join(project, 'src/providers/registry.ts')

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'registry-'))
    mkdirSync(join(project, 'scripts'))
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
    copyFileSync(join(root, 'scripts/generate-registry.ts'), join(project, 'scripts/generate-registry.ts'))
  })

  afterEach(() => {
    rmSync(project, { recursive: true })
  })

  function addFolder(id: string, file: string): void {
    mkdirSync(join(project, 'src/providers', id), { recursive: true })
    writeFileSync(
      join(project, 'src/providers', id, file),
      `export const provider = { manifest: { id: '${id}' } }\n`,
    )
  }

  function generate(...args: readonly string[]) {
    const script = join(project, 'scripts/generate-registry.ts')
    return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  }

  it('knows the folders that have a provider, by name, and no other', () => {
    for (const id of ['zed', 'continue', 'acme-code']) addFolder(id, 'provider.ts')
    addFolder('testing', 'helper.ts')
    expect(generate().status).toBe(0)

    const script = `import { findProvider, providers } from './registry.ts'
      console.log(providers.map(({ manifest }) => manifest.id).join(), findProvider('continue').manifest.id, findProvider('x'))`
    writeFileSync(join(project, 'src/providers/print.ts'), script)
    const printed = spawnSync(process.execPath, [join(project, 'src/providers/print.ts')], {
      encoding: 'utf8',
    })
    expect(printed.stdout).toBe('acme-code,continue,zed continue undefined\n')
  })

  it('passes the check once it is written, and fails it when a folder comes or goes', () => {
    addFolder('acme', 'provider.ts')
    expect(generate('--check').status).toBe(1)
    generate()
    expect(generate('--check').status).toBe(0)

    addFolder('zed', 'provider.ts')
    const afterCome = generate('--check')
    expect(afterCome.status).toBe(1)
    expect(afterCome.stderr).toContain('npm run generate')
    generate()
    rmSync(join(project, 'src/providers/acme'), { recursive: true })
    expect(generate('--check').status).toBe(1)
  })

  it('leaves the file alone when it only checks', () => {
    addFolder('acme', 'provider.ts')
    writeFileSync(registryPath(), 'old')
    generate('--check')
    expect(readFileSync(registryPath(), 'utf8')).toBe('old')
  })

  it.each([0, 1, 3, 12])('is written as the formatter would write it, with %i assistants', (count) => {
    addFolder('testing', 'helper.ts')
    for (let index = 0; index < count; index++)
      addFolder(`assistant-${'abcdefghijkl'.charAt(index)}`, 'provider.ts')
    generate()
    const written = readFileSync(registryPath(), 'utf8')
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    const formatted = spawnSync(
      process.execPath,
      [biome, 'format', `--config-path=${root}`, '--stdin-file-path=src/providers/registry.ts'],
      { input: written, encoding: 'utf8', cwd: root },
    )
    expect(formatted.stdout).toBe(written)
  })
})

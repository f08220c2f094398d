import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

describe('the generated registry', () => {
  let project: string
  const listPath = (list: string) => join(project, 'src/providers', list)

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'registry-'))
    mkdirSync(join(project, 'scripts'))
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
    copyFileSync(join(root, 'scripts/generate-registry.ts'), join(project, 'scripts/generate-registry.ts'))
  })

  afterEach(() => {
    rmSync(project, { recursive: true })
  })

  function addFile(id: string, name: string): void {
    mkdirSync(join(project, 'src/providers', id), { recursive: true })
    writeFileSync(
      join(project, 'src/providers', id, `${name}.ts`),
      `export const ${name} = { manifest: { id: '${id}' } }\n`,
    )
  }

  function addAssistant(id: string): void {
    addFile(id, 'presence')
    addFile(id, 'provider')
  }

  function generate(...args: readonly string[]) {
    const script = join(project, 'scripts/generate-registry.ts')
    return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  }

  it('knows the folders that have a provider, by name, and no other', () => {
    for (const id of ['zed', 'continue', 'acme-code']) addAssistant(id)
    addFile('testing', 'helper')
    expect(generate().status).toBe(0)

    const script = `import { findProvider, providers } from './registry.ts'
      import { presences } from './presences.ts'
      for (const list of [providers, presences]) console.log(list.map(({ manifest }) => manifest.id).join())
      console.log(findProvider('continue').manifest.id, findProvider('x'))`
    writeFileSync(join(project, 'src/providers/print.ts'), script)
    const printed = spawnSync(process.execPath, [join(project, 'src/providers/print.ts')], {
      encoding: 'utf8',
    })
    expect(printed.stdout).toBe('acme-code,continue,zed\nacme-code,continue,zed\ncontinue undefined\n')
  })

  it('passes the check once it is written, and fails it when a folder comes or goes', () => {
    addAssistant('acme')
    expect(generate('--check').status).toBe(1)
    generate()
    expect(generate('--check').status).toBe(0)

    addAssistant('zed')
    const afterCome = generate('--check')
    expect(afterCome.status).toBe(1)
    expect(afterCome.stderr).toContain('npm run generate')
    generate()
    rmSync(join(project, 'src/providers/acme'), { recursive: true })
    expect(generate('--check').status).toBe(1)
  })

  it('leaves the file alone when it only checks', () => {
    addAssistant('acme')
    writeFileSync(listPath('registry.ts'), 'old')
    generate('--check')
    expect(readFileSync(listPath('registry.ts'), 'utf8')).toBe('old')
  })

  it('names an assistant that lacks what is asked of it without a transcript', () => {
    addFile('acme', 'provider')
    const { status, stderr } = generate('--check')
    expect(status).toBe(1)
    expect(stderr).toContain('src/providers/acme has no presence.ts')
  })

  it.each([0, 1, 3, 12])('is written as the formatter would write it, with %i assistants', (count) => {
    addFile('testing', 'helper')
    for (let index = 0; index < count; index++) addAssistant(`assistant-${'abcdefghijkl'.charAt(index)}`)
    generate()
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    for (const list of ['registry.ts', 'presences.ts']) {
      const written = readFileSync(listPath(list), 'utf8')
      const formatted = spawnSync(
        process.execPath,
        [biome, 'format', `--config-path=${root}`, `--stdin-file-path=src/providers/${list}`],
        { input: written, encoding: 'utf8', cwd: root },
      )
      expect(formatted.stdout).toBe(written)
    }
  })
})
